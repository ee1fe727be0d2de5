import LinearAlgebra
public import Statistics

/// Judges what an inversion drew by the truth: whom it can be told to be, and what it is like.
///
/// A column of a table says too little to tell anyone by: of what is no image nothing is judged.
public struct InversionJudge: Sendable {
  public let truth: InversionTruth
  private let centroids: CentroidIdentifier
  private let classMeans: [WindowedImage?]
  private var witnesses: Witnesses?

  /// What takes longer to have.
  private struct Witnesses: Sendable {
    let identifier: NetworkIdentifier?
    let members: [WindowedImage]
    let heldOut: [WindowedImage]
  }

  /// A judge that looks at the class means alone.
  public init(_ truth: InversionTruth) {
    self.truth = truth
    centroids = CentroidIdentifier(truth)
    classMeans = truth.classMeans.map { mean in
      mean.flatMap { mean in
        truth.image.flatMap { WindowedImage(truth.pixels(mean), width: $0.width, height: $0.height) }
      }
    }
  }

  /// The same with a second identifier, which is trained for it, and every record to compare pictures with.
  public func withWitnesses(using random: RandomStream) -> InversionJudge {
    guard let image = truth.image, witnesses == nil else { return self }
    let windowed = { (records: Matrix<Float>) in
      (0..<records.rowCount).compactMap {
        WindowedImage(truth.pixels(records.row($0)), width: image.width, height: image.height)
      }
    }
    var judge = self
    judge.witnesses = Witnesses(
      identifier: NetworkIdentifier(truth, using: random), members: windowed(truth.members),
      heldOut: windowed(truth.heldOut))
    return judge
  }

  public func judgement(of drawn: DrawnClasses) -> InversionJudgement {
    guard let image = truth.image else {
      return InversionJudgement(pictures: [], candidateCount: centroids.classes.count)
    }
    let named = witnesses?.identifier?.classes(of: drawn.pictures)
    // Many classes have the very same picture where it is the control's.
    var known: (picture: [Float], nearest: (member: Double?, heldOut: Double?))?
    let pictures = drawn.classes.enumerated().map { place, wanted in
      let picture = truth.pixels(drawn.pictures.row(place))
      // Of what is no number nobody is recognised, and nothing is alike.
      guard picture.allSatisfy(\.isFinite) else { return InversionJudgement.Picture(unjudged: wanted) }
      let windowed = WindowedImage(picture, width: image.width, height: image.height)
      var nearest: (member: Double?, heldOut: Double?) = (nil, nil)
      if let known, known.picture == picture {
        nearest = known.nearest
      } else if let windowed, let witnesses {
        nearest = (
          witnesses.members.lazy.map { windowed.structuralSimilarity(to: $0) }.max(),
          witnesses.heldOut.lazy.map { windowed.structuralSimilarity(to: $0) }.max()
        )
        known = (picture, nearest)
      }
      let isCandidate = centroids.classes.contains(wanted)
      return InversionJudgement.Picture(
        label: wanted,
        nearerClasses: centroids.classesNearer(to: Array(drawn.pictures.row(place)), than: wanted),
        isNamedRightly: isCandidate ? named.map { $0[place] == wanted } : nil,
        similarityToClassMean: classMeans[wanted].flatMap { mean in
          windowed.map { $0.structuralSimilarity(to: mean) }
        },
        similarityToNearestMember: nearest.member, similarityToNearestNonMember: nearest.heldOut,
        noiseRatioToClassMean: truth.classMeans[wanted].map {
          ImageSimilarity.peakSignalToNoiseRatio(picture, truth.pixels($0))
        })
    }
    return InversionJudgement(pictures: pictures, candidateCount: centroids.classes.count)
  }
}

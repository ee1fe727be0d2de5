public import LinearAlgebra

/// How much of each class an inversion gave away, beside what a stranger with the public mean alone would have.
public struct InversionResult: Hashable, Sendable {
  /// What the attack is judged by: means over records of each class, nil for a class that has none.
  public struct Truth: Hashable, Sendable {
    /// Over the members: what the model was shown.
    public let classMeans: [[Float]?]
    /// Over records the model never saw.
    public let heldOutMeans: [[Float]?]
    /// Over all held-out records: what the attack starts from.
    public let publicMean: [Float]
    /// nil for what is no image.
    public let image: Image?

    public init(
      classMeans: [[Float]?], heldOutMeans: [[Float]?], publicMean: [Float], image: Image?
    ) {
      self.classMeans = classMeans
      self.heldOutMeans = heldOutMeans
      self.publicMean = publicMean
      self.image = image
    }
  }

  /// The size of an image, and what to add to an input to bring it into [0, 1].
  public struct Image: Hashable, Sendable {
    /// In pixels, as is the height.
    public let width: Int
    public let height: Int
    /// Added to an input to bring it into [0, 1].
    public let offset: Float

    public init(width: Int, height: Int, offset: Float) {
      self.width = width
      self.height = height
      self.offset = offset
    }
  }

  /// Two figures about a set of pictures, one a class.
  public struct Score: Hashable, Sendable {
    /// How many classes' pictures correlate best with the held-out mean of that very class; nil for what is no image, whose
    /// columns say too little to tell by, and where nothing is held out.
    public let identifiedCount: Int?
    /// Classes that have held-out records.
    public let candidateCount: Int
    /// The mean structural similarity to the class mean; nil for what is no image.
    public let similarityToClassMean: Double?
    /// The same for each class; nil for one without members.
    public let similarities: [Double?]

    /// The share that was identified.
    public var identificationTop1: Double? {
      identifiedCount.map { Double($0) / Double(candidateCount) }
    }
  }

  /// The pictures that the attack drew.
  public let attack: Score
  /// The public mean handed in for every class.
  public let control: Score

  public init(prototypes: Matrix<Float>, truth: Truth) {
    attack = Self.score({ Array(prototypes.row($0)) }, truth: truth)
    control = Self.score({ _ in truth.publicMean }, truth: truth)
  }

  private static func score(_ picture: (Int) -> [Float], truth: Truth) -> Score {
    let candidates = truth.heldOutMeans.enumerated().compactMap { index, mean in mean.map { (index, $0) } }
    let isJudged = truth.image != nil && !candidates.isEmpty
    let identified =
      !isJudged
      ? nil
      : candidates.count { index, _ in
        let own = picture(index)
        let best = candidates.max {
          ImageSimilarity.normalizedCrossCorrelation(own, $0.1)
            < ImageSimilarity.normalizedCrossCorrelation(own, $1.1)
        }
        return best?.0 == index
      }
    let similarities = truth.classMeans.enumerated().map { index, mean -> Double? in
      guard let image = truth.image, let mean else { return nil }
      let similarity = ImageSimilarity.structuralSimilarity(
        picture(index).map { $0 + image.offset }, mean.map { $0 + image.offset }, width: image.width,
        height: image.height)
      return similarity.flatMap { $0.isFinite ? $0 : nil }
    }
    let known = similarities.compactMap(\.self)
    return Score(
      identifiedCount: identified, candidateCount: candidates.count,
      similarityToClassMean: known.isEmpty ? nil : known.reduce(0, +) / Double(known.count),
      similarities: similarities)
  }
}

/// How much an inversion gave away, picture by picture and over all: nil where nothing could be judged.
public struct InversionJudgement: Hashable, Sendable {
  /// One class's picture.
  public struct Picture: Hashable, Sendable {
    /// The class it is meant to be of.
    public let label: Int
    /// Classes whose held-out mean it correlates with better than with its own class's: 0 is recognised. nil without
    /// held-out records of the class, as is the next.
    public let nearerClasses: Int?
    /// Whether a network trained on held-out records takes it for its class; nil where there is no such network.
    public let isNamedRightly: Bool?
    /// Structural similarity to the mean of the members of the class; nil without members, as is the last.
    public let similarityToClassMean: Double?
    /// To the member it is most like, of any class.
    public let similarityToNearestMember: Double?
    /// To the held-out record it is most like, of any class.
    public let similarityToNearestNonMember: Double?
    /// Peak signal to noise ratio against the mean of the members of the class, in decibels.
    public let noiseRatioToClassMean: Double?

    public var isRecognised: Bool? { nearerClasses.map { $0 == 0 } }

    init(
      label: Int, nearerClasses: Int?, isNamedRightly: Bool?, similarityToClassMean: Double?,
      similarityToNearestMember: Double?, similarityToNearestNonMember: Double?,
      noiseRatioToClassMean: Double?
    ) {
      self.label = label
      self.nearerClasses = nearerClasses
      self.isNamedRightly = isNamedRightly
      self.similarityToClassMean = similarityToClassMean
      self.similarityToNearestMember = similarityToNearestMember
      self.similarityToNearestNonMember = similarityToNearestNonMember
      self.noiseRatioToClassMean = noiseRatioToClassMean
    }

    /// A picture of which nothing can be said.
    init(unjudged label: Int) {
      self.init(
        label: label, nearerClasses: nil, isNamedRightly: nil, similarityToClassMean: nil,
        similarityToNearestMember: nil, similarityToNearestNonMember: nil, noiseRatioToClassMean: nil)
    }
  }

  /// In the order in which classes were drawn; none of what is no image.
  public let pictures: [Picture]
  /// Classes that a picture may be taken for: those with held-out records.
  public let candidateCount: Int

  /// What was drawn of that class.
  public func picture(ofClass label: Int) -> Picture? { pictures.first { $0.label == label } }

  /// The picture that is most like its class's mean; nil where none is judged.
  public var mostAlike: (label: Int, similarity: Double)? {
    pictures.compactMap { picture in picture.similarityToClassMean.map { (picture.label, $0) } }
      .max { $0.1 < $1.1 }
  }

  /// Pictures that the first identifier can be asked about.
  public var judgedCount: Int { pictures.count { $0.nearerClasses != nil } }

  /// Of these, the ones recognised by the held-out means; nil where there are none.
  public var identifiedCount: Int? {
    judgedCount == 0 ? nil : pictures.count { $0.isRecognised == true }
  }

  public var identificationTop1: Double? { share { $0.nearerClasses.map { $0 == 0 } } }
  /// The share whose own class is among the five nearest; nil where there are no more than five.
  public var identificationTop5: Double? {
    candidateCount > 5 ? share { $0.nearerClasses.map { $0 < 5 } } : nil
  }
  public var secondIdentifierTop1: Double? { share(\.isNamedRightly) }
  public var similarityToClassMean: Double? { mean(\.similarityToClassMean) }
  public var similarityToNearestMember: Double? { mean(\.similarityToNearestMember) }
  public var similarityToNearestNonMember: Double? { mean(\.similarityToNearestNonMember) }
  public var noiseRatioToClassMean: Double? { mean(\.noiseRatioToClassMean) }

  private func share(_ judge: (Picture) -> Bool?) -> Double? {
    let judged = pictures.compactMap(judge)
    return judged.isEmpty ? nil : Double(judged.count { $0 }) / Double(judged.count)
  }

  private func mean(_ figure: (Picture) -> Double?) -> Double? {
    let known = pictures.compactMap(figure).filter(\.isFinite)
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }
}

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
    public let width: Int
    public let height: Int
    public let offset: Float

    public init(width: Int, height: Int, offset: Float) {
      self.width = width
      self.height = height
      self.offset = offset
    }
  }

  /// Two figures about a set of pictures, one a class.
  public struct Score: Hashable, Sendable {
    /// The share of classes whose picture correlates best with the held-out mean of that very class.
    public let identificationTop1: Double
    /// The mean structural similarity to the class mean; nil for what is no image.
    public let similarityToClassMean: Double?
  }

  public let attack: Score
  /// The public mean handed in for every class.
  public let control: Score

  public init(prototypes: Matrix<Float>, truth: Truth) {
    attack = Self.score({ Array(prototypes.row($0)) }, truth: truth)
    control = Self.score({ _ in truth.publicMean }, truth: truth)
  }

  private static func score(_ picture: (Int) -> [Float], truth: Truth) -> Score {
    // Columns of a table have averages of their own, which every class shares: only what differs from them counts.
    let compared = { (values: [Float]) in
      truth.image == nil ? zip(values, truth.publicMean).map { $0 - $1 } : values
    }
    let candidates = truth.heldOutMeans.enumerated().compactMap { index, mean in
      mean.map { (index, compared($0)) }
    }
    let identified = candidates.count { index, _ in
      let own = compared(picture(index))
      let best = candidates.max {
        ImageSimilarity.normalizedCrossCorrelation(own, $0.1)
          < ImageSimilarity.normalizedCrossCorrelation(own, $1.1)
      }
      return best?.0 == index
    }
    var similarities = [Double]()
    if let image = truth.image {
      for (index, mean) in truth.classMeans.enumerated() {
        guard let mean else { continue }
        let similarity = ImageSimilarity.structuralSimilarity(
          picture(index).map { $0 + image.offset }, mean.map { $0 + image.offset }, width: image.width,
          height: image.height)
        if let similarity, similarity.isFinite { similarities.append(similarity) }
      }
    }
    return Score(
      identificationTop1: Double(identified) / Double(max(1, candidates.count)),
      similarityToClassMean: similarities.isEmpty
        ? nil : similarities.reduce(0, +) / Double(similarities.count))
  }
}

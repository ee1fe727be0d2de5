public import LinearAlgebra

/// What inversions are judged by: records of each class, those the model was trained on and those it never saw.
public struct InversionTruth: Sendable {
  /// Over the members of each class: what the model was shown. nil for a class that has none.
  public let classMeans: [[Float]?]
  /// Over held-out records of each class; nil for a class that has none.
  public let heldOutMeans: [[Float]?]
  /// [members, inputs].
  public let members: Matrix<Float>
  /// [held-out records, inputs].
  public let heldOut: Matrix<Float>
  /// The class of each held-out record.
  public let heldOutLabels: [Int]
  /// Over all held-out records: what an attack on weights starts from.
  public let publicMean: [Float]
  /// nil for what is no image.
  public let image: Image?

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

    /// What an input may be.
    public var range: ClosedRange<Float> { -offset...1 - offset }
  }

  /// - Parameters:
  ///   - members: [members, inputs].
  ///   - heldOut: [held-out records, inputs].
  public init(
    members: Matrix<Float>, memberLabels: [Int], heldOut: Matrix<Float>, heldOutLabels: [Int],
    classCount: Int,
    image: Image?
  ) {
    self.members = members
    self.heldOut = heldOut
    self.heldOutLabels = heldOutLabels
    self.image = image
    classMeans = members.means(ofClasses: classCount, labels: memberLabels)
    heldOutMeans = heldOut.means(ofClasses: classCount, labels: heldOutLabels)
    publicMean = heldOut.columnSums().map { $0 / Float(max(1, heldOut.rowCount)) }
  }

  public var classCount: Int { classMeans.count }

  /// In the values of an image, from 0 to 1.
  public func pixels(_ inputs: some Sequence<Float>) -> [Float] {
    let offset = image?.offset ?? 0
    return inputs.map { $0 + offset }
  }
}

extension Matrix<Float> {
  /// The mean of the rows of each class; nil for a class of none.
  fileprivate func means(ofClasses count: Int, labels: [Int]) -> [[Float]?] {
    var sums = [[Float]](repeating: [Float](repeating: 0, count: columnCount), count: count)
    var counts = [Int](repeating: 0, count: count)
    for (row, label) in labels.enumerated() {
      sums[label].add(Array(self.row(row)))
      counts[label] += 1
    }
    return zip(sums, counts).map { sum, count in count > 0 ? sum.map { $0 / Float(count) } : nil }
  }
}

public import LinearAlgebra

/// What an inversion drew, a picture of each of some classes.
public struct DrawnClasses: Hashable, Sendable {
  /// The classes that were drawn.
  public let classes: [Int]
  /// [classes, inputs], in the order of `classes` and the units of the network's inputs.
  public let pictures: Matrix<Float>
  /// Where every picture began: the mean of the public records.
  public let start: [Float]
  /// Records that the model was asked about: for each class by confidences, for all together by labels, none with weights.
  public let queryCount: Int
  /// Of these classes nothing was found out, and what is drawn is the start.
  public let missed: [Int]

  public init(
    classes: [Int], pictures: Matrix<Float>, start: [Float], queryCount: Int = 0, missed: [Int] = []
  ) {
    self.classes = classes
    self.pictures = pictures
    self.start = start
    self.queryCount = queryCount
    self.missed = missed
  }

  /// What was drawn of that class; nil where it was not among them.
  public func picture(ofClass wanted: Int) -> [Float]? {
    classes.firstIndex(of: wanted).map { Array(pictures.row($0)) }
  }

  /// The start handed in for each of the classes: what a stranger to the model would draw.
  public var control: DrawnClasses {
    DrawnClasses(
      classes: classes,
      pictures: Matrix(
        rowCount: classes.count, columnCount: start.count, elements: classes.flatMap { _ in start }),
      start: start)
  }
}

public import LinearAlgebra

/// What an adversary does not know of a record: some of its inputs, of which it knows the few things that may stand there.
public struct AttributeQuestion: Hashable, Sendable {
  /// The inputs that are not known, which follow one another.
  public let inputs: Range<Int>
  /// What the values are called; two or more.
  public let names: [String]
  /// For each value what then stands at the inputs.
  let patterns: [[Float]]

  /// - Parameter patterns: for each value one number an input.
  public init(inputs: Range<Int>, names: [String], patterns: [[Float]]) {
    precondition(names.count > 1 && patterns.count == names.count)
    precondition(patterns.allSatisfy { $0.count == inputs.count })
    (self.inputs, self.names, self.patterns) = (inputs, names, patterns)
  }

  public var valueCount: Int { names.count }

  /// The value that each of these records has, [records, inputs]: the one that is nearest.
  public func values(of records: Matrix<Float>) -> [Int] {
    (0..<records.rowCount).map { row in
      let own = records.row(row)
      let present = own[(own.startIndex + inputs.lowerBound)..<(own.startIndex + inputs.upperBound)]
      let distances = patterns.map { pattern in
        zip(pattern, present).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
      return distances.indices.min { distances[$0] < distances[$1] } ?? 0
    }
  }

  /// The records, [records, inputs], with that value in the place of whatever stands there.
  func completing(_ records: Matrix<Float>, with value: Int) -> Matrix<Float> {
    var elements = records.elements
    for start in stride(from: inputs.lowerBound, to: elements.count, by: records.columnCount) {
      elements.replaceSubrange(start..<start + inputs.count, with: patterns[value])
    }
    return Matrix(rowCount: records.rowCount, columnCount: records.columnCount, elements: elements)
  }

  /// What is known of the records: [records, inputs] without those that are not.
  func knownInputs(of records: Matrix<Float>) -> Matrix<Float> {
    let width = records.columnCount - inputs.count
    var elements = [Float]()
    elements.reserveCapacity(records.rowCount * width)
    for row in 0..<records.rowCount {
      let own = records.row(row)
      elements += own.prefix(inputs.lowerBound)
      elements += own.dropFirst(inputs.upperBound)
    }
    return Matrix(rowCount: records.rowCount, columnCount: width, elements: elements)
  }
}

extension Matrix {
  public mutating func scale(by factor: Scalar) { elements.scale(by: factor) }

  /// Adds `factor` times `other`.
  public mutating func add(_ other: Matrix, scaledBy factor: Scalar = 1) {
    precondition(rowCount == other.rowCount && columnCount == other.columnCount)
    elements.add(other.elements, scaledBy: factor)
  }

  /// Adds `value` to every element.
  @specialized(where Scalar == Float)
  public mutating func add(_ value: Scalar) {
    elements.withUnsafeMutableBufferPointer { elements in
      for index in elements.indices { elements[index] += value }
    }
  }

  /// Multiplies element by element.
  @specialized(where Scalar == Float)
  public mutating func multiplyElements(by other: Matrix) {
    precondition(rowCount == other.rowCount && columnCount == other.columnCount)
    other.elements.withUnsafeBufferPointer { other in
      elements.withUnsafeMutableBufferPointer { elements in
        for index in elements.indices { elements[index] *= other[index] }
      }
    }
  }

  /// max(0, x) for every element.
  @specialized(where Scalar == Float)
  public mutating func rectify() {
    elements.withUnsafeMutableBufferPointer { elements in
      for index in elements.indices where elements[index] < 0 { elements[index] = 0 }
    }
  }

  /// tanh of every element.
  @specialized(where Scalar == Float)
  public mutating func applyHyperbolicTangent() {
    elements.withUnsafeMutableBufferPointer { elements in
      for index in elements.indices {
        elements[index] = Scalar.hyperbolicTangent(elements[index])
      }
    }
  }

  /// Zeroes the elements where `outputs`, the rectified values, are zero.
  @specialized(where Scalar == Float)
  public mutating func multiplyByRectifierSlope(atOutputs outputs: Matrix) {
    precondition(elements.count == outputs.elements.count)
    outputs.elements.withUnsafeBufferPointer { outputs in
      elements.withUnsafeMutableBufferPointer { elements in
        for index in elements.indices where outputs[index] == 0 { elements[index] = 0 }
      }
    }
  }

  /// Multiplies by 1 − tanh², given the values of tanh.
  @specialized(where Scalar == Float)
  public mutating func multiplyByHyperbolicTangentSlope(atOutputs outputs: Matrix) {
    precondition(elements.count == outputs.elements.count)
    outputs.elements.withUnsafeBufferPointer { outputs in
      elements.withUnsafeMutableBufferPointer { elements in
        for index in elements.indices {
          let output = outputs[index]
          elements[index] *= 1 - output * output
        }
      }
    }
  }
}

extension Array where Element: MatrixScalar {
  /// Adds `factor` times `other`, element by element.
  @specialized(where Element == Float)
  public mutating func add(_ other: [Element], scaledBy factor: Element = 1) {
    precondition(count == other.count)
    other.withUnsafeBufferPointer { other in
      withUnsafeMutableBufferPointer { elements in
        for index in elements.indices { elements[index] += factor * other[index] }
      }
    }
  }

  @specialized(where Element == Float)
  public mutating func scale(by factor: Element) {
    withUnsafeMutableBufferPointer { elements in
      // Zero times infinity would be no number, and a matrix scaled by zero is zero.
      if factor == 0 { return elements.update(repeating: 0) }
      for index in elements.indices { elements[index] *= factor }
    }
  }
}

extension [Float] {
  /// The values as IEEE 754 single precision, little-endian, four bytes each.
  public var littleEndianBytes: [UInt8] {
    map(\.bitPattern.littleEndian).withUnsafeBytes { [UInt8]($0) }
  }
}

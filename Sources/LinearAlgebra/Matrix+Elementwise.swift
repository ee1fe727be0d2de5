extension Matrix where Scalar: MatrixScalar {
  /// Every element becomes what `next` gives, one call after another.
  @specialized(where Scalar == Float)
  public mutating func setElements(_ next: () -> Scalar) {
    for index in elements.indices { elements[index] = next() }
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

  /// tanh of every element.
  @specialized(where Scalar == Float)
  public mutating func applyHyperbolicTangent() {
    elements.withUnsafeMutableBufferPointer { elements in
      for index in elements.indices {
        elements[index] = Scalar.hyperbolicTangent(elements[index])
      }
    }
  }

  /// 1 / (1 + e⁻ˣ) of every element.
  @specialized(where Scalar == Float)
  public mutating func applyLogistic() {
    elements.withUnsafeMutableBufferPointer { elements in
      for index in elements.indices { elements[index] = 1 / (1 + Scalar.exponential(-elements[index])) }
    }
  }

  /// max(0, x) for every element.
  @specialized(where Scalar == Float)
  public mutating func rectify() {
    elements.withUnsafeMutableBufferPointer { elements in
      if let first = elements.baseAddress { Scalar.rectify(first, count: elements.count) }
    }
  }

  /// Becomes a copy of `other`, in the memory it has.
  @specialized(where Scalar == Float)
  public mutating func copy(_ other: Matrix) {
    precondition(columnCount == other.columnCount)
    resize(rowCount: other.rowCount)
    guard !elements.isEmpty else { return }
    other.elements.withUnsafeBufferPointer { other in
      elements.withUnsafeMutableBufferPointer { elements in
        elements.baseAddress!.update(from: other.baseAddress!, count: other.count)
      }
    }
  }

  /// Zeroes the elements where `outputs`, the rectified values, are zero.
  @specialized(where Scalar == Float)
  public mutating func multiplyByRectifierSlope(atOutputs outputs: Matrix) {
    precondition(elements.count == outputs.elements.count)
    guard !elements.isEmpty else { return }
    outputs.elements.withUnsafeBufferPointer { outputs in
      elements.withUnsafeMutableBufferPointer { elements in
        Scalar.multiplyByRectifierSlope(
          elements.baseAddress!, atOutputs: outputs.baseAddress!, count: outputs.count)
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

  /// Multiplies by s (1 − s), given the values s of the logistic function.
  @specialized(where Scalar == Float)
  public mutating func multiplyByLogisticSlope(atOutputs outputs: Matrix) {
    precondition(elements.count == outputs.elements.count)
    outputs.elements.withUnsafeBufferPointer { outputs in
      elements.withUnsafeMutableBufferPointer { elements in
        for index in elements.indices { elements[index] *= outputs[index] * (1 - outputs[index]) }
      }
    }
  }
}

extension Array where Element: MatrixScalar {
  /// Adds `factor` times `other`, element by element.
  @specialized(where Element == Float)
  public mutating func add(_ other: [Element], scaledBy factor: Element = 1) {
    precondition(count == other.count)
    guard !isEmpty else { return }
    other.withUnsafeBufferPointer { other in
      withUnsafeMutableBufferPointer { elements in
        Element.add(other.baseAddress!, scaledBy: factor, to: elements.baseAddress!, count: other.count)
      }
    }
  }

  /// One step of descent with momentum of the values in `range`: v ← momentum · v + (scale · g + decay · w), then
  /// w ← w − rate · v.
  @specialized(where Element == Float)
  public mutating func descend(
    velocity: inout [Element], gradient: [Element], in range: Range<Int>, scale: Element, decay: Element,
    momentum: Element, rate: Element
  ) {
    precondition(count == velocity.count && count == gradient.count)
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    guard !range.isEmpty else { return }
    withUnsafeMutableBufferPointer { w in
      velocity.withUnsafeMutableBufferPointer { v in
        gradient.withUnsafeBufferPointer { g in
          let start = range.lowerBound
          Element.descend(
            w.baseAddress! + start, velocity: v.baseAddress! + start, gradient: g.baseAddress! + start,
            scale: scale, decay: decay, momentum: momentum, rate: rate, count: range.count)
        }
      }
    }
  }

  /// Adds x (y + 1), element by element.
  @specialized(where Element == Float)
  public mutating func addProducts(_ x: [Element], timesOneMoreThan y: [Element]) {
    precondition(count == x.count && count == y.count)
    withUnsafeMutableBufferPointer { sums in
      x.withUnsafeBufferPointer { x in
        y.withUnsafeBufferPointer { y in
          for index in sums.indices { sums[index] += x[index] * (y[index] + 1) }
        }
      }
    }
  }

  /// Multiplies every value; by zero it becomes zero, whatever it held.
  @specialized(where Element == Float)
  public mutating func scale(by factor: Element) {
    withUnsafeMutableBufferPointer { elements in
      // Zero times infinity would be NaN, and a matrix scaled by zero is zero.
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

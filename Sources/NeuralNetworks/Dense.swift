public import LinearAlgebra

/// An affine layer, y = W x + b.
public struct Dense<Scalar: MatrixScalar>: Hashable, Sendable {
  /// [outputs, inputs].
  public var weight: Matrix<Scalar>
  /// [outputs].
  public var bias: [Scalar]

  public init(weight: Matrix<Scalar>, bias: [Scalar]) {
    precondition(weight.rowCount == bias.count)
    self.weight = weight
    self.bias = bias
  }

  public init(inputCount: Int, outputCount: Int) {
    weight = Matrix(rowCount: outputCount, columnCount: inputCount)
    bias = Array(repeating: 0, count: outputCount)
  }

  public var inputCount: Int { weight.columnCount }
  public var outputCount: Int { weight.rowCount }

  /// `outputs` becomes [batch, outputs] for `inputs` of [batch, inputs], through the activation where there is one.
  @specialized(where Scalar == Float)
  public func apply(to inputs: Matrix<Scalar>, activation: Activation?, into outputs: inout Matrix<Scalar>) {
    outputs.setToProduct(.plain(inputs), .transposed(weight), plus: bias)
    switch activation {
    case .relu: outputs.rectify()
    case .tanh: outputs.applyHyperbolicTangent()
    case nil: break
    }
  }
}

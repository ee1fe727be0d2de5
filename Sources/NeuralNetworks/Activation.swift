public import LinearAlgebra

/// The function between a layer and the next.
public enum Activation: String, CaseIterable, Hashable, Codable, Sendable {
  case relu
  case tanh
  /// The logistic function, 1 / (1 + e⁻ˣ).
  case sigmoid

  /// What the variance of weights before it is multiplied by, over one for each input (He et al., arXiv:1502.01852).
  var gain: Double { self == .relu ? 2 : 1 }
}

/// An activation of every unit.
public struct ActivationLayer: Layer {
  public let activation: Activation
  /// Units, of its inputs as of its outputs.
  public let width: Int

  public init(_ activation: Activation, width: Int) {
    self.activation = activation
    self.width = width
  }

  public var description: String { activation.rawValue }
  public var inputCount: Int { width }
  public var outputCount: Int { width }
  public var tensors: [ParameterTensor] { [] }
  public var isInPlace: Bool { true }
  public var isDroppable: Bool { true }
  public var isRectifier: Bool { activation == .relu }

  @specialized(where Scalar == Float)
  public func forward<Scalar: MatrixScalar>(
    _ parameters: LayerParameters<Scalar>, from input: Matrix<Scalar>, isRectified: Bool,
    into output: inout Matrix<Scalar>, notes: inout LayerNotes<Scalar>
  ) {
    switch activation {
    case .relu: output.rectify()
    case .tanh: output.applyHyperbolicTangent()
    case .sigmoid: output.applyLogistic()
    }
  }

  @specialized(where Scalar == Float)
  public func backward<Scalar: MatrixScalar>(
    _ parameters: LayerParameters<Scalar>, outputs: Matrix<Scalar>, from outputGradient: Matrix<Scalar>,
    rectified: Matrix<Scalar>?, into inputGradient: inout Matrix<Scalar>, notes: inout LayerNotes<Scalar>
  ) {
    switch activation {
    case .relu: inputGradient.multiplyByRectifierSlope(atOutputs: outputs)
    case .tanh: inputGradient.multiplyByHyperbolicTangentSlope(atOutputs: outputs)
    case .sigmoid: inputGradient.multiplyByLogisticSlope(atOutputs: outputs)
    }
  }

  public func addSquaredGradientNorms<Scalar: MatrixScalar>(
    to norms: inout [Scalar], input: Matrix<Scalar>, inputNorms: [Scalar]?, outputGradient: Matrix<Scalar>,
    notes: inout LayerNotes<Scalar>
  ) {}

  public func addSquaredGroupNorms<Scalar: MatrixScalar>(
    to norms: inout [Scalar], groups: [Range<Int>], input: Matrix<Scalar>, outputGradient: Matrix<Scalar>,
    notes: inout LayerNotes<Scalar>
  ) {}

  public func sumGradients<Scalar: MatrixScalar>(
    scaledBy factors: [Scalar]?, kept: [Scalar]?, input: inout Matrix<Scalar>,
    outputGradient: inout Matrix<Scalar>, notes: inout LayerNotes<Scalar>, into sum: inout [Scalar],
    ranges: LayerRanges
  ) {}
}

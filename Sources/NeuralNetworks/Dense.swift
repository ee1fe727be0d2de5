public import LinearAlgebra

/// An affine layer, y = W x + b.
///
/// Example `i` has weight gradient `gᵢ aᵢᵀ` and bias gradient `gᵢ`, where `aᵢ` is the layer's input and `gᵢ` the loss's
/// gradient at its output. The squared norm over both is `‖gᵢ‖² (‖aᵢ‖² + 1)`, and no per-example gradient is ever formed.
///
/// Reference: Goodfellow, _Efficient Per-Example Gradient Computations_, arXiv:1510.01799.
public struct Dense: Layer {
  public let inputCount: Int
  public let outputCount: Int
  /// Of the weights before the first step, which are normal about zero; biases start from zero.
  public let initialDeviation: Double

  public init(inputCount: Int, outputCount: Int, initialDeviation: Double = 0) {
    self.inputCount = inputCount
    self.outputCount = outputCount
    self.initialDeviation = initialDeviation
  }

  public var description: String { "\(outputCount)" }
  public var takesRectifiers: Bool { true }

  public var tensors: [ParameterTensor] {
    [
      ParameterTensor(
        name: "weight", shape: [outputCount, inputCount], isDecayed: true, initialDeviation: initialDeviation),
      ParameterTensor(name: "bias", shape: [outputCount], isDecayed: false),
    ]
  }

  @specialized(where Scalar == Float)
  public func forward<Scalar: MatrixScalar>(
    _ parameters: LayerParameters<Scalar>, from input: Matrix<Scalar>, isRectified: Bool,
    into output: inout Matrix<Scalar>, notes: inout LayerNotes<Scalar>
  ) {
    output.setToProduct(
      .plain(input), .transposed(parameters[0], columnCount: inputCount), plus: parameters[1],
      isRectified: isRectified)
  }

  @specialized(where Scalar == Float)
  public func backward<Scalar: MatrixScalar>(
    _ parameters: LayerParameters<Scalar>, outputs: Matrix<Scalar>, from outputGradient: Matrix<Scalar>,
    rectified: Matrix<Scalar>?, into inputGradient: inout Matrix<Scalar>, notes: inout LayerNotes<Scalar>
  ) {
    inputGradient.setToProduct(
      .plain(outputGradient), .plain(parameters[0], columnCount: inputCount), slope: rectified)
  }

  @specialized(where Scalar == Float)
  public func addSquaredGradientNorms<Scalar: MatrixScalar>(
    to norms: inout [Scalar], input: Matrix<Scalar>, inputNorms: [Scalar]?, outputGradient: Matrix<Scalar>,
    notes: inout LayerNotes<Scalar>
  ) {
    if notes.vectors.isEmpty { notes.vectors = [[], []] }
    if inputNorms == nil { input.squaredRowNorms(into: &notes.vectors[0]) }
    outputGradient.squaredRowNorms(into: &notes.vectors[1])
    norms.addProducts(notes.vectors[1], timesOneMoreThan: inputNorms ?? notes.vectors[0])
  }

  public func addSquaredGroupNorms<Scalar: MatrixScalar>(
    to norms: inout [Scalar], groups: [Range<Int>], input: Matrix<Scalar>, outputGradient: Matrix<Scalar>,
    notes: inout LayerNotes<Scalar>
  ) {
    outputGradient.addSquaredGroupNorms(ofOuterProductsWith: input, groups: groups, to: &norms)
  }

  /// The factors go into one product that gives the whole sum (Bu et al., _Differentially Private Optimization on Large Model at Small
  /// Cost_, arXiv:2210.00038).
  @specialized(where Scalar == Float)
  public func sumGradients<Scalar: MatrixScalar>(
    scaledBy factors: [Scalar]?, kept: [Scalar]?, input: inout Matrix<Scalar>,
    outputGradient: inout Matrix<Scalar>, notes: inout LayerNotes<Scalar>, into sum: inout [Scalar],
    ranges: LayerRanges
  ) {
    if let kept {
      outputGradient.scaleRows(by: kept)
      input.scaleRows(by: kept)
    }
    sum.setToProduct(
      .transposed(outputGradient), .plain(input), scaledBy: factors, at: ranges[0].lowerBound)
    outputGradient.columnSums(scaledBy: factors, into: &sum, at: ranges[1].lowerBound)
  }
}

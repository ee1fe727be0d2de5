public import LinearAlgebra

/// Gives each example's units mean zero and variance one, then every unit a gain and a bias: y = γ ⊙ x̂ + β.
///
/// The mean is taken over the units of one example alone, never over a batch, so that examples stay apart and each has a
/// gradient of its own: with `g` the loss's gradient at the outputs it is `g ⊙ x̂` for the gain and `g` for the bias.
///
/// Reference: Ba, Kiros and Hinton, _Layer Normalization_, arXiv:1607.06450, equation 4.
public struct LayerNormalization: Layer {
  /// Units of an example, which are normalised together.
  public let width: Int
  /// Added to the variance, as PyTorch does.
  public static let epsilon = 1e-5

  public init(width: Int) { self.width = width }

  public var description: String { "norm" }
  public var inputCount: Int { width }
  public var outputCount: Int { width }

  public var tensors: [ParameterTensor] {
    [
      ParameterTensor(name: "weight", shape: [width], isDecayed: false, initialMean: 1),
      ParameterTensor(name: "bias", shape: [width], isDecayed: false),
    ]
  }

  @specialized(where Scalar == Float)
  public func forward<Scalar: MatrixScalar>(
    _ parameters: LayerParameters<Scalar>, from input: Matrix<Scalar>, isRectified: Bool,
    into output: inout Matrix<Scalar>, notes: inout LayerNotes<Scalar>
  ) {
    // The normalised values, and one over the deviation of each example.
    if notes.matrices.isEmpty {
      notes.matrices = [Matrix(rowCount: 0, columnCount: width)]
      notes.vectors = [[]]
    }
    notes.matrices[0].normalizeRows(
      of: input, epsilon: Scalar(Self.epsilon), inverseDeviations: &notes.vectors[0])
    output.setToColumns(of: notes.matrices[0], scaledBy: parameters[0].slice, plus: parameters[1].slice)
  }

  @specialized(where Scalar == Float)
  public func backward<Scalar: MatrixScalar>(
    _ parameters: LayerParameters<Scalar>, outputs: Matrix<Scalar>, from outputGradient: Matrix<Scalar>,
    rectified: Matrix<Scalar>?, into inputGradient: inout Matrix<Scalar>, notes: inout LayerNotes<Scalar>
  ) {
    inputGradient.setToNormalizationGradient(
      from: outputGradient, scaledBy: parameters[0].slice, normalized: notes.matrices[0],
      inverseDeviations: notes.vectors[0])
  }

  @specialized(where Scalar == Float)
  public func addSquaredGradientNorms<Scalar: MatrixScalar>(
    to norms: inout [Scalar], input: Matrix<Scalar>, inputNorms: [Scalar]?, outputGradient: Matrix<Scalar>,
    notes: inout LayerNotes<Scalar>
  ) {
    outputGradient.addSquaredRowNorms(weightedBy: notes.matrices[0], to: &norms)
  }

  public func addSquaredGroupNorms<Scalar: MatrixScalar>(
    to norms: inout [Scalar], groups: [Range<Int>], input: Matrix<Scalar>, outputGradient: Matrix<Scalar>,
    notes: inout LayerNotes<Scalar>
  ) {
    outputGradient.addSquaredGroupNorms(weightedBy: notes.matrices[0], groups: groups, to: &norms)
  }

  @specialized(where Scalar == Float)
  public func sumGradients<Scalar: MatrixScalar>(
    scaledBy factors: [Scalar]?, kept: [Scalar]?, input: inout Matrix<Scalar>,
    outputGradient: inout Matrix<Scalar>, notes: inout LayerNotes<Scalar>, into sum: inout [Scalar],
    ranges: LayerRanges
  ) {
    if let kept {
      outputGradient.scaleRows(by: kept)
      notes.matrices[0].scaleRows(by: kept)
    }
    outputGradient.columnSums(
      ofProductsWith: notes.matrices[0], scaledBy: factors, into: &sum, at: ranges[0].lowerBound)
    outputGradient.columnSums(scaledBy: factors, into: &sum, at: ranges[1].lowerBound)
  }
}

public import LinearAlgebra

/// One step of a network on a batch of examples, a row each. A layer is a description: its parameters lie in the network's
/// vector, and what a pass computes in the pass.
///
/// A new kind of layer is a file with such a type, and where a person may ask for it a word in `Architecture`.
public protocol Layer: Hashable, Sendable, CustomStringConvertible {
  /// Columns of its inputs, [batch, inputs].
  var inputCount: Int { get }
  /// Columns of its outputs, [batch, outputs].
  var outputCount: Int { get }
  /// What it has in the parameter vector, in the order stored; empty for a layer that only computes.
  var tensors: [ParameterTensor] { get }
  /// Whether its outputs take the place of its inputs in memory; so it has no parameters, and goes back by its outputs alone.
  var isInPlace: Bool { get }
  /// Whether its outputs are the hidden units that dropout leaves out.
  var isDroppable: Bool { get }
  /// Whether it takes max(0, x) of every unit, and does nothing else.
  var isRectifier: Bool { get }
  /// Whether it does the work of a rectifier beside it, while its own numbers are at hand: of one that follows on the way forward, of one
  /// before it on the way back.
  var takesRectifiers: Bool { get }

  /// - Parameters:
  ///   - input: [batch, inputs]; empty for a layer in place, which finds its inputs in `output`.
  ///   - isRectified: whether max(0, x) is taken of the outputs, for the rectifier that follows; only where the layer takes these.
  ///   - output: becomes [batch, outputs].
  ///   - notes: what the backward pass needs beside inputs and outputs.
  func forward<Scalar: MatrixScalar>(
    _ parameters: LayerParameters<Scalar>, from input: Matrix<Scalar>, isRectified: Bool,
    into output: inout Matrix<Scalar>, notes: inout LayerNotes<Scalar>)

  /// - Parameters:
  ///   - outputs: [batch, outputs], as `forward` made them; empty for a layer that is not in place.
  ///   - outputGradient: [batch, outputs]; empty for a layer in place, which finds it in `inputGradient`.
  ///   - rectified: the outputs of the rectifier before the layer, whose work is done too, [batch, inputs]; nil where there is none, and
  ///     where the layer takes none.
  ///   - inputGradient: becomes the gradient of each example's loss at the layer's inputs, [batch, inputs].
  func backward<Scalar: MatrixScalar>(
    _ parameters: LayerParameters<Scalar>, outputs: Matrix<Scalar>, from outputGradient: Matrix<Scalar>,
    rectified: Matrix<Scalar>?, into inputGradient: inout Matrix<Scalar>, notes: inout LayerNotes<Scalar>)

  /// Adds to `norms` the squared Euclidean norm of each example's gradient over this layer's parameters.
  ///
  /// - Parameter inputNorms: the squared Euclidean norm of each row of `input`; nil where they are not known.
  func addSquaredGradientNorms<Scalar: MatrixScalar>(
    to norms: inout [Scalar], input: Matrix<Scalar>, inputNorms: [Scalar]?, outputGradient: Matrix<Scalar>,
    notes: inout LayerNotes<Scalar>)

  /// Adds to `norms` the squared Euclidean norm of each group's gradient over this layer's parameters, the sum of its
  /// examples' gradients.
  ///
  /// - Parameter groups: of examples that follow one another in the batch.
  func addSquaredGroupNorms<Scalar: MatrixScalar>(
    to norms: inout [Scalar], groups: [Range<Int>], input: Matrix<Scalar>, outputGradient: Matrix<Scalar>,
    notes: inout LayerNotes<Scalar>)

  /// This layer's part of `sum` becomes the sum of the examples' gradients, each multiplied by its factor. The pass is used
  /// up: `input` and `outputGradient` may be changed.
  ///
  /// - Parameters:
  ///   - factors: one for each example; nil where all are one.
  ///   - kept: one for each example whose factor is not zero and zero for the others, where there are any: these
  ///     contribute exactly zero, whatever their inputs are.
  func sumGradients<Scalar: MatrixScalar>(
    scaledBy factors: [Scalar]?, kept: [Scalar]?, input: inout Matrix<Scalar>,
    outputGradient: inout Matrix<Scalar>, notes: inout LayerNotes<Scalar>, into sum: inout [Scalar],
    ranges: LayerRanges)
}

extension Layer {
  public var isInPlace: Bool { false }
  public var isDroppable: Bool { false }
  public var isRectifier: Bool { false }
  public var takesRectifiers: Bool { false }
}

/// A layer's part of a network's parameters, to be read.
public struct LayerParameters<Scalar: MatrixScalar>: Sendable {
  private let values: [Scalar]
  private let ranges: LayerRanges

  init(_ values: [Scalar], _ ranges: LayerRanges) {
    self.values = values
    self.ranges = ranges
  }

  /// The values of the layer's tensor of that number.
  public subscript(tensor: Int) -> ArrayPart<Scalar> { ArrayPart(values, ranges[tensor]) }
}

/// What a layer keeps from its forward pass for its backward pass, in memory that the next pass takes again.
public struct LayerNotes<Scalar: MatrixScalar>: Sendable {
  /// In shapes of the layer's own; empty before its first pass, as are the vectors.
  public var matrices: [Matrix<Scalar>] = []
  public var vectors: [[Scalar]] = []

  public init() {}
}

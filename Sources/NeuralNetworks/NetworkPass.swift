public import LinearAlgebra

/// One forward and one backward pass over a batch: the only ones there are, for training, attacks and inversions.
///
/// It keeps the factors of every per-example gradient, so that norms and scaled sums follow without forming any of them.
/// Its memory is taken again by the next pass.
public struct NetworkPass<Scalar: MatrixScalar>: Sendable {
  private let layers: [any Layer]
  private let layout: ParameterLayout
  /// Where in `values` each layer's outputs are; those of a layer in place are where its inputs were.
  private let places: [Int]
  /// Whether a layer is a rectifier whose work the layer before it does on the way forward.
  private let isRectified: [Bool]
  /// Whether it is one whose work the layer after it does on the way back.
  private let isSloped: [Bool]
  /// The inputs, then the outputs of layers, [batch, units].
  private var values: [Matrix<Scalar>]
  /// The gradient of each example's loss at these.
  private var gradients: [Matrix<Scalar>]
  private var notes: [LayerNotes<Scalar>]
  /// Outputs before dropout, where there is any.
  private var undropped: [Matrix<Scalar>]
  /// Inputs before they were mixed, where they are.
  private var unmixed: Matrix<Scalar>
  /// The squared norm of each input, where they were asked for on the way in; else empty.
  private var inputNorms: [Scalar] = []
  private let nothing: Matrix<Scalar>
  private var batchLabels: [Int] = []

  /// The loss of each example of the batch, as it was trained with.
  public private(set) var losses: [Scalar] = []
  /// The squared Euclidean norm of each example's gradient, or each group's, over all parameters; see `computeNorms`.
  public private(set) var squaredGradientNorms: [Scalar] = []

  public init(for network: Network<Scalar>) {
    layers = network.layers
    layout = network.parameters.layout
    nothing = Matrix(rowCount: 0, columnCount: 0)
    unmixed = Matrix(rowCount: 0, columnCount: network.inputCount)
    var places = [Int]()
    var values = [Matrix<Scalar>(rowCount: 0, columnCount: network.inputCount)]
    for layer in layers {
      if !layer.isInPlace { values.append(Matrix(rowCount: 0, columnCount: layer.outputCount)) }
      places.append(values.count - 1)
    }
    self.places = places
    let layers = layers
    isRectified = layers.indices.map {
      layers[$0].isRectifier && $0 > 0 && layers[$0 - 1].takesRectifiers
    }
    isSloped = layers.indices.map {
      layers[$0].isRectifier && $0 + 1 < layers.count && layers[$0 + 1].takesRectifiers
    }
    self.values = values
    gradients = values
    notes = layers.map { _ in LayerNotes() }
    undropped = layers.map { Matrix(rowCount: 0, columnCount: $0.isDroppable ? $0.outputCount : 0) }
  }

  /// The outputs of the last layer, [batch, classes]; the way back from a loss takes their place.
  public var logits: Matrix<Scalar> { values[values.count - 1] }

  /// The forward pass over the records at `batch`, a list that may be empty.
  ///
  /// - Parameters:
  ///   - records: [records, inputs].
  ///   - mixup: how their inputs are mixed; nil leaves them as they are.
  ///   - dropout: what multiplies hidden units; nil without dropout.
  ///   - areNormsNext: whether `computeNorms` follows, to which the inputs' norms are then known.
  @specialized(where Scalar == Float)
  public mutating func forward(
    _ network: Network<Scalar>, on records: Matrix<Scalar>, batch: [Int], mixup: Mixup? = nil,
    dropout: Dropout<Scalar>? = nil, areNormsNext: Bool = false
  ) {
    if areNormsNext, mixup == nil {
      values[0].gather(batch, from: records, squaredNorms: &inputNorms)
    } else {
      values[0].gather(batch, from: records)
      inputNorms.removeAll(keepingCapacity: true)
    }
    if let mixup {
      values[0].mixRows(with: mixup.partners, share: Scalar(mixup.share), unmixed: &unmixed)
    }
    forward(network, dropout: dropout)
  }

  /// The forward pass over all records, [records, inputs].
  @specialized(where Scalar == Float)
  public mutating func forward(_ network: Network<Scalar>, on records: Matrix<Scalar>) {
    values[0].copy(records)
    inputNorms.removeAll(keepingCapacity: true)
    forward(network, dropout: nil)
  }

  @specialized(where Scalar == Float)
  private mutating func forward(_ network: Network<Scalar>, dropout: Dropout<Scalar>?) {
    for (index, layer) in layers.enumerated() {
      let place = places[index]
      if !isRectified[index] {
        layer.forward(
          network.parameters(ofLayer: index), from: layer.isInPlace ? nothing : values[place - 1],
          isRectified: index + 1 < layers.count && isRectified[index + 1], into: &values[place],
          notes: &notes[index])
      }
      if let mask = dropout?.masks[index] {
        undropped[index].copy(values[place])
        values[place].multiplyElements(by: mask)
      }
    }
  }

  /// The backward pass, from the loss of each example.
  ///
  /// - Parameters:
  ///   - labels: the label of every record, of which the batch's are read.
  ///   - dropout: that of the forward pass.
  @specialized(where Scalar == Float)
  public mutating func backward(
    _ network: Network<Scalar>, batch: [Int], labels: [Int], loss: any Loss,
    dropout: Dropout<Scalar>? = nil
  ) {
    batchLabels.removeAll(keepingCapacity: true)
    for record in batch { batchLabels.append(labels[record]) }
    let last = values.count - 1
    swap(&gradients[last], &values[last])
    loss.apply(to: &gradients[last], labels: batchLabels, losses: &losses)
    goBack(network, dropout: dropout)
  }

  /// The backward pass, from the cross-entropy of each example against a distribution of its own.
  ///
  /// - Parameters:
  ///   - targets: [batch, classes], each row with the sum 1.
  ///   - temperature: see `Matrix.applyCrossEntropy(targets:temperature:losses:)`.
  ///   - dropout: that of the forward pass.
  @specialized(where Scalar == Float)
  public mutating func backward(
    _ network: Network<Scalar>, targets: Matrix<Scalar>, temperature: Double = 1,
    dropout: Dropout<Scalar>? = nil
  ) {
    let last = values.count - 1
    swap(&gradients[last], &values[last])
    gradients[last].applyCrossEntropy(targets: targets, temperature: temperature, losses: &losses)
    goBack(network, dropout: dropout)
  }

  /// The backward pass, from a gradient at the logits, [batch, classes].
  @specialized(where Scalar == Float)
  public mutating func backward(_ network: Network<Scalar>, from gradient: Matrix<Scalar>) {
    gradients[values.count - 1].copy(gradient)
    goBack(network, dropout: nil)
  }

  @specialized(where Scalar == Float)
  private mutating func goBack(_ network: Network<Scalar>, dropout: Dropout<Scalar>?) {
    for index in layers.indices.dropFirst().reversed() {
      let (layer, place) = (layers[index], places[index])
      if layer.isInPlace {
        let mask = dropout?.masks[index]
        if let mask { gradients[place].multiplyElements(by: mask) }
        guard !isSloped[index] else { continue }
        layer.backward(
          network.parameters(ofLayer: index), outputs: mask == nil ? values[place] : undropped[index],
          from: nothing, rectified: nil, into: &gradients[place], notes: &notes[index])
      } else {
        let isDropped = dropout?.masks[index - 1] != nil
        layer.backward(
          network.parameters(ofLayer: index), outputs: nothing, from: gradients[place],
          rectified: isSloped[index - 1] ? (isDropped ? undropped[index - 1] : values[place - 1]) : nil,
          into: &gradients[place - 1], notes: &notes[index])
      }
    }
  }

  /// Both passes: the records at `batch` through the network, and back from their losses.
  @specialized(where Scalar == Float)
  public mutating func run(
    _ network: Network<Scalar>, on records: Matrix<Scalar>, batch: [Int], labels: [Int],
    loss: any Loss = CrossEntropy(), dropout: Dropout<Scalar>? = nil
  ) {
    forward(network, on: records, batch: batch, dropout: dropout)
    backward(network, batch: batch, labels: labels, loss: loss, dropout: dropout)
  }

  /// Computes the squared Euclidean norm of each example's gradient over all parameters.
  @specialized(where Scalar == Float)
  public mutating func computeNorms() {
    squaredGradientNorms.removeAll(keepingCapacity: true)
    for _ in 0..<values[0].rowCount { squaredGradientNorms.append(0) }
    for index in layers.indices where !layout.slotsOfLayers[index].isEmpty {
      layers[index].addSquaredGradientNorms(
        to: &squaredGradientNorms, input: values[places[index] - 1],
        inputNorms: index == 0 && !inputNorms.isEmpty ? inputNorms : nil,
        outputGradient: gradients[places[index]], notes: &notes[index])
    }
  }

  /// Computes the squared Euclidean norm of each group's gradient, the sum of its examples', over all parameters.
  ///
  /// - Parameter groups: of examples that follow one another in the batch.
  @specialized(where Scalar == Float)
  public mutating func computeNorms(ofGroups groups: [Range<Int>]) {
    squaredGradientNorms.removeAll(keepingCapacity: true)
    for _ in groups { squaredGradientNorms.append(0) }
    for index in layers.indices where !layout.slotsOfLayers[index].isEmpty {
      layers[index].addSquaredGroupNorms(
        to: &squaredGradientNorms, groups: groups, input: values[places[index] - 1],
        outputGradient: gradients[places[index]], notes: &notes[index])
    }
  }

  /// The squared Euclidean norm of each example's gradient in each layer that has parameters.
  public mutating func squaredGradientNormsByLayer() -> [[Scalar]] {
    layers.indices.filter { !layout.slotsOfLayers[$0].isEmpty }.map { index in
      var norms = [Scalar](repeating: 0, count: values[0].rowCount)
      layers[index].addSquaredGradientNorms(
        to: &norms, input: values[places[index] - 1], inputNorms: nil,
        outputGradient: gradients[places[index]], notes: &notes[index])
      return norms
    }
  }

  /// The squared Euclidean norm of each example's gradient in each slot of the layout; of two tensors of a layer the second is its
  /// bias, whose gradient is that at the outputs.
  package mutating func squaredGradientNormsBySlot() -> [[Scalar]] {
    let ofLayers = squaredGradientNormsByLayer()
    return layers.indices.filter { !layout.slotsOfLayers[$0].isEmpty }.enumerated().flatMap { number, index in
      precondition(layout.slotsOfLayers[index].count == 2, "a layer has a weight and a bias")
      var ofBias = [Scalar]()
      gradients[places[index]].squaredRowNorms(into: &ofBias)
      return [zip(ofLayers[number], ofBias).map { max(0, $0 - $1) }, ofBias]
    }
  }

  /// `sum` becomes the sum of the per-example gradients, each multiplied by its factor where there are factors; an example whose
  /// factor is zero contributes exactly zero, even where its gradient is not finite. The pass is used up by it.
  @specialized(where Scalar == Float)
  public mutating func sumGradients(
    scaledBy factors: [Scalar]? = nil, into sum: inout ParameterVector<Scalar>
  ) {
    let kept = (factors?.contains(0) ?? false) ? factors?.map { $0 == 0 ? 0 : 1 } as [Scalar]? : nil
    for index in layers.indices where !layout.slotsOfLayers[index].isEmpty {
      layers[index].sumGradients(
        scaledBy: factors, kept: kept, input: &values[places[index] - 1],
        outputGradient: &gradients[places[index]], notes: &notes[index], into: &sum.values,
        ranges: layout.ranges(ofLayer: index))
    }
  }

  /// The gradient of each example's loss at its own input, [batch, inputs].
  @specialized(where Scalar == Float)
  public mutating func inputGradients(through network: Network<Scalar>) -> Matrix<Scalar> {
    layers[0].backward(
      network.parameters(ofLayer: 0), outputs: nothing, from: gradients[places[0]], rectified: nil,
      into: &gradients[0], notes: &notes[0])
    return gradients[0]
  }
}

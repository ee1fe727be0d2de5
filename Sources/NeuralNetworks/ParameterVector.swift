public import LinearAlgebra

/// One tensor of a layer's parameters: its name, its shape, and how it starts.
public struct ParameterTensor: Hashable, Sendable {
  /// As in a checkpoint: `weight` or `bias`.
  public let name: String
  /// Its values lie row by row, the last dimension fastest; the weight of a dense layer is [outputs, inputs].
  public let shape: [Int]
  /// Weight decay falls on weights, never on biases.
  public let isDecayed: Bool
  /// It starts from N(mean, deviation²), where the deviation is zero from the mean itself.
  public let initialMean: Double
  public let initialDeviation: Double

  public init(
    name: String, shape: [Int], isDecayed: Bool, initialMean: Double = 0, initialDeviation: Double = 0
  ) {
    self.name = name
    self.shape = shape
    self.isDecayed = isDecayed
    self.initialMean = initialMean
    self.initialDeviation = initialDeviation
  }

  public var count: Int { shape.reduce(1, *) }
}

/// Where a tensor lies in the vector of all parameters.
public struct ParameterSlot: Hashable, Sendable {
  /// Among the layers that have parameters, from 0.
  public let layer: Int
  public let tensor: ParameterTensor
  /// Where its values are in the vector.
  public let range: Range<Int>

  /// `layers.0.weight`.
  public var name: String { "layers.\(layer).\(tensor.name)" }
}

/// The slots of a network's parameters, in the order in which they are stored and hashed.
public struct ParameterLayout: Hashable, Sendable {
  public let slots: [ParameterSlot]
  /// For each layer of the network which slots are its own; empty for one that only computes.
  let slotsOfLayers: [Range<Int>]
  /// Of every slot, for loops that a step runs: without names, which a copy would have to retain.
  let ranges: [Range<Int>]
  let areDecayed: [Bool]

  public init(of layers: [any Layer]) {
    var slots = [ParameterSlot]()
    var ranges = [Range<Int>]()
    var (position, layerNumber) = (0, 0)
    for layer in layers {
      let first = slots.count
      for tensor in layer.tensors {
        slots.append(
          ParameterSlot(layer: layerNumber, tensor: tensor, range: position..<position + tensor.count))
        position += tensor.count
      }
      if !layer.tensors.isEmpty { layerNumber += 1 }
      ranges.append(first..<slots.count)
    }
    self.slots = slots
    slotsOfLayers = ranges
    self.ranges = slots.map(\.range)
    areDecayed = slots.map(\.tensor.isDecayed)
  }

  public var count: Int { slots.last?.range.upperBound ?? 0 }

  /// Layers that have parameters.
  public var layerCount: Int { slots.last.map { $0.layer + 1 } ?? 0 }

  /// Where the tensors of the layer of that number lie.
  public func ranges(ofLayer index: Int) -> LayerRanges {
    LayerRanges(ranges: ranges, first: slotsOfLayers[index].lowerBound)
  }

  public var slotCount: Int { ranges.count }
  public func range(ofSlot index: Int) -> Range<Int> { ranges[index] }
  public func isDecayed(atSlot index: Int) -> Bool { areDecayed[index] }

  /// The slot of that name, such as `layers.0.weight`; nil where there is none.
  public subscript(name: String) -> ParameterSlot? { slots.first { $0.name == name } }
}

/// Where the tensors of one layer lie in a vector of parameters.
public struct LayerRanges: Sendable {
  let ranges: [Range<Int>]
  let first: Int

  /// The values of the layer's tensor of that number.
  public subscript(tensor: Int) -> Range<Int> { ranges[first + tensor] }
}

/// A value for every parameter of a network, one after another: its weights, a gradient, a velocity.
public struct ParameterVector<Scalar: MatrixScalar>: Hashable, Sendable {
  public let layout: ParameterLayout
  /// In the order of the layout.
  public package(set) var values: [Scalar]

  /// - Precondition: there is a value for each parameter.
  public init(_ layout: ParameterLayout, values: [Scalar]) {
    precondition(values.count == layout.count)
    self.layout = layout
    self.values = values
  }

  public init(zerosFor layout: ParameterLayout) {
    self.init(layout, values: Array(repeating: 0, count: layout.count))
  }

  /// One tensor, row by row.
  public subscript(slot: ParameterSlot) -> ArraySlice<Scalar> { values[slot.range] }

  /// Adds `factor` times `other`, parameter by parameter.
  @specialized(where Scalar == Float)
  public mutating func add(_ other: ParameterVector, scaledBy factor: Scalar) {
    values.add(other.values, scaledBy: factor)
  }

  @specialized(where Scalar == Float)
  public mutating func scale(by factor: Scalar) { values.scale(by: factor) }

  public func converted<Other: MatrixScalar>(to _: Other.Type) -> ParameterVector<Other> {
    ParameterVector<Other>(layout, values: values.map { Other($0) })
  }
}

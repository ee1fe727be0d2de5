public import Foundation
public import LinearAlgebra

/// A network in the safetensors format: eight bytes of header length, a JSON header, then the values,
/// little-endian float32, as `layers.0.weight` of [outputs, inputs], `layers.0.bias` and so on.
public struct Checkpoint: Hashable, Sendable {
  public var network: Network<Float>
  public var metadata: [String: String]

  public init(network: Network<Float>, metadata: [String: String]) {
    self.network = network
    self.metadata = metadata
  }

  public func encoded() throws -> Data {
    var header: [String: Any] = ["__metadata__": metadata]
    var values = Data()
    for (name, shape, elements) in network.namedTensors {
      let start = values.count
      values.append(contentsOf: elements.littleEndianBytes)
      header[name] =
        ["dtype": "F32", "shape": shape, "data_offsets": [start, values.count]] as [String: Any]
    }
    var json = try JSONSerialization.data(withJSONObject: header, options: [.sortedKeys])
    // The values begin on a multiple of eight bytes.
    while json.count % 8 != 0 { json.append(0x20) }
    let length = (0..<8).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) }
    return Data(length) + json + values
  }
}

extension Network where Scalar == Float {
  /// Every parameter, in the order in which it is stored and hashed.
  public var namedTensors: [(name: String, shape: [Int], elements: [Float])] {
    layers.enumerated().flatMap { index, layer in
      [
        ("layers.\(index).weight", [layer.outputCount, layer.inputCount], layer.weight.elements),
        ("layers.\(index).bias", [layer.outputCount], layer.bias),
      ]
    }
  }
}

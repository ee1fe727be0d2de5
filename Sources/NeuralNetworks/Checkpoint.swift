public import Foundation
public import LinearAlgebra

/// A network in the safetensors format: eight bytes of header length, a JSON header, then the values,
/// little-endian float32, as `layers.0.weight` of [outputs, inputs], `layers.0.bias` and so on.
public struct Checkpoint: Hashable, Sendable {
  public var parameters: ParameterVector<Float>
  /// What stands under `__metadata__`.
  public var metadata: [String: String]

  public init(parameters: ParameterVector<Float>, metadata: [String: String]) {
    self.parameters = parameters
    self.metadata = metadata
  }

  /// The bytes of the file; equal checkpoints give equal bytes.
  public func encoded() throws -> Data {
    var header: [String: Any] = ["__metadata__": metadata]
    for slot in parameters.layout.slots {
      header[slot.name] =
        [
          "dtype": "F32", "shape": slot.tensor.shape,
          "data_offsets": [4 * slot.range.lowerBound, 4 * slot.range.upperBound],
        ] as [String: Any]
    }
    var json = try JSONSerialization.data(withJSONObject: header, options: [.sortedKeys])
    // The values begin on a multiple of eight bytes.
    while json.count % 8 != 0 { json.append(0x20) }
    let length = (0..<8).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) }
    return Data(length) + json + Data(parameters.values.littleEndianBytes)
  }
}

public import Foundation
import LinearAlgebra
public import PlainText

/// Why a file is no checkpoint of a network.
public enum CheckpointError: Error, Hashable {
  case notSafetensors(path: String)
  case missingTensor(path: String, name: String)
  case otherShape(path: String, name: String, found: [Int], needed: [Int])
  case otherType(path: String, name: String, type: String)
  case notFinite(path: String, name: String)
  case unknownTensor(path: String, name: String)
}

extension CheckpointError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .notSafetensors(let path):
      "The file \(path) is not in the safetensors format, or was cut off. Give one that --model wrote."
    case .missingTensor(let path, let name):
      "The file \(path) has no tensor `\(name)`, which the network needs. Give the --network that the file was made with."
    case .otherShape(let path, let name, let found, let needed):
      "The tensor `\(name)` of \(path) is \(Self.written(found)), and the network needs \(Self.written(needed)). Give the --network, the data set and the --downsample that the file was made with."
    case .otherType(let path, let name, let type):
      "The tensor `\(name)` of \(path) is of type \(type), and only F32 is read. Convert it to float32."
    case .notFinite(let path, let name):
      "The tensor `\(name)` of \(path) holds numbers that are not finite. Give a model whose training did not diverge."
    case .unknownTensor(let path, let name):
      "The file \(path) has a tensor `\(name)` that the network has no place for. Give the --network that the file was made with."
    }
  }

  private static func written(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: " x ") }
}

extension Checkpoint {
  /// What a file says of its tensors, before their values.
  package struct Header: Decodable {
    package struct Tensor: Decodable {
      let dtype: String
      package let shape: [Int]
      let offsets: [Int]

      private enum CodingKeys: String, CodingKey {
        case dtype, shape
        case offsets = "data_offsets"
      }
    }

    package private(set) var tensors: [String: Tensor] = [:]
    package private(set) var metadata: [String: String] = [:]
    /// Where the values begin.
    fileprivate private(set) var end = 0

    private struct Name: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Name.self)
      for key in container.allKeys {
        if key.stringValue == "__metadata__" {
          metadata = try container.decode([String: String].self, forKey: key)
        } else {
          tensors[key.stringValue] = try container.decode(Tensor.self, forKey: key)
        }
      }
    }

    /// Nil where a file does not begin with one.
    package init?(of data: Data) {
      guard data.count >= 8 else { return nil }
      let length = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      guard length <= UInt64(data.count - 8),
        let header = try? JSONDecoder().decode(Header.self, from: data.dropFirst(8).prefix(Int(length)))
      else { return nil }
      self = header
      end = 8 + Int(length)
    }
  }

  /// Reads the parameters of a network of that layout: no tensor fewer, and none more.
  ///
  /// - Parameter path: what errors call the file.
  /// - Throws: `CheckpointError`.
  public init(reading data: Data, layout: ParameterLayout, path: String) throws(CheckpointError) {
    let data = Data(data)
    guard let header = Header(of: data) else { throw .notSafetensors(path: path) }
    let start = header.end
    guard Self.isCovered(data.count - start, by: header.tensors.values.map(\.offsets)) else {
      throw .notSafetensors(path: path)
    }
    var values = [Float]()
    values.reserveCapacity(layout.count)
    for slot in layout.slots {
      let name = slot.name
      guard let tensor = header.tensors[name] else { throw .missingTensor(path: path, name: name) }
      guard tensor.dtype == "F32" else { throw .otherType(path: path, name: name, type: tensor.dtype) }
      guard tensor.shape == slot.tensor.shape else {
        throw .otherShape(path: path, name: name, found: tensor.shape, needed: slot.tensor.shape)
      }
      let (first, last) = (tensor.offsets[0], tensor.offsets[1])
      guard last - first == 4 * slot.range.count else { throw .notSafetensors(path: path) }
      let numbers = [Float](littleEndianBytes: data[start + first..<start + last])
      guard numbers.allSatisfy(\.isFinite) else { throw .notFinite(path: path, name: name) }
      values += numbers
    }
    if let other = header.tensors.keys.filter({ layout[$0] == nil }).min() {
      throw .unknownTensor(path: path, name: other)
    }
    self.init(parameters: ParameterVector(layout, values: values), metadata: header.metadata)
  }

  /// Whether tensors lie one after another, from the first of so many bytes to the last, as the format has it.
  private static func isCovered(_ byteCount: Int, by offsets: [[Int]]) -> Bool {
    var end = 0
    for pair in offsets.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      guard pair.count == 2, pair[0] == end, pair[1] >= end else { return false }
      end = pair[1]
    }
    return end == byteCount
  }
}

extension [Float] {
  /// IEEE 754 single precision, little-endian, four bytes each.
  fileprivate init(littleEndianBytes bytes: Data) {
    let bytes = [UInt8](bytes)
    self = stride(from: 0, to: bytes.count - bytes.count % 4, by: 4).map { index in
      Float(
        bitPattern: UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
          | UInt32(bytes[index + 3]) << 24)
    }
  }
}

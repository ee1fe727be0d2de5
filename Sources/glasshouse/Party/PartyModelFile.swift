import Experiments
import Files
import Foundation
import NeuralNetworks
import SecureComputation

/// A network in a file that says by itself what it is: its widths by the shapes of its tensors, the rest in its metadata.
struct PartyModelFile {
  private static let mostBytes = 1e9
  /// What inputs reach of a model of which nobody says it: columns are divided by their deviation, or by nothing.
  private static let usualInputBound = 100.0

  private let plain: Network<Float>
  /// As the file has them, or numbers from 0.
  let classNames: [String]
  private let inputBound: Double

  /// - Parameter options: the network, to be compared; and the activation, where the file is not to be asked.
  /// - Throws: `InputError`, `CheckpointError`, `ArchitectureError`, `PartyCommandError`, `SecureComputationError.unsupportedLayer`.
  init(at path: String, _ options: PartyDataOptions) throws {
    let bytes = try InputFile.bytes(at: path, atMost: Self.mostBytes)
    guard let shapes = TensorShapes(of: bytes) else { throw PartyCommandError.unreadableModel(path) }
    if case .text(let asked) = options.given[.network],
      try Architecture(parsing: asked) != shapes.architecture
    {
      throw PartyCommandError.otherNetwork(path, found: "\(shapes.architecture)", asked: asked)
    }
    var name = shapes.metadata["activation"] ?? Activation.relu.rawValue
    if case .text(let asked) = options.given[.activation] { name = asked }
    guard let activation = Activation(rawValue: name) else {
      throw SecureComputationError.unsupportedLayer(name)
    }
    let zeros = Network<Float>(
      shapes.architecture, inputCount: shapes.inputCount, classCount: shapes.classCount,
      activation: activation)
    let checkpoint = try Checkpoint(reading: bytes, layout: zeros.parameters.layout, path: path)
    plain = Network(layers: zeros.layers, parameters: checkpoint.parameters.values)
    let names = checkpoint.metadata["class_names"].flatMap {
      try? JSONDecoder().decode([String].self, from: Data($0.utf8))
    }
    let numbers = (0..<shapes.classCount).map { "\($0)" }
    classNames = names.flatMap { $0.count == numbers.count ? $0 : nil } ?? numbers
    let bound = checkpoint.metadata["input_bound"].flatMap(Double.init)
    inputBound = bound.flatMap { $0 > 0 && $0.isFinite ? $0 : nil } ?? Self.usualInputBound
  }

  /// The network on shares.
  ///
  /// - Parameter inputBound: nil is what the file says.
  /// - Throws: `SecureComputationError`.
  func network(inputBound: Double?, fractionBits: Int, truncation: Truncation, revealed: Revealed)
    throws(SecureComputationError) -> SecureNetwork
  {
    try SecureNetwork(
      plain, inputBound: inputBound ?? self.inputBound, fractionBits: fractionBits, truncation: truncation,
      revealed: revealed)
  }
}

/// What the header of a safetensors file says, without the values.
private struct TensorShapes {
  let architecture: Architecture
  let inputCount: Int
  let classCount: Int
  let metadata: [String: String]

  /// Nil where the tensors are not those of dense layers, `layers.0.weight` and so on, with normalisation between them or none.
  init?(of bytes: Data) {
    guard let header = Checkpoint.Header(of: bytes) else { return nil }
    metadata = header.metadata
    // What the shapes announce is there, before memory is taken for it.
    var valuesLeft = bytes.count / 4
    var widths: [Int] = []
    var words: [String] = []
    var layer = 0
    while let shape = header.tensors["layers.\(layer).weight"]?.shape {
      guard (1...2).contains(shape.count), shape.allSatisfy({ (1...valuesLeft).contains($0) }) else {
        return nil
      }
      let (count, overflows) = shape.reduce((1, false)) { product, side in
        let next = product.0.multipliedReportingOverflow(by: side)
        return (next.partialValue, product.1 || next.overflow)
      }
      guard !overflows, count < valuesLeft else { return nil }
      valuesLeft -= count
      if shape.count == 2 {
        if widths.isEmpty { widths.append(shape[1]) }
        widths.append(shape[0])
        words.append("\(shape[0])")
      } else {
        words.append("norm")
      }
      layer += 1
    }
    // The last one gives the logits.
    guard widths.count >= 2, words.popLast() != "norm" else { return nil }
    let text = words.isEmpty ? "linear" : "mlp:" + words.joined(separator: "-")
    guard let architecture = try? Architecture(parsing: text) else { return nil }
    self.architecture = architecture
    inputCount = widths[0]
    classCount = widths[widths.count - 1]
  }
}

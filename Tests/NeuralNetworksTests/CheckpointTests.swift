import Foundation
import NeuralNetworks
import Statistics
import Testing

struct CheckpointTests {
  private static let network: Network<Float> = {
    var network = Network<Float>(
      Architecture(hiddenWidths: [5]), inputCount: 3, classCount: 2, activation: .relu)
    network.initialize(from: RandomStream(seed: 3))
    return network
  }()

  private static func encoded() throws -> Data {
    try Checkpoint(parameters: network.parameters, metadata: ["activation": "relu"]).encoded()
  }

  @Test func whatWasWrittenIsRead() throws {
    let read = try Checkpoint(
      reading: try Self.encoded(), layout: Self.network.parameters.layout, path: "a file")
    #expect(read.parameters == Self.network.parameters)
    #expect(read.metadata == ["activation": "relu"])
  }

  /// Cut anywhere, a file is refused and nothing is read beyond it.
  @Test func whatIsCutOffIsRefused() throws {
    let whole = try Self.encoded()
    for length in 0..<whole.count {
      #expect(throws: CheckpointError.self) {
        try Checkpoint(
          reading: whole.prefix(length), layout: Self.network.parameters.layout, path: "a file")
      }
    }
  }

  /// Tensors follow one another without a gap from the first byte to the last, and share none.
  @Test func bytesOfNoTensorOrOfTwoAreRefused() throws {
    let layout = Self.network.parameters.layout
    let whole = try Self.encoded()
    let offsets = try #require(whole.range(of: Data("[120,128]".utf8)))
    var shared = whole
    shared.replaceSubrange(offsets, with: Data("[ 72, 80]".utf8))
    for file in [whole + Data(count: 4), shared] {
      #expect(throws: CheckpointError.notSafetensors(path: "f")) {
        try Checkpoint(reading: file, layout: layout, path: "f")
      }
    }
  }

  @Test func anotherNetworkIsRefusedByTheTensorThatDiffers() throws {
    let whole = try Self.encoded()
    let layout = { (widths: [Int], inputs: Int) in
      ParameterLayout(
        of: Architecture(hiddenWidths: widths).layers(inputCount: inputs, classCount: 2, activation: .relu))
    }
    #expect(
      throws: CheckpointError.otherShape(
        path: "f", name: "layers.0.weight", found: [5, 3], needed: [5, 4])
    ) { try Checkpoint(reading: whole, layout: layout([5], 4), path: "f") }
    #expect(throws: CheckpointError.missingTensor(path: "f", name: "layers.2.weight")) {
      try Checkpoint(reading: whole, layout: layout([5, 2], 3), path: "f")
    }
    #expect(throws: CheckpointError.self) { try Checkpoint(reading: whole, layout: layout([], 3), path: "f") }
  }

  @Test func numbersThatAreNotFiniteAreRefused() throws {
    var values = Self.network.parameters.values
    values[17] = .nan
    let poisoned = ParameterVector(Self.network.parameters.layout, values: values)
    let file = try Checkpoint(parameters: poisoned, metadata: [:]).encoded()
    #expect(throws: CheckpointError.notFinite(path: "f", name: "layers.0.bias")) {
      try Checkpoint(reading: file, layout: poisoned.layout, path: "f")
    }
  }
}

import NeuralNetworks

/// The shape of a network that is timed, `mlp 784-256-128-10`: inputs, hidden layers, classes.
struct LayerWidths {
  let all: [Int]

  var inputCount: Int { all[0] }
  var hidden: [Int] { Array(all.dropFirst().dropLast()) }
  var classCount: Int { all[all.count - 1] }
  var description: String { "mlp " + all.map(String.init).joined(separator: "-") }

  /// - Throws: `BenchError` that points at the first character that does not fit, or says how much memory is missing.
  init(parsing text: String) throws {
    guard text.hasPrefix("mlp ") else { throw BenchError.unreadableNetwork(text, character: 1) }
    var widths = [Int]()
    var offset = 4
    for part in text.dropFirst(4).split(separator: "-", omittingEmptySubsequences: false) {
      guard let width = Int(part), width > 0, width <= 10_000_000, part.allSatisfy(\.isNumber) else {
        throw BenchError.unreadableNetwork(text, character: offset + 1)
      }
      widths.append(width)
      offset += part.count + 1
    }
    guard widths.count > 1 else { throw BenchError.unreadableNetwork(text, character: offset) }
    all = widths
  }

  /// Those of the products of a step: forward, of the weights' gradients, and of the gradients at every layer's input but the first.
  func multiplications(batchSize: Int) -> Double {
    let ofLayers = zip(all, all.dropFirst()).map { Double($0) * Double($1) }
    return Double(batchSize) * (3 * ofLayers.reduce(0, +) - ofLayers[0])
  }

  /// What timing it would take, in bytes.
  func memory(batchSize: Int) -> Double {
    let parameters = zip(all, all.dropFirst()).reduce(0.0) { $0 + (Double($1.0) + 1) * Double($1.1) }
    // Weights, gradient and velocity of two networks and the floor's; records; activations and their gradients.
    return 4 * (8 * parameters + 1000 * Double(inputCount) + 8 * Double(batchSize) * Double(all.reduce(0, +)))
  }
}

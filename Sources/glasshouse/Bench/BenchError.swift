import Foundation

/// Nothing could be timed; the sentence says why.
enum BenchError: Error, CustomStringConvertible {
  case unreadableNetwork(String, character: Int)
  case tooLarge(String, needed: Double, available: Double)

  var description: String {
    switch self {
    case .unreadableNetwork(let text, let character):
      "The network `\(text)` cannot be read at character \(character). Write inputs, hidden layers and classes, as in `mlp 784-256-128-10`."
    case .tooLarge(let text, let needed, let available):
      "Timing `\(text)` would take \(gigabytes(needed)) of memory, and this machine has \(gigabytes(available)). Make its layers narrower or the batch smaller."
    }
  }

  private func gigabytes(_ bytes: Double) -> String { String(format: "%.1f GB", bytes / 1e9) }
}

import LinearAlgebra
import PlainText

/// Nothing could be timed; the sentence says why.
enum BenchError: ExplainedError {
  case unreadableNetwork(String, character: Int)
  case tooLarge(String, needed: Double, available: Double)

  var sentence: Sentence {
    switch self {
    case .unreadableNetwork(let text, let character):
      "The network `\(text)` cannot be read at character \(character). Write inputs, hidden layers and classes, as in `mlp 784-256-128-10`."
    case .tooLarge(let text, let needed, let available):
      "Timing `\(text)` would take \(needed.asBytes) of memory, and this machine has \(available.asBytes). Make its layers narrower or the batch smaller."
    }
  }
}

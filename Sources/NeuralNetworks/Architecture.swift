public import PlainText

/// The shape of a network: the widths of its hidden layers; none of them is logistic or softmax regression.
public struct Architecture: Hashable, Sendable {
  public let hiddenWidths: [Int]

  public init(hiddenWidths: [Int]) { self.hiddenWidths = hiddenWidths }

  /// Reads `linear`, `mlp:128` or `mlp:256-128`.
  ///
  /// - Throws: `ArchitectureError` that points at the first character that does not fit.
  public init(parsing text: String) throws(ArchitectureError) {
    if text == "linear" {
      hiddenWidths = []
      return
    }
    guard text.hasPrefix("mlp:") else { throw ArchitectureError(text: text, offset: 0) }
    var widths = [Int]()
    var offset = 4
    for part in text.dropFirst(4).split(separator: "-", omittingEmptySubsequences: false) {
      guard let width = Int(part), (1...Self.largestWidth).contains(width), part.allSatisfy(\.isNumber) else {
        throw ArchitectureError(text: text, offset: offset)
      }
      widths.append(width)
      offset += part.count + 1
    }
    hiddenWidths = widths
  }

  public static let largestWidth = 100_000

  /// Weights and biases of all layers.
  public func parameterCount(inputCount: Int, classCount: Int) -> Int {
    let widths = [inputCount] + hiddenWidths + [classCount]
    return zip(widths, widths.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
  }
}

extension Architecture: CustomStringConvertible {
  public var description: String {
    hiddenWidths.isEmpty ? "linear" : "mlp:" + hiddenWidths.map(String.init).joined(separator: "-")
  }
}

/// A network's description that cannot be read, and where.
public struct ArchitectureError: ExplainedError, Hashable {
  public let text: String
  /// The first character that does not fit, from 0.
  public let offset: Int

  public init(text: String, offset: Int) {
    self.text = text
    self.offset = offset
  }

  public var sentence: Sentence {
    "The network `\(text)` cannot be read at character \(offset + 1). Write `linear`, or `mlp:` and the widths of the hidden layers, each from 1 to \(Architecture.largestWidth), as in `mlp:256-128`."
  }
}

/// The function between a layer and the next.
public enum Activation: String, CaseIterable, Hashable, Codable, Sendable {
  case relu
  case tanh
}

public import PlainText

/// The shape of a network, read from a line of text: its hidden layers, each a width and the words that follow it; none of
/// them is logistic or softmax regression.
public struct Architecture: Hashable, Sendable {
  /// A hidden layer: dense, then what its words name, then the activation.
  public struct HiddenLayer: Hashable, Sendable {
    /// Units.
    public let width: Int
    /// What lies between the dense layer and the activation, by its words, in that order.
    public fileprivate(set) var words: [String] = []
  }

  /// From inputs to logits; empty in regression.
  public let hiddenLayers: [HiddenLayer]

  /// What may follow a width, by its word: what that does, for people, and the layer.
  private static let layersByWord: [String: (effect: String, layer: @Sendable (_ width: Int) -> any Layer)] =
    [
      "norm": ("normalises the layer", { LayerNormalization(width: $0) })
    ]

  /// What may be written, in a sentence without its full stop.
  public static let grammar =
    ([
      "linear, or mlp: and the widths of the hidden layers, each from 1 to \(largestWidth), as in mlp:256-128"
    ]
    + layersByWord.sorted { $0.key < $1.key }.map { word, meaning in
      "\(word) after a width \(meaning.effect), as in mlp:128-\(word)"
    }).joined(separator: "; ")

  /// Networks of more than one layer, or with what may follow a width.
  public static let examples = ["mlp:256-128"] + layersByWord.keys.sorted().map { "mlp:128-\($0)" }

  /// - Parameter hiddenWidths: of dense layers, each at least 1.
  public init(hiddenWidths: [Int]) { hiddenLayers = hiddenWidths.map { HiddenLayer(width: $0) } }

  /// Reads `linear`, `mlp:256-128`, or `mlp:256-norm-128` with a layer that is normalised.
  ///
  /// - Throws: `ArchitectureError` that points at the first character that does not fit.
  public init(parsing text: String) throws(ArchitectureError) {
    if text == "linear" {
      hiddenLayers = []
      return
    }
    guard text.hasPrefix("mlp:") else { throw ArchitectureError(text: text, offset: 0) }
    var layers = [HiddenLayer]()
    var offset = 4
    for part in text.dropFirst(4).split(separator: "-", omittingEmptySubsequences: false) {
      if !layers.isEmpty, Self.layersByWord[String(part)] != nil {
        layers[layers.count - 1].words.append(String(part))
      } else if let width = Int(part), (1...Self.largestWidth).contains(width), part.allSatisfy(\.isNumber) {
        layers.append(HiddenLayer(width: width))
      } else {
        throw ArchitectureError(text: text, offset: offset)
      }
      offset += part.count + 1
    }
    hiddenLayers = layers
  }

  /// The most units that a layer may have.
  public static let largestWidth = 100_000

  /// The widest hidden layer; 0 where there is none.
  public var largestHiddenWidth: Int { hiddenLayers.map(\.width).max() ?? 0 }

  /// Whether there are hidden units, which dropout may leave out.
  public var hasHiddenUnits: Bool { !hiddenLayers.isEmpty }

  /// The layers from inputs to logits. Weights start from N(0, 2/inputs) before a rectifier, N(0, 1/inputs) before another
  /// activation and in the last layer (He et al., arXiv:1502.01852); those of regression from zero.
  public func layers(inputCount: Int, classCount: Int, activation: Activation) -> [any Layer] {
    var layers = [any Layer]()
    var width = inputCount
    for hidden in hiddenLayers {
      let deviation = (activation.gain / Double(width)).squareRoot()
      layers.append(Dense(inputCount: width, outputCount: hidden.width, initialDeviation: deviation))
      for word in hidden.words {
        if let meaning = Self.layersByWord[word] { layers.append(meaning.layer(hidden.width)) }
      }
      layers.append(ActivationLayer(activation, width: hidden.width))
      width = hidden.width
    }
    let deviation = hasHiddenUnits ? (1 / Double(width)).squareRoot() : 0
    layers.append(Dense(inputCount: width, outputCount: classCount, initialDeviation: deviation))
    return layers
  }

  /// Weights and biases of all layers.
  public func parameterCount(inputCount: Int, classCount: Int) -> Int {
    layers(inputCount: inputCount, classCount: classCount, activation: .relu)
      .reduce(0) { $0 + $1.tensors.reduce(0) { $0 + $1.count } }
  }
}

extension Architecture: CustomStringConvertible {
  public var description: String {
    hasHiddenUnits
      ? "mlp:" + hiddenLayers.flatMap { ["\($0.width)"] + $0.words }.joined(separator: "-") : "linear"
  }
}

/// A network's description that cannot be read, and where.
public struct ArchitectureError: ExplainedError, Hashable {
  /// As it was given.
  public let text: String
  /// The first character that does not fit, from 0.
  public let offset: Int

  public init(text: String, offset: Int) {
    self.text = text
    self.offset = offset
  }

  public var sentence: Sentence {
    "The network `\(text)` cannot be read at character \(offset + 1). Write \(Architecture.grammar)."
  }
}

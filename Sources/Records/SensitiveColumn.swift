/// A column that says of a person what others are not to learn, and between which of its values an adversary guesses.
public struct SensitiveColumn: Hashable, Sendable {
  /// What becomes of the column's values.
  public enum Cut: Hashable, Sendable {
    /// Each stays by itself; of numbers with more than ten values, whether one lies above the middle.
    case asRead
    /// Whether a number is above zero.
    case positive
    /// Whether a text is one of these, which together are called so.
    case among([String], name: String)
  }

  /// The column of the file.
  public let name: String
  /// What it says of a person, in a few words.
  public let title: String
  public let cut: Cut

  public init(_ name: String, title: String, cut: Cut = .asRead) {
    self.name = name
    self.title = title
    self.cut = cut
  }
}

/// The settings of an attribute attack on a data set when nobody says otherwise.
public struct AttributeDefaults: Hashable, Sendable {
  /// The column that the model is to predict; nil is the catalog's.
  public let label: String?
  /// Columns that give the sensitive one away, and are left out.
  public let dropped: [String]
  public let training: TrainingDefaults

  /// - Parameters:
  ///   - width: of the one hidden layer.
  ///   - stepCount: enough to learn members by heart.
  public init(label: String? = nil, dropped: [String] = [], width: Int = 64, stepCount: Int = 3000) {
    self.label = label
    self.dropped = dropped
    var training = TrainingDefaults()
    (training.network, training.trainSize, training.stepCount) = ("mlp:\(width)", 300, stepCount)
    (training.learningRate, training.delta, training.inversionPull) = (1e-3, 1e-3, 1)
    self.training = training
  }
}

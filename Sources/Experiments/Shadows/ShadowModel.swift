public import Attacks
public import LinearAlgebra
public import NeuralNetworks
public import PlainText
public import Records

/// A model trained as the target was, on other members of the pool: a reference for what the target's answers tell.
public struct ShadowModel: Sendable {
  /// Which of the plan's models this is, from 0.
  public let index: Int
  /// As records of the data meet it; see `ExperimentData.model(of:)`.
  public let network: Network<Float>
  /// For each candidate, in the order of the pool, whether this model was trained on it.
  public let includes: [Bool]
  /// For each record that the run planted, whether this model was trained on it.
  public let includesPlanted: [Bool]
  /// How this model's inputs follow from the values of the file.
  public let scaling: InputScaling
  /// The candidates as this model's inputs, [candidates, inputs]: scaled as its own members say where the target's members
  /// decided its scaling.
  public let candidateInputs: Matrix<Float>
  /// [candidates, classes].
  public let candidateLogits: Matrix<Float>
  /// Of the run's canaries; nil where it plants none.
  public let canaries: Canaries?
  /// What it answered on its way; nil where that was not recorded.
  public let trajectory: LossTrajectory?

  /// Who of the canaries it was trained on, and how to ask it about them.
  public struct Canaries: Sendable {
    /// For each, whether this model was trained on it.
    public let includes: [Bool]
    /// The whole network, with the inputs that canaries have of their own.
    public let network: Network<Float>
    /// The canaries as it takes them and, last, a record of zeros, [canaries + 1, inputs].
    public let questions: Matrix<Float>
  }
}

/// Why a plan cannot have so many models.
public enum ShadowError: ExplainedError, Hashable {
  case tooFew(Int)
  case odd(Int)
  case tooMany(Int)
  case needMemory(Int, bytes: Double)

  public var sentence: Sentence {
    switch self {
    case .tooFew(let count):
      "Reference attacks cannot work with --shadows \(count): a record needs a model trained with it and one without. Give 2 or more, and an even number."
    case .odd(let count):
      "\(count) shadow models cannot be paired, with each record in one of the two. Give --shadows \(count - 1) or \(count + 1)."
    case .tooMany(let count):
      "\(count) shadow models are more than can be trained. Give --shadows \(NumberLimit.shadows.allowed)."
    case .needMemory(let count, let bytes):
      "\(count) shadow models would take some \(bytes.asBytes) of memory, and this machine has \(MachineMemory.available.asBytes) for it. Give fewer --shadows, or a smaller network."
    }
  }
}

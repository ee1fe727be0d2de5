public import AccessControl
public import Attacks

/// How a model is to be inverted.
public struct InversionFocus: Hashable, Sendable {
  public var method: InversionMethod
  /// Of `prior`: what is made large.
  public var objective = ClassInversion.Objective.confidence
  /// Of `prior`: the weights of the pull to the public mean and of total variation; nil is what suits the data.
  public var pull: Double?
  public var totalVariation: Double?
  /// Records asked about: for each class by confidences, for all together by labels; nil is as many as is usual.
  public var queryCount: Int?

  public init(method: InversionMethod) { self.method = method }

  public static let mostQueries = 1_000_000

  /// What it asks for at a door, of which it needs no more than labels where those are all it goes by.
  public func answers(at door: DoorSettings) -> DoorSettings {
    var asked = door
    if method.access == .label, door.policy == .full { asked.policy = .label }
    return asked
  }

  /// Records asked about.
  public var queries: Int { queryCount ?? method.usualQueryCount }

  /// What it is called, and what it does in one sentence.
  public var title: String {
    method == .prior && objective == .logit ? "logits and a prior" : method.title
  }
  public var sentence: String {
    method == .prior && objective == .logit
      ? "Which input, near the mean of others, has the largest logit of the class, whatever it looks like?"
      : method.sentence
  }

  /// - Parameters:
  ///   - classCount: of the model.
  ///   - door: how the model answers.
  /// - Throws: `InversionObstacle` for what cannot be done however the model is trained.
  public func validate(classCount: Int, at door: DoorSettings) throws(InversionObstacle) {
    guard method.access.searchesPublicSpace else { return }
    let needed = method.fewestQueries(classCount: classCount)
    guard queries >= needed else { throw .tooFewQueries(queries, needed: needed, method) }
    guard queries <= Self.mostQueries else { throw .tooManyQueries(queries, most: Self.mostQueries) }
    let policy = answers(at: door).policy
    for capability in method.access.capabilities.sorted() where !policy.capabilities.contains(capability) {
      throw .notShown(capability, by: policy)
    }
  }
}

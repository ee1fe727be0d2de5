import Auditing

/// What guesses at the canaries proved on the way, as the log has it:
/// `{"step":100,"event":"audit","canaries":400,"guesses":80,"right":61,"steinke":1.1,"f_dp":1.8,"gaussian":2.9}`.
///
/// Each bound is of the weights at its step, at 95 %; together they are not, for who looks at twenty finds one that is wrong.
public struct RegularAudit: Hashable, Sendable, AtStep {
  /// Steps that were taken.
  public let step: Int
  public let canaryCount: Int
  public let guessCount: Int
  public let rightCount: Int
  /// Lower bounds on ε; the last is an estimate, and nil where there is none.
  public let steinke: Double
  public let fDP: Double
  public let gaussian: Double?

  static let name = "audit"
  static let arguments: [String: Set<String>] = [
    name: ["canaries", "guesses", "right", "steinke", "f_dp", "gaussian"]
  ]

  /// What the run's canaries show after its last step; nil where there is nothing to guess at.
  init?(of run: TrainingRun) {
    guard let audit = try? run.audit() else { return nil }
    step = run.step
    (canaryCount, guessCount) = (audit.canaryCount, audit.guesses.count)
    rightCount = audit.guesses.rightCount
    steinke = audit.bound(.steinke)?.epsilon ?? 0
    fDP = audit.bound(.fDP)?.epsilon ?? 0
    // JSON has no infinity.
    gaussian = audit.bound(.gaussian).map(\.epsilon).flatMap { $0.isFinite ? $0 : nil }
  }

  /// nil where the event does not say what an audit could have found.
  init?(_ event: RunEvent, step: Int) {
    let number = { (name: String) -> Double? in
      if case .number(let value)? = event.arguments[name] { value } else { nil }
    }
    let count = { (name: String) in number(name).flatMap { Int(exactly: $0) } }
    guard let canaries = count("canaries"), let guesses = count("guesses"), let right = count("right"),
      let steinke = number("steinke"), let fDP = number("f_dp"), 0 <= right, right <= guesses,
      guesses <= canaries, [steinke, fDP, number("gaussian") ?? 0].allSatisfy({ $0.isFinite && $0 >= 0 }),
      number("gaussian") != nil || event.arguments["gaussian"] == .off
    else { return nil }
    self.step = step
    (canaryCount, guessCount, rightCount) = (canaries, guesses, right)
    (self.steinke, self.fDP, gaussian) = (steinke, fDP, number("gaussian"))
  }

  var event: RunEvent {
    RunEvent(
      name: Self.name,
      arguments: [
        "canaries": .number(Double(canaryCount)), "guesses": .number(Double(guessCount)),
        "right": .number(Double(rightCount)), "steinke": .number(steinke), "f_dp": .number(fDP),
        "gaussian": gaussian.map(KnobValue.number) ?? .off,
      ])
  }
}

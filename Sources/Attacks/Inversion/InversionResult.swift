/// How much of each class an inversion gave away, beside what a stranger with the public mean alone would have.
public struct InversionResult: Hashable, Sendable {
  /// The pictures that the attack drew.
  public let attack: InversionJudgement
  /// The public mean handed in for every class.
  public let control: InversionJudgement

  public init(_ drawn: DrawnClasses, judgedBy judge: InversionJudge) {
    attack = judge.judgement(of: drawn)
    control = judge.judgement(of: drawn.control)
  }
}

import Auditing

extension Audit {
  /// What is proven as the guesses are judged, the surest first: those that are not judged yet count as wrong, so that it never falls
  /// and each of its values is a bound by itself.
  public var climb: [AuditReport.Climb] {
    var (right, climb) = (0, [AuditReport.Climb]())
    let stride = max(1, guesses.count / Self.climbPoints)
    for (judged, guess) in guesses.guesses.enumerated() {
      if judged.isMultiple(of: stride) { climb.append(point(judged: judged, right: right)) }
      if guess.isRight { right += 1 }
    }
    climb.append(point(judged: guesses.count, right: right))
    return climb
  }

  private func point(judged: Int, right: Int) -> AuditReport.Climb {
    let epsilons = [OneRunAudit.steinke, OneRunAudit.fDP].map {
      $0(canaryCount, guesses.count, right, delta, confidence).epsilon
    }
    return AuditReport.Climb(judged: judged, steinke: epsilons[0], fDP: epsilons[1])
  }

  private static let climbPoints = 40
}

public import Attacks
import DifferentialPrivacy
import Statistics

/// What the strongest attack finds where a private run's schedule is repeated with clipping alone: what is left of the difference is
/// the noise's, and the rest was short training and clipping.
public struct ClippingOnlyControl: Sendable {
  public let method: MembershipMethod
  public let result: MembershipResult
  /// Of the canaries; nil where there are none.
  public let canaries: MembershipResult?
  public let testAccuracy: Double?
  /// Attacks of which it has the largest area.
  public let attackCount: Int

  /// nil where no attack ran.
  ///
  /// - Parameters:
  ///   - outcome: of the repeated run.
  ///   - study: by the attacks that were let loose on the private one, with as many reference models.
  public init?(of outcome: TargetOutcome, by study: MembershipStudy) {
    let strongest = study.outcomes.max {
      $0.result.curve.areaUnderCurve < $1.result.curve.areaUnderCurve
    }
    guard let strongest else { return nil }
    (method, result, canaries) = (strongest.method, strongest.result, strongest.canaries)
    testAccuracy = outcome.testAccuracy
    attackCount = study.outcomes.count
  }
}

extension CommandLog {
  /// The same run with clipping alone wherever it had noise; nil of one that had none.
  public var clippingOnly: CommandLog? {
    var settings = configuration
    var twin = self
    twin.end = nil
    twin.configuration.noiseMultiplier = 0
    twin.configuration.clippingNorm = settings.effectiveClippingNorm
    twin.configuration.epsilonBudget = nil
    twin.commands = []
    var hasNoise = settings.noiseMultiplier > 0
    var norm = settings.effectiveClippingNorm
    for command in commands {
      guard let taken = try? settings.taking(command.action) else { return nil }
      settings = taken
      hasNoise = hasNoise || settings.noiseMultiplier > 0
      if case .set(let knob, _) = command.action, [.noiseMultiplier, .clippingNorm].contains(knob) {
        guard settings.effectiveClippingNorm != norm else { continue }
        norm = settings.effectiveClippingNorm
        twin.commands.append(
          RunCommand(step: command.step, knob: .clippingNorm, value: norm.map(KnobValue.number) ?? .off))
      } else {
        twin.commands.append(command)
      }
    }
    return hasNoise ? twin : nil
  }
}

import DifferentialPrivacy
import Statistics

extension Knob {
  public static let adaptiveClipping = Knob(
    "adaptive_clipping", title: "adaptive clipping", symbol: "Cq",
    storage: .optionalNumber(\.step.adaptiveClipping), limit: .quantile, advice: ", or off",
    check: { settings in
      guard settings.adaptiveClipping != nil,
        AdaptiveClipping.gradientNoiseMultiplier(of: settings.sampledStep) == nil
      else { return nil }
      let size = settings.sampledStep.expectedBatchSize
      let bound = 2 * AdaptiveClipping.countDeviation(expectedBatchSize: size)
      return .outOfRange(
        option: "noise multiplier with adaptive clipping",
        value: KnobValue.shortest(settings.noiseMultiplier),
        allowed:
          settings.isFederated
          ? "one below \(KnobValue.shortest(bound)), which is a tenth of the clients that a round expects, more clients, or no adaptive clipping"
          : "one below \(KnobValue.shortest(bound)), which is a tenth of the expected batch size, a larger batch, or no adaptive clipping"
      )
    },
    help:
      "The quantile of the per-example gradient norms that the clipping norm follows, \(NumberLimit.quantile.allowed), starting from the clipping norm given, or 1; off unless given. It costs no ε: the noise is split between sum and quantile.",
    valueName: "quantile", isLive: true, screenPosition: 2.5,
    ladder: { _, _ in [.off] + .numbers([0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9]) },
    remark: { settings in settings.adaptiveClipping.map { "q \($0.brief)" } },
    explanation: { settings in
      guard let quantile = settings.adaptiveClipping, let start = settings.effectiveClippingNorm else {
        return "Off: the clipping norm stays where it is set."
      }
      let norm =
        "C starts at \(start.brief) and follows the \(quantile.brief) quantile of the gradients' norms"
      guard settings.noiseMultiplier > 0,
        let multiplier = AdaptiveClipping.gradientNoiseMultiplier(of: settings.sampledStep)
      else { return norm + "." }
      return norm + "; its share raises the noise on the sum to \(multiplier.brief) C, at the same ε."
    })
}

extension NumberLimit {
  static let quantile = NumberLimit(0.001...0.999, "a quantile from 0.001 to 0.999")
}

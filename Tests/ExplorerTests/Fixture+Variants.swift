import Experiments
import Explorer
import Foundation
import PlainText
import Records

extension Fixture {
  static let defences = ComparisonFocus(.set(.defences), of: configuration, seedCount: 1, shadowCount: 16)

  /// A comparison of defences with made-up figures, done for that many variants; the third one's answers are no numbers.
  static func variants(
    _ focus: ComparisonFocus = defences, done: Int = .max, edition: Int = 1, generation: Int = 1
  ) -> ComparisonFindings {
    do {
      let plan = try focus.plan()
      let trials = try plan.variants.prefix(done).enumerated().flatMap { place, variant in
        try plan.seeds.map { try trial(of: variant, place: place, seed: $0) }
      }
      var progress = ComparisonFindings.Progress()
      (progress.finished, progress.count) = (trials.count, plan.variants.count * plan.seeds.count)
      progress.fraction = Double(progress.finished) / Double(progress.count)
      progress.seconds = 27
      return ComparisonFindings(
        generation: generation, edition: edition, focus: focus,
        summary: ComparisonSummary(of: plan, trials: trials), progress: progress, isLopsided: true)
    } catch {
      fatalError("the fixture compares: \(error)")
    }
  }

  private static func trial(of variant: Variant, place: Int, seed: UInt64) throws -> VariantTrial {
    let settings = try JSONSerialization.jsonObject(
      with: JSONEncoder().encode(VariantSettings(variant.changes)))
    let (seeds, step) = (Double(seed - 1), Double(place))
    let accuracy = 0.68 + 0.01 * Double(place * 7 % 13) + 0.004 * seeds
    let area = 0.52 + 0.02 * Double(place * 5 % 13) + 0.003 * seeds
    let isDiverged = place == 2
    let figures: [String: Any] = [
      "name": variant.name, "settings": settings, "seed": seed, "seconds": 1.5 + step,
      "test_accuracy": accuracy, "balanced_accuracy": accuracy - 0.125,
      "auc": isDiverged ? NSNull() : area, "auc_low": isDiverged ? NSNull() : area - 0.02,
      "auc_high": isDiverged ? NSNull() : area + 0.02,
      "tpr_at_1_percent_fpr": isDiverged ? NSNull() : 0.01 + step / 100,
      "canary_auc": isDiverged ? NSNull() : min(1, area + 0.1), "canary_auc_low": NSNull(),
      "canary_auc_high": NSNull(), "majority_share": 0.75, "unique": NSNull(),
      "epsilon": variant.changes[.noiseMultiplier] == nil ? NSNull() : 8 - step / 10,
    ]
    return try JSONDecoder().decode(VariantTrial.self, from: JSONSerialization.data(withJSONObject: figures))
  }

  /// On the Compare screen, with all of it done.
  static let variantsCompared: ExplorerState = {
    var state = unprotected
    _ = state.play("6")
    _ = state.update(.found(variants()))
    return state
  }()
}

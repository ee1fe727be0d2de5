import DifferentialPrivacy
import Experiments
import PrivacyAccounting
import Records
import TerminalCanvas

/// What ε is made of just now, what it promises, and what it does not.
struct PrivacyExplanation {
  let subject: Subject
  let glyphs: GlyphSet
  /// Columns for a line, and lines of a box below the header.
  let width: Int
  let room: Int

  init(state: ExplorerState) {
    subject = state.subject
    glyphs = state.rendering.glyphs
    width = OverlayPane.boxWidth(inScreenOf: state.width) - 4
    room = state.height - ScreenFrame(state: state).headerHeight - 2
  }

  /// As they stand in their box: with blank lines between sentences where there is room.
  var lines: [String] {
    let wrappedSentences = sentences.map { wrapped(glyphs.spelled($0), width: width) }
    let spaced = Array(wrappedSentences.joined(separator: [""]))
    return spaced.count <= room ? spaced : Array(wrappedSentences.joined())
  }

  /// The first line when the last one is shown.
  var lastScroll: Int { max(0, lines.count - room) }

  /// Short enough that all of them fit 80 x 24.
  var sentences: [String] {
    guard let snapshot = subject.snapshot else { return ["No run has begun yet."] }
    let settings = subject.moment?.settings ?? snapshot.settings
    guard settings.noiseMultiplier > 0, let norm = settings.effectiveClippingNorm else {
      return [
        "No noise: each example moves the model as far as its gradient reaches, and nothing bounds what that tells.",
        "Turn the noise multiplier up, and restart with R: one step without noise makes ε infinite for good.",
      ]
    }
    let deviation = settings.noiseMultiplier * norm
    var sentences = [
      settings.adaptiveClipping.map {
        "σ \(significant(settings.noiseMultiplier)) is shared between the sum of gradients, clipped to C, and the count that C follows: the \(significant($0)) quantile of their norms, from \(significant(norm)) on\(isNewest ? now(snapshot) : "")."
      }
        ?? "σ \(significant(settings.noiseMultiplier)), times C \(significant(norm)), is σC \(significant(deviation)): the noise on the sum of clipped gradients. Over B \(significant(settings.expectedBatchSize)) it is σC/B \(significant(deviation / settings.expectedBatchSize)) on each weight's mean gradient.",
      "\(units(settings)) join a step with q = B / n = \(significant(settings.samplingRate)), n the members expected.",
    ]
    guard let account = subject.account else { return sentences + ["No step has been priced yet."] }
    if case .unprotected(let step) = account.basis {
      return sentences + ["ε is infinite since step \(grouped(step)), which had no noise. R starts anew."]
    }
    sentences.append(figure(account))
    sentences.append(quotable(account))
    sentences += account.meaning
    if account.isBudgetExhausted, let budget = settings.epsilonBudget {
      sentences.append(
        "One more step would take the filter, now \(decimal(account.filterEpsilon)), over the budget of \(significant(budget)): it stops the run, whatever ε is."
      )
    } else if !subject.isLookingBack, let forecast = account.forecast, forecast.step > account.step {
      sentences.append(
        "If nothing changes, ε will be \(decimal(forecast.epsilon)) at step \(grouped(forecast.step)).")
    }
    sentences.append(
      "ε leaves out \(UncoveredByEpsilon(settings: settings, data: snapshot.data).brief). \(neighbors(settings))"
    )
    if let record = account.recordBounds {
      sentences.append(
        "ε is for half of a person's photographs, more or fewer; for one photograph replaced by another it is \(decimal(record.upper)), at twice the clipping norm."
      )
    }
    if let warning = DeltaAdvice.warning(
      delta: account.delta, recordCount: settings.trainSize, units: settings.unit.many)
    {
      sentences.append(warning)
    }
    return sentences
  }

  private func units(_ settings: ExperimentConfiguration) -> String {
    settings.unit == .record ? "Records" : "Halves of a person's photographs"
  }

  private func neighbors(_ settings: ExperimentConfiguration) -> String {
    settings.unit == .record
      ? "Neighbours differ by one record: several of one person have more ε, at the same δ, than their number times it."
      : "Neighbours differ by one half of a person's photographs: both halves have more ε, at the same δ, than twice it."
  }

  private var isNewest: Bool { !subject.isLookingBack }

  /// Where a clipping norm is that moves.
  private func now(_ snapshot: Snapshot) -> String {
    snapshot.lastClippingNorm.map { ", now \(significant($0))" } ?? ""
  }

  private func figure(_ account: RunAccount) -> String {
    let figure =
      "ε is \(decimal(account.epsilon)) at δ \(significant(account.delta)) at step \(grouped(account.step))"
    let origin =
      switch account.bounds.kind {
      case .exact: "exact, in closed form"
      case .tight: "by \(account.bounds.method.title), and no less than \(decimal(account.bounds.lower))"
      case .bracket:
        "the upper end of a bracket from \(decimal(account.bounds.lower)), by \(account.bounds.method.title)"
      case .infinite: "no bound being known"
      }
    return "\(figure): \(origin), had these steps been fixed beforehand."
  }

  /// What a person may say of the run, in one sentence.
  private func quotable(_ account: RunAccount) -> String {
    switch account.basis {
    case .fixedBeforehand:
      "No knob was turned: quote ε if when to stop was settled before looking."
    case .unprotected: "A step had no noise: no ε may be quoted."
    case .scaledByMembers:
      "Inputs were scaled by statistics of the members, which no noise hides: no ε may be quoted."
    case .initialWeights:
      "Weights were read from a file: ε covers the steps from there on, and nothing bounds what the file gave away."
    case .filter(let budget):
      "A knob was turned: who looked before may quote the budget, ε \(significant(budget)), and not what was spent of it (\(decimal(account.filterEpsilon)), by Rényi at order \(significant(account.filterOrder ?? 0)), fixed before the first step)."
    case .asRun:
      "A knob was turned without a budget: ε is as run, and who looked before turning may quote none (--epsilon-budget fixes one beforehand)."
    }
  }
}

import Attacks
import DifferentialPrivacy
import Experiments
import PrivacyAccounting
import Records
import TerminalCanvas

/// The numbers of the moment. What is drawn from training data carries the mark that ε does not cover it.
struct Readouts {
  let context: ScreenContext
  /// Whether those of membership are among them.
  var withMembership = true

  private var subject: Subject { context.subject }
  private var glyphs: GlyphSet { context.glyphs }

  var content: PaneContent {
    PaneContent(
      "Now", term: .epsilon, otherTerms: [.delta], body: .figures(FigureList(figures: figures, indent: 1)),
      sentence: sentence)
  }

  private var sentence: String {
    guard let moment = subject.moment else { return "Nothing has been measured yet." }
    let accuracy = moment.test.map { ", and the test accuracy is \(decimal($0.accuracy))" } ?? ""
    return glyphs.spelled("\(moment.account.spoken)\(accuracy).")
  }

  /// What is clipped.
  private var moved: String { subject.running.isFederated ? "updates" : "gradients" }

  private var figures: [Figure] {
    guard let snapshot = subject.snapshot else {
      return [Figure(name: "reading the data", value: "", term: .epsilon)]
    }
    let mark = glyphs.diagnosticMark
    // What matters most comes first, for a low screen shows no more.
    var privacy = epsilonFigures(snapshot)
    var figures = [privacy.removeFirst()]
    if let moment = subject.moment {
      let (train, test) = (moment.train?.accuracy ?? .nan, moment.test?.accuracy ?? .nan)
      figures.append(
        Figure(name: "test accuracy", value: decimal(test), term: .testAccuracy, amount: test, ink: .test))
      if let utility = moment.test, utility.isLopsided {
        figures.append(
          Figure(
            name: "balanced, on test", value: decimal(utility.balancedAccuracy), term: .balancedTestAccuracy,
            amount: utility.balancedAccuracy, ink: .test))
      }
      var membership = withMembership && !moment.isDiverged ? membershipFigures(of: moment) : []
      if !membership.isEmpty { figures.append(membership.removeFirst()) }
      let score = moment.inversion.attack
      if let found = score.identifiedCount {
        let noun = snapshot.data.classNoun
        figures.append(
          Figure(
            name: "\(mark)\(noun) recognised", value: "\(found) of \(score.candidateCount)",
            term: .recognised,
            amount: Double(found), ink: .member))
      }
      figures.append(
        Figure(
          name: "\(mark)train minus test", value: decimal(train - test), term: .accuracyGap,
          amount: train - test))
      if let canaries = moment.canaries, !moment.isDiverged {
        figures.append(
          Figure(
            name: "\(mark)AUC on canaries", value: decimal(canaries.areaUnderCurve), term: .canaryAUC,
            amount: canaries.areaUnderCurve, ink: .member))
      }
      figures += privacy + membership
    }
    // The rest is known of the newest step alone.
    guard !subject.isLookingBack else { return figures }
    let totals = snapshot.totals
    if snapshot.settings.effectiveClippingNorm != nil, let share = subject.clippedShare {
      figures.append(
        Figure(
          name: "\(mark)\(moved) clipped", value: "\(Int((100 * share).rounded())) %",
          term: .gradientsClipped))
    }
    if let norm = snapshot.lastClippingNorm {
      figures.append(Figure(name: "clipping norm now", value: significant(norm), term: .clippingNorm))
    }
    if totals.nonFinite > 0 {
      figures.append(
        Figure(
          name: "\(mark)\(moved) not finite", value: grouped(totals.nonFinite), term: .gradientsNotFinite,
          ink: .warning))
    }
    figures.append(
      Figure(name: "phases of the ledger", value: String(snapshot.ledger.entries.count), term: .ledgerPhases))
    return figures
  }

  /// ε of the moment with its step, and what is left of a budget; before there is a moment the filter's stands in its place.
  private func epsilonFigures(_ snapshot: Snapshot) -> [Figure] {
    guard let account = subject.account else {
      return [
        Figure(
          name: glyphs.spelled("ε by Rényi"), value: decimal(snapshot.filter.epsilon, 3),
          term: .filterEpsilon, ink: .bound)
      ]
    }
    let ink: Ink = account.epsilon.isFinite ? .bound : .danger
    let unit = account.unit == .client ? "client " : ""
    let kind =
      account.epsilon.isFinite ? "\(unit)ε \(account.qualifier ?? account.kind.rawValue)" : "\(unit)ε"
    var figures = [
      Figure(
        name: glyphs.spelled("\(kind), δ \(significant(account.delta))"),
        value: glyphs.spelled(roundedUp(account.epsilon, account.unit == .client ? 2 : 3)), term: .epsilon,
        amount: account.epsilon, ink: ink)
    ]
    let claimed = account.kind == .claimed ? " claimed" : ""
    if account.epsilon.isFinite, let row = account.placements?.rows.first(where: \.isPresent) {
      figures.append(
        Figure(
          name: glyphs.spelled("ε against the server"),
          value: glyphs.spelled(roundedUp(row.againstServer, 3)), term: .noisePlacement,
          amount: row.againstServer, ink: row.againstServer.isFinite ? .bound : .danger))
    }
    if let record = account.recordBounds, record.upper.isFinite {
      figures.append(
        Figure(
          name: glyphs.spelled(
            account.unit == .client ? "ε per record replaced" : "ε\(claimed) per photograph"),
          value: roundedUp(record.upper, 3), term: .recordEpsilon,
          amount: record.upper, ink: .bound))
    }
    if !subject.isLookingBack, account.step < snapshot.step {
      figures.append(
        Figure(
          name: glyphs.spelled("ε measured at \(account.stepNoun)"), value: grouped(account.step),
          term: .epsilon))
    }
    if let budget = subject.running.epsilonBudget {
      figures.append(
        Figure(
          name: "filter\(claimed), of \(significant(budget))",
          value: glyphs.spelled(roundedUp(account.filterEpsilon, 3)), term: .filterEpsilon))
    }
    if !subject.isLookingBack, let forecast = account.forecast, forecast.step > account.step {
      figures.append(
        Figure(
          name: glyphs.spelled(
            "ε\(claimed) by \(account.stepNoun) \(grouped(forecast.step))"),
          value: roundedUp(forecast.epsilon, 3),
          term: .forecast))
    }
    return figures
  }

  private func membershipFigures(of moment: Moment) -> [Figure] {
    guard let loss = moment.lossThreshold, let entropy = moment.modifiedEntropy else {
      let reason =
        moment.settings.obstacleToLosses == nil ? "no membership game" : "labels alone, no loss seen"
      return [Figure(name: reason, value: "", term: .membershipAUC)]
    }
    let mark = glyphs.diagnosticMark
    return [
      Figure(
        name: "\(mark)membership AUC", value: decimal(loss.areaUnderCurve), term: .membershipAUC,
        amount: loss.areaUnderCurve, ink: .member),
      Figure(
        name: "\(mark)modified entropy", value: decimal(entropy.areaUnderCurve), term: .modifiedEntropyAUC,
        amount: entropy.areaUnderCurve),
      Figure(
        name: "\(mark)balanced accuracy", value: decimal(loss.balancedAccuracy, or: glyphs),
        term: .balancedAccuracy,
        amount: loss.balancedAccuracy),
      Figure(
        name: "\(mark)TPR at 1 % FPR", value: decimal(loss.truePositiveRateAt1Percent, or: glyphs),
        term: .foundAtOnePercent,
        amount: loss.truePositiveRateAt1Percent),
    ]
  }
}

extension RunAccount {
  /// How a sentence on the figure of ε begins: with its step, its kind and itself.
  var spoken: String {
    "At \(stepNoun) \(grouped(step)) ε\(unit == .client ? " of a client" : "") is \(roundedUp(epsilon))\(epsilon.isFinite ? " (\(kind.rawValue))" : "")"
  }
}

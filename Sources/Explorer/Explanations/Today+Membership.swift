import Attacks
import Experiments
import PrivacyAccounting
import Records
import Statistics

// How well an attack tells members from outsiders.
extension Today {
  func ofMembership(_ term: Term) -> Reading? {
    switch term {
    case .modifiedEntropyAUC: return AttackReading(ofModifiedEntropyOn: subject).map(ofArea)
    case .membershipOverSteps: return ofAreaOverSteps
    default: break
    }
    guard let reading = AttackReading(of: adversary, on: subject) else { return nil }
    switch term {
    case .membershipAUC: return ofArea(reading)
    case .balancedAccuracy:
      return reading.balancedAccuracy.map {
        Reading(
          plain:
            "Asked about as many members as outsiders, \(reading.title) is right \(perHundred($0)) times in 100.",
          formula:
            "(TPR + 1 – FPR) / 2 = \(decimal($0)), at a threshold chosen on the other half; by chance 0.5",
          paper: reading.paper)
      }
    case .rocCurve:
      guard let rate = [0.01, 0.1].first(where: { reading.accused[$0] != nil }),
        let found = reading.truePositiveRate(at: rate)
      else { return nil }
      return Reading(
        plain:
          "Each point is one threshold on the scores: where \(reading.title) may accuse \(perHundred(rate)) of 100 outsiders, it finds \(perHundred(found)) of 100 members.",
        formula:
          "TPR = found / \(grouped(reading.memberCount)) members against FPR = accused / \(grouped(reading.outsiderCount)) outsiders, at every threshold"
      )
    default:
      guard let rate = term.falsePositiveRate else { return nil }
      return ofDetection(reading, at: rate)
    }
  }

  private func ofArea(_ reading: AttackReading) -> Reading {
    let (area, interval) = (reading.areaUnderCurve, reading.areaInterval)
    let chance =
      interval.contains(0.5)
      ? "; its interval holds one half, so it may be guessing" : ", where guessing is 50"
    return Reading(
      plain:
        "Given one member and one outsider, \(reading.title) is right \(Int((100 * area).rounded())) times in 100\(chance).",
      formula:
        "AUC = P(score of a member > score of an outsider) = \(decimal(area)), 95 % interval [\(decimal(interval.lowerBound, 2)), \(decimal(interval.upperBound, 2))]",
      paper: reading.paper)
  }

  private var ofAreaOverSteps: Reading? {
    let known = subject.history.moments.filter { !$0.isDiverged && $0.lossThreshold != nil }
    guard let reading = AttackReading(of: .lossThreshold, on: subject), let moment = subject.moment,
      let first = known.first, let start = first.lossThreshold
    else { return nil }
    let before =
      first.step < moment.step
      ? ", and was \(Int((100 * start.areaUnderCurve).rounded())) times at \(subject.stepNoun) \(grouped(first.step))"
      : ""
    return Reading(
      plain:
        "Given one member and one outsider, the loss threshold is right \(Int((100 * reading.areaUnderCurve).rounded())) times in 100 at \(subject.stepNoun) \(grouped(moment.step))\(before).",
      formula:
        "AUC(\(grouped(moment.step))) = \(decimal(reading.areaUnderCurve)), on the same \(grouped(reading.memberCount)) members and \(grouped(reading.outsiderCount)) outsiders after each step"
    )
  }

  private func ofDetection(_ reading: AttackReading, at rate: Double) -> Reading {
    guard let counts = reading.accused[rate], let found = reading.truePositiveRate(at: rate) else {
      return Reading(
        plain:
          "\(grouped(reading.outsiderCount)) outsiders are too few to show so low a rate: it needs \(grouped(Int((1 / rate).rounded(.up))))."
      )
    }
    let (allowed, outOf) = rate < 0.01 ? (perHundred(10 * rate), "1,000") : (perHundred(rate), "100")
    return Reading(
      plain:
        "Of 100 members \(reading.title) finds \(perHundred(found)) when it may accuse \(allowed) of \(outOf) outsiders wrongly.",
      formula:
        "TPR = found / members = \(grouped(counts.found)) / \(grouped(reading.memberCount)) = \(decimal(found)), with \(grouped(counts.falseAlarms)) of \(grouped(reading.outsiderCount)) outsiders accused"
    )
  }

  func ofLimits(_ term: Term) -> Reading? {
    switch term {
    case .limit: return ofLimit
    case .scores:
      guard case .chosen(let method, _) = adversary, subject.moment?.isDiverged != true,
        let entry = subject.findings(MembershipFindings.self)?.entries[method]
      else { return nil }
      return Reading(
        plain:
          "Of the scores that \(method.title) gives, members and outsiders have \(perHundred(entry.commonShare)) of 100 in common.",
        formula:
          "in common = sum over bars of min(share of members, share of outsiders) = \(decimal(entry.commonShare))"
      )
    default:
      guard case .chosen(let method, _) = adversary, subject.moment?.isDiverged != true,
        let entry = subject.findings(MembershipFindings.self)?.entries[method]
      else { return nil }
      guard
        let point = entry.limit?.points.min(by: {
          abs($0.falsePositiveRate - 0.1) < abs($1.falsePositiveRate - 0.1)
        })
      else {
        return Reading(
          plain: "Nothing limits attacks, so there is no room above a limit: \(entry.account.lackOfLimit).")
      }
      let curve = entry.outcome.result.curve
      return Reading(
        plain:
          "Of \(grouped(curve.memberCount)) members and \(grouped(curve.nonMemberCount)) outsiders an attack at the limit shows no more than this line in 95 samples of 100, at any one rate.",
        formula:
          "by the 95 % intervals of Clopper and Pearson: at FPR \(decimal(point.falsePositiveRate, 2)) the limit \(decimal(point.limit)) may look like \(decimal(point.limitWithRoom))"
      )
    }
  }

  private var ofLimit: Reading? {
    guard let account = AttackReading(of: adversary, on: subject)?.account ?? subject.account else {
      return nil
    }
    guard account.isLimited else {
      return Reading(
        plain: "Nothing limits attacks: \(account.lackOfLimit).",
        formula: "TPR is at most 1, whatever the FPR")
    }
    let rate = account.limit.largestTruePositiveRate(atFalsePositiveRate: 0.1)
    let most = min(100, Int((100 * rate).rounded(.up)))
    return Reading(
      plain: most == 100
        ? "\(account.kindOfLimit), and it keeps no attack that accuses 10 of 100 outsiders from finding all members."
        : "\(account.kindOfLimit): an attack that accuses 10 of 100 outsiders \(account.basis == .asRun ? "would find" : "finds") at most \(most) of 100 members.",
      formula:
        "TPR is at most e^ε FPR + δ(ε) and 1 – e^–ε (1 – δ(ε) – FPR), for every ε: \(decimal(rate)) at FPR 0.1"
    )
  }
}

extension MembershipFindings.Entry {
  /// The share of scores that members and outsiders have in common.
  var commonShare: Double { zip(histogram.shares[0], histogram.shares[1]).reduce(0) { $0 + min($1.0, $1.1) } }
}

extension RunAccount {
  /// Why nothing limits attacks.
  var lackOfLimit: String {
    switch basis {
    case .unprotected(let step): "\(stepNoun) \(grouped(step)) had no noise"
    case .scaledByMembers: "inputs were scaled by statistics of the members"
    case .initialWeights: "the initial weights may know anybody"
    case .broken: "the trainer is broken on purpose"
    case .fixedBeforehand, .filter, .asRun: "no bound is known"
    }
  }

  /// How a sentence on the limit begins: whose it is, and of what kind.
  var kindOfLimit: String {
    switch basis {
    case .filter(let budget): "The limit is that of the budget of \(significant(budget))"
    case .asRun: "The limit is as run, and no promise to those who turned knobs after looking"
    case .fixedBeforehand where unit == .client:
      "The limit is that of one record of a client's, replaced by another, against who sees the model: ε \(roundedUp(recordBounds?.upper ?? .infinity)) (\(kind.rawValue))"
    default: "The limit is that of ε \(roundedUp(epsilon)) (\(kind.rawValue))"
    }
  }
}

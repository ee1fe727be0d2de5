package import Attacks
package import Experiments
import PrivacyAccounting
import Statistics

/// Whose figures a screen shows.
package enum Adversary: Hashable, Sendable {
  /// The attack on every moment of a run.
  case lossThreshold
  /// An attack of the investigation, and the share of members among those asked about, by which precision is stated.
  case chosen(MembershipMethod, prior: Double)
  /// One that draws the classes; of membership the attack on every moment.
  case inverting(InversionFocus)
  /// A method that guesses attributes; of membership it has nothing but the loss threshold.
  case guessing(AttributeMethod)
  /// Variants of the run and the place of the one that is looked at; of the run's own membership the attack on every moment.
  case comparing(ComparisonFindings?, chosen: Int)
}

/// How many people an attack accuses at some threshold.
struct AccusedCounts: Hashable, Sendable {
  /// Members.
  var found: Int
  /// Outsiders.
  var falseAlarms: Int
}

extension MembershipResult {
  /// The false positive rates that explanations speak of.
  private static let rates = [0.1, 0.01, 0.001]

  /// By the false positive rate that is allowed; none where the outsiders are too few to show it.
  var accused: [Double: AccusedCounts] {
    var accused = [Double: AccusedCounts]()
    for rate in Self.rates {
      guard let detection = try? curve.detection(atFalsePositiveRate: rate) else { continue }
      accused[rate] = AccusedCounts(found: detection.found, falseAlarms: detection.falseAlarms)
    }
    return accused
  }
}

/// What the adversary of a screen has found at the moment that is looked at.
struct AttackReading {
  /// To stand in a sentence.
  let title: String
  let paper: String
  let areaUnderCurve: Double
  let areaInterval: ClosedRange<Double>
  let balancedAccuracy: Double?
  let memberCount: Int
  let outsiderCount: Int
  let accused: [Double: AccusedCounts]
  /// What the step that was attacked had cost, and allowed.
  let account: RunAccount

  private init(_ membership: Moment.Membership, title: String, paper: String, account: RunAccount) {
    self.title = title
    self.paper = paper
    self.account = account
    areaUnderCurve = membership.areaUnderCurve
    areaInterval = membership.areaInterval
    balancedAccuracy = membership.balancedAccuracy
    memberCount = membership.memberCount
    outsiderCount = membership.nonMemberCount
    accused = membership.accused
  }

  private init(_ entry: MembershipFindings.Entry, of method: MembershipMethod) {
    let result = entry.outcome.result
    title = method.title
    paper = method.paper
    account = entry.account
    areaUnderCurve = result.curve.areaUnderCurve
    areaInterval = result.curve.areaInterval
    balancedAccuracy = result.balancedAccuracy
    memberCount = result.curve.memberCount
    outsiderCount = result.curve.nonMemberCount
    accused = result.accused
  }

  /// nil where there is nothing to read.
  init?(of adversary: Adversary, on subject: Subject) {
    switch adversary {
    case .lossThreshold, .inverting, .guessing, .comparing:
      guard let moment = subject.moment, !moment.isDiverged, let result = moment.lossThreshold else {
        return nil
      }
      self.init(
        result, title: "the loss threshold", paper: MembershipMethod.lossThreshold.paper,
        account: moment.account)
    case .chosen(let method, _):
      guard subject.moment?.isDiverged != true,
        let entry = subject.findings(MembershipFindings.self)?.entries[method]
      else { return nil }
      self.init(entry, of: method)
    }
  }

  /// The second attack on every moment.
  init?(ofModifiedEntropyOn subject: Subject) {
    guard let moment = subject.moment, !moment.isDiverged, let result = moment.modifiedEntropy else {
      return nil
    }
    self.init(
      result, title: "modified entropy", paper: MembershipMethod.modifiedEntropy.paper,
      account: moment.account)
  }

  /// The share of members found at a false positive rate; nil where it cannot be shown.
  func truePositiveRate(at rate: Double) -> Double? {
    accused[rate].map { Double($0.found) / Double(memberCount) }
  }
}

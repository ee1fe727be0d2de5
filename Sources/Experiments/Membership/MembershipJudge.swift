import Attacks
public import Statistics

/// Runs attacks and judges their scores, in an order that says nothing about them.
struct MembershipJudge {
  let isMember: [Bool]
  private let order: [Int]

  init(isMember: [Bool], random: RandomStream) {
    self.isMember = isMember
    var stream = random.split("judging")
    order = isMember.indices.shuffled(using: &stream)
  }

  func outcome(
    of method: MembershipMethod, on evidence: MembershipEvidence, canaries: CanaryTrial? = nil,
    random: RandomStream
  ) throws(MissingEvidence) -> MembershipStudy.Outcome {
    let start = ContinuousClock.now
    let scores = try method.scores(from: evidence, random: random.split(method.name))
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let model = method.threatModel(on: evidence)
    return MembershipStudy.Outcome(
      method: method, threatModel: model, scores: scores,
      result: MembershipResult(scores: order.map { scores[$0] }, isMember: order.map { isMember[$0] }),
      canaries: canaries?.result(of: method, random: random.split(method.name)),
      referenceCount: model.references == .none
        ? 0 : min(evidence.references.count, model.largestReferenceCount ?? .max), seconds: seconds)
  }

  /// What a model finds that sees only inputs and labels; nil where these are not known, or of too few candidates. Records of
  /// one unit share their membership, so that one that was learned from gives the next away: there is none of them either.
  func blind(_ evidence: MembershipEvidence, random: RandomStream) -> BlindControl? {
    let memberCount = isMember.count(where: \.self)
    guard let target = evidence.target, evidence.unitCount == evidence.candidateCount,
      min(memberCount, isMember.count - memberCount) >= Self.fewestForBlind
    else { return nil }
    return BlindControl(
      inputs: target.inputs, labels: target.labels, classCount: target.classCount, isMember: isMember,
      random: random)
  }

  private static let fewestForBlind = 10

  /// What the strongest of these attacks finds with membership shuffled; nil where there is none.
  func null(_ outcomes: [MembershipStudy.Outcome], random: RandomStream) -> NullControl? {
    outcomes.isEmpty ? nil : NullControl(scores: outcomes.map(\.scores), isMember: isMember, random: random)
  }
}

extension RandomStream {
  /// Where attacks on a run of that seed draw from, on the screen and without.
  public static func membershipAttacks(seed: UInt64) -> RandomStream {
    RandomStream(seed: seed).split("membership")
  }
}

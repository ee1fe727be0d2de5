import AccessControl
import Attacks
import Records
import Statistics

/// One snapshot of a run as membership attacks are shown it, and what judges and limits them there.
struct MembershipScene {
  /// Evidence without reference models.
  let plain: MembershipEvidence
  let judge: MembershipJudge
  let random: RandomStream
  private let account: RunAccount
  private let limit: SampledLimit?

  init(of snapshot: Snapshot) {
    let data = snapshot.data
    random = RandomStream.membershipAttacks(seed: snapshot.settings.seed)
    judge = MembershipJudge(isMember: data.candidateMembership, random: random)
    account = RunAccount(of: snapshot)
    limit =
      account.isLimited
      ? SampledLimit(
        account.limit, memberCount: data.split.memberCount, nonMemberCount: data.split.nonMemberCount) : nil
    do {
      plain = try data.membershipEvidence(asking: snapshot.service)
    } catch {
      preconditionFailure("a run's own service answers: \(error)")
    }
  }

  /// - Parameter trajectory: what the target answered on its way; nil where that is not known, or not yet.
  func evidence(with models: [ShadowModel], trajectory: LossTrajectory?) -> MembershipEvidence {
    var evidence = plain
    evidence.trajectory = trajectory
    for model in models { evidence.add(model) }
    return evidence
  }

  /// What the attack finds, or why it cannot.
  func attack(
    by method: MembershipMethod, on evidence: MembershipEvidence
  ) -> Result<MembershipFindings.Entry, MissingEvidence> {
    do throws(MissingEvidence) {
      let outcome = try judge.outcome(of: method, on: evidence, random: random)
      return .success(
        MembershipFindings.Entry(account: account, limit: limit, outcome: outcome, isMember: judge.isMember))
    } catch {
      return .failure(error)
    }
  }
}

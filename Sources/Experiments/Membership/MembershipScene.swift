import AccessControl
import Attacks
import Records
import Statistics

/// One snapshot of a run as membership attacks are shown it, and what judges and limits them there.
struct MembershipScene {
  /// What is shown without reference models.
  let plain: AskedPool
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
      plain = try AskedPool(asking: snapshot)
    } catch {
      preconditionFailure("a run's own service answers: \(error)")
    }
  }

  /// - Parameters:
  ///   - models: what reference models answer at the target's door.
  ///   - trajectory: what the target answered on its way; nil where that is not known, or not yet.
  func pool(with models: [AskedPool.Answers], trajectory: LossTrajectory?) -> AskedPool {
    var pool = plain
    pool.evidence.trajectory = trajectory
    for model in models { pool.add(model) }
    return pool
  }

  /// What the attack finds, or why it cannot.
  func attack(
    by method: MembershipMethod, on pool: AskedPool
  ) -> Result<MembershipFindings.Entry, MissingEvidence> {
    do throws(MissingEvidence) {
      let outcome = try judge.outcome(
        of: method, on: pool.evidence, canaries: pool.canaries, random: random)
      return .success(
        MembershipFindings.Entry(account: account, limit: limit, outcome: outcome, isMember: judge.isMember))
    } catch {
      return .failure(error)
    }
  }
}

import Attacks
import Experiments
import Statistics

extension MembershipSubject {
  /// What the strongest of these attacks finds of the same schedule with clipping alone, a maximum over as many attacks; nil of a
  /// run without noise, and of files.
  ///
  /// - Throws: as the run itself.
  func clippingOnly(besides chosen: MethodChoice, shadowCount: Int) throws -> ClippingOnlyControl? {
    guard let run, let log = run.log.clippingOnly else { return nil }
    let twin = try MembershipSubject(
      attacking: log, stepCount: run.step, isScheduleFixed: true, by: chosen, shadowCount: shadowCount,
      unless: { _ in })
    let study = MembershipStudy(
      of: chosen.methods, on: twin.evidence, isMember: twin.isMember, canaries: twin.canaries,
      random: twin.random)
    guard !twin.target.isDiverged else { return nil }
    return ClippingOnlyControl(of: twin.target, by: study)
  }
}

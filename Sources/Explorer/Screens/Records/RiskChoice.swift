import Attacks
import Experiments

/// What a person looks at of the members most exposed.
package struct RiskChoice: Sendable {
  /// Whether the list was asked for.
  var isOpen = false
  /// Whether it takes the keys.
  package internal(set) var isEntered = false
  /// The row that the arrows are at.
  package internal(set) var row = 0
  /// Which of the slicings is shown.
  var slicing = 0
  /// What is to be deleted.
  private(set) var wish: ExposureFocus.Wish?
  private var references: ExposureFocus.References?
  /// As many reference models as the Membership screen asked for: there is one set of them a run.
  private var shadowCount = 16
  /// Whether there are members and others to be told apart one by one.
  private var isGame = false

  /// What has to be found out for it: the reference models and attacks of the Membership screen, and what they say of records.
  var investigations: [InvestigationRequest] {
    let exposure = InvestigationRequest(
      ExposureInvestigation.self, ExposureFocus(references: references, deletion: wish))
    guard isGame else { return [exposure] }
    let models = InvestigationRequest(
      MembershipInvestigation.self, MembershipFocus(method: .liraOnline, shadowCount: shadowCount))
    return [models, exposure]
  }

  mutating func follow(_ subject: Subject) {
    if let snapshot = subject.snapshot {
      isGame = snapshot.data.oneSidedPool == nil && (try? snapshot.data.checkThatUnitsAreRecords()) != nil
      if wish?.generation != snapshot.generation { wish = nil }
    }
    row = max(0, min(row, (subject.findings(ExposureFindings.self)?.records.count ?? 1) - 1))
    guard let found = subject.findings(MembershipFindings.self) else {
      references = nil
      return
    }
    shadowCount = found.shadows.count
    // While models arrive there is nothing new to list.
    guard found.shadows.finished == found.shadows.count else { return }
    references = ExposureFocus.References(
      step: found.step, count: found.shadows.count,
      attackCount: found.entries.values.count { $0.step == found.step })
  }

  mutating func delete(_ candidate: Int, ofGeneration generation: Int) {
    wish = ExposureFocus.Wish(
      candidate: candidate, generation: generation, number: (wish?.number ?? 0) + 1)
  }
}

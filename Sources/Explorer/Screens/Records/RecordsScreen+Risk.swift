import Experiments
import LinearAlgebra
import PlainText
import Records
import TerminalCanvas

// The members most exposed: a list to choose from, slices, and a deletion.
extension RecordsScreen {
  static let riskCommands: [ScreenCommand<Action>] = [
    ScreenCommand(
      "records-at-risk", .listAtRisk,
      "list the members most exposed: arrows move, Enter chooses one, Esc gives the keys back",
      keys: [.character("r")], hint: "at risk", before: .view(.focusPane(by: 1))),
    ScreenCommand(
      "next-slicing", .nextSlicing, "slices: accuracy and leakage by class, by answer, by the next column",
      keys: [.character("g")], hint: "slices", before: .view(.focusPane(by: 1))),
    ScreenCommand(
      "delete-record", .delete, "delete the chosen member, train again, and see what changes",
      keys: [.character("d")], hint: "delete", before: .view(.focusPane(by: 1)),
      unless: { state in
        guard let snapshot = state.subject.snapshot else { return "No run has begun yet." }
        guard state[RecordsScreen.self].chosenCandidate(in: snapshot.data) != nil else {
          return "A member at risk is deleted, once it is chosen: r lists them, Enter chooses."
        }
        guard !snapshot.startConfiguration.secureNoise else {
          return
            "The noise of this run came from the system: no run can be made that differs by one record alone."
        }
        return nil
      }),
  ]

  /// Whether the members most exposed are to be found out.
  var isListing: Bool { risk.isOpen || focus == .atRisk || focus == .slices }

  /// The place in the pool of the member that was chosen from the list; nil where another record is looked at.
  func chosenCandidate(in data: ExperimentData) -> Int? {
    guard let editor, case .atRisk(let position) = editor.origin, !editor.isEdited,
      let candidate = data.split.pool.firstIndex(of: position), data.split.isMember[candidate]
    else { return nil }
    return candidate
  }

  mutating func toggleList() {
    if risk.isEntered {
      (risk.isOpen, focus) = (false, .record)
    } else {
      (risk.isOpen, focus) = (true, .atRisk)
      risk.isEntered = true
    }
  }

  mutating func turnSlicing(in context: ScreenContext) {
    guard focus == .slices else {
      (risk.isOpen, focus) = (true, .slices)
      return
    }
    let count = context.subject.findings(ExposureFindings.self)?.slicings.count ?? 0
    risk.slicing = count == 0 ? 0 : (risk.slicing + 1) % count
  }

  mutating func delete(in context: ScreenContext) {
    guard let snapshot = context.subject.snapshot, let candidate = chosenCandidate(in: snapshot.data) else {
      return
    }
    risk.isOpen = true
    risk.delete(candidate, ofGeneration: snapshot.generation)
  }

  private static let page = 8

  /// nil where the list does not have the keys, and for keys that it leaves to others.
  mutating func pressInList(_ key: Key, in context: ScreenContext) -> ScreenReply? {
    guard focus == .atRisk else { return nil }
    guard risk.isEntered else {
      guard key == .enter else { return nil }
      risk.isEntered = true
      return ScreenReply()
    }
    let count = context.subject.findings(ExposureFindings.self)?.records.count ?? 0
    let last = max(0, count - 1)
    switch key {
    case .up, .character("k"): risk.row = max(0, risk.row - 1)
    case .down, .character("j"): risk.row = min(last, risk.row + 1)
    case .pageUp: risk.row = max(0, risk.row - Self.page)
    case .pageDown: risk.row = min(last, risk.row + Self.page)
    case .home: risk.row = 0
    case .end: risk.row = last
    case .enter: return choose(risk.row, in: context)
    case .escape:
      risk.isEntered = false
      // On a small screen the list stands where the record does.
      if let data = context.subject.snapshot?.data, chosenCandidate(in: data) != nil { focus = .record }
    default: return nil
    }
    return ScreenReply()
  }

  mutating func clickInList(row: Int, in area: Rect, context: ScreenContext) -> ScreenReply? {
    guard case .list(let list) = content(of: .atRisk, in: context).body,
      let place = list.row(atRow: row, in: area)
    else { return nil }
    (risk.isOpen, focus, risk.row) = (true, .atRisk, place)
    risk.isEntered = true
    return choose(place, in: context)
  }

  /// Looks at that one of the list: the record, what the model says of it, and why it is there.
  private mutating func choose(_ row: Int, in context: ScreenContext) -> ScreenReply {
    guard let data = context.subject.snapshot?.data, let form = editor?.form,
      let records = context.subject.findings(ExposureFindings.self)?.records, records.indices.contains(row)
    else { return ScreenReply(notice: .init(text: "Nobody is listed yet.", ink: .warning)) }
    let position = data.split.pool[records[row].candidate]
    editor?.begin(with: form.record(at: position, of: data), from: .atRisk(position))
    return ScreenReply()
  }
}

extension AskedRecord {
  /// What was found of the members at risk; nil before anything was.
  var exposure: ExposureFindings? { subject.findings(ExposureFindings.self) }

  /// The one of them that is looked at.
  var exposed: ExposedRecord? {
    guard let data = subject.snapshot?.data, let candidate = screen.chosenCandidate(in: data) else {
      return nil
    }
    return exposure?.records.first { $0.candidate == candidate }
  }

  /// What was found when it was deleted.
  var deletion: Deletion? {
    guard let data = subject.snapshot?.data, let candidate = screen.chosenCandidate(in: data) else {
      return nil
    }
    return exposure?.deletions[candidate]
  }

  /// Why nobody is listed, and no slice.
  var reasonForNoList: String {
    guard subject.snapshot != nil else { return "No run has begun yet." }
    if let obstacle = subject.obstacleToMembership { return obstacle }
    if let obstacle = exposure?.obstacle { return obstacle.description }
    if subject.isLookingBack { return "At that step nobody was listed." }
    if exposure != nil { return "What the model answers is no longer a number." }
    return "r lists the members whom attacks find most: the attacks are on their way."
  }

  /// Which models it is that are listed, and how many more are on their way.
  var listedModels: String {
    guard let exposure else { return "" }
    if exposure.referenceCount > 0 {
      return "\(exposure.referenceCount) reference models, step \(grouped(exposure.step))"
    }
    guard let shadows = subject.findings(MembershipFindings.self)?.shadows else {
      return "without reference models yet"
    }
    return "\(shadows.finished) of \(shadows.count) reference models"
  }
}

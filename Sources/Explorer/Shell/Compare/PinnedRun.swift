import Experiments
import TerminalCanvas

/// A run as it was when it was pinned, to compare others with.
public struct PinnedRun: Sendable {
  /// Which run of this sitting it is.
  public let number: Int
  /// Its generation when it was pinned: the same run may have gone on since.
  let subject: Subject
  let point: RunPoint

  /// As it was at that step, or at its last before it: what a run at that step is fairly compared with.
  func subject(at step: Int) -> Subject { subject.looking(at: step) }
}

extension ExplorerState {
  /// The pinned run at the step that is looked at; nil where none is pinned.
  ///
  /// - Parameter ofAnotherRun: nil too where the run at hand is pinned itself.
  func pinnedSubject(ofAnotherRun: Bool = false) -> Subject? {
    guard let pinned, let step = subject.moment?.step, !ofAnotherRun || pinned.number != runNumber,
      isPinnedComparable
    else { return nil }
    return pinned.subject(at: step)
  }

  /// Whether the pinned run is on the same data, counted in the same units: figures of others are no more or less than these.
  var isPinnedComparable: Bool {
    guard let other = pinned?.subject.running else { return false }
    let own = subject.running
    return own.dataset == other.dataset && own.label == other.label && own.unit == other.unit
  }

  /// What the line of the run says of the pinned one.
  var pinnedMention: String? {
    guard let pinned else { return nil }
    guard isPinnedComparable else { return "pinned: run \(pinned.number), on other data" }
    let step = pinnedSubject()?.moment?.step
    return "pinned: run \(pinned.number)\(step.map { " at \(grouped($0))" } ?? "")"
  }

  /// What the pinned run's side of every pane is drawn from.
  package var pinnedContext: ScreenContext? {
    pinnedSubject().map { ScreenContext(subject: $0, rendering: rendering) }
  }

  var obstacleToPinning: String? {
    subject.history.moments.isEmpty
      ? "Nothing was measured yet: pin a run once there is something to compare." : nil
  }

  /// Pins the run at hand as it is, or lets go of it where it is the one that is pinned.
  mutating func performOnComparison(_ action: CompareAction) {
    switch action {
    case .pin:
      if pinned?.number == runNumber {
        pinned = nil
        notice = Notice(text: "Let go of the pinned run.", ink: .text)
        return
      }
      guard let here else { return }
      var copy = subject
      copy.scrubIndex = nil
      pinned = PinnedRun(number: runNumber, subject: copy, point: here)
      notice = Notice(
        text:
          "Pinned: turn a knob, or R, and every chart and number shows this run beside the new one. p lets go of it.",
        ink: .good)
    }
  }
}

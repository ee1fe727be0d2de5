import Experiments
import PlainText
import TerminalCanvas

// What happens to the clients of a federation.
extension ExplorerState {
  /// Tells the run, so that undo can take it back: from the next round on, and in its log.
  mutating func happen(client: Int, _ conduct: ClientConduct) -> [Effect] {
    guard replay == nil else {
      warn("A run is being replayed. Esc stops it there; something can happen to clients then.")
      return []
    }
    guard let before = self.conduct(of: client), before != conduct else { return [] }
    undoable.append(.conduct(client: client, before: before, after: conduct))
    redoable = []
    return tell(client: client, from: before, to: conduct)
  }

  /// As it is now; nil where there is no such client.
  func conduct(of client: Int) -> ClientConduct? {
    subject.snapshot?.federation.flatMap { state in
      (0..<state.clientCount).contains(client) ? ClientConduct(of: client, in: state) : nil
    }
  }

  mutating func tell(client: Int, from before: ClientConduct, to after: ClientConduct) -> [Effect] {
    notice = Notice(
      text: after.sentence(of: client), ink: after.isAbsent || after.lie != nil ? .warning : .good)
    return before.events(of: client, to: after).map { .order(.take(.happen($0.event))) }
  }
}

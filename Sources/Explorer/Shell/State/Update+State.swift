import Experiments
import PlainText
import TerminalCanvas

// Taking a state away, and opening one.
extension ExplorerState {
  /// Copies the state string, and shows it for who has no such clipboard.
  mutating func copyState() -> [Effect] {
    if let obstacle = obstacleToStateString {
      warn(obstacle.harmless)
      return []
    }
    guard let string = StateString(of: self) else { return [] }
    let how =
      string.beginning.configuration.secureNoise
      ? "it opens a run that begins alike, for its noise came from the system" : "--state opens it"
    notice = Notice(
      text: "\(string.text) (copied, where the terminal lets programs; \(how))", ink: .good)
    return [.copy(string.text)]
  }

  /// Begins the run that a state string describes, on its screen, without the knobs that it hides.
  mutating func openState(_ text: String) -> [Effect] {
    do {
      let string = try StateString(parsing: text, in: self)
      let opened = OpenedState(string)
      let before = shown
      adopt(opened)
      let place = shown
      shown = before
      return startAnew(opened.beginning, draft: opened.settings, pace: pace, shown: place)
    } catch {
      warn(error.description)
      return []
    }
  }
}

import PlainText
import Preferences
import TerminalCanvas

extension ExplorerState {
  /// Shows things as the layout of that name has them.
  mutating func adoptLayout(named name: String) {
    guard let layout = layouts.first(where: { $0.name == name }) else { return }
    if let title = layout.screen?.lowercased() {
      guard let place = screens.firstIndex(where: { type(of: $0).title.lowercased() == title }) else {
        return warn("The layout \(name) names the screen `\(title)`, which there is not.")
      }
      shown = place
    }
    if let pane = layout.pane?.lowercased() {
      guard let place = screen.focusablePlace(titled: pane, in: context) else {
        return warn("The layout \(name) names the pane `\(pane)`, which that screen does not have.")
      }
      screens[shown].focusPane(at: place)
    }
    (isZoomed, scroll, presentation.isOn) = (layout.isZoomed, 0, layout.isPresenting)
  }
}

extension Screen {
  /// The place of the pane whose title begins so, in lower case.
  func focusablePlace(titled title: String, in context: ScreenContext) -> Int? {
    Self.focusable.firstIndex { content(of: $0, in: context).title.lowercased().hasPrefix(title) }
  }
}

extension ExplorerState {
  /// What is wrong with the layouts of a file, in a sentence.
  public var layoutComplaint: String? {
    let titles = screens.map { type(of: $0).title.lowercased() }
    return layouts.first { layout in layout.screen.map { !titles.contains($0.lowercased()) } ?? false }.map {
      "Line \($0.line) of config.yaml: the layout \($0.name.harmless) names the screen `\(($0.screen ?? "").harmless)`, which there is not. The screens are \(titles.joined(separator: ", "))."
    }
  }
}

package import TerminalCanvas

/// What a screen makes of a key or a click that it takes for itself.
package struct ScreenReply: Sendable {
  /// Said to the person.
  var notice: ExplorerState.Notice?
  /// What the shell is to do.
  var request: Action?

  init(notice: ExplorerState.Notice? = nil, request: Action? = nil) {
    (self.notice, self.request) = (notice, request)
  }
}

/// A key of what was entered, as the footer shows it.
package struct KeyHint: Hashable, Sendable {
  /// What a click on it gives.
  let key: Key
  let label: String
  let word: String

  /// - Parameter label: nil is the key's own.
  init(_ key: Key, _ word: String, label: String? = nil) {
    (self.key, self.word, self.label) = (key, word, label ?? key.label)
  }
}

extension Screen {
  package func request(_ action: Action, in context: ScreenContext) -> Explorer.Action? { nil }
  package mutating func press(_ key: Key, in context: ScreenContext) -> ScreenReply? { nil }
  package mutating func click(
    _ pane: Pane, column: Int, row: Int, in area: Rect, context: ScreenContext
  ) -> ScreenReply? { nil }
  package func enteredKeys(in context: ScreenContext) -> [KeyHint]? { nil }

  /// The same of the pane of that place among those that Tab walks through.
  mutating func click(
    paneAt place: Int, column: Int, row: Int, in area: Rect, context: ScreenContext
  ) -> ScreenReply? {
    click(Self.focusable[place], column: column, row: row, in: area, context: context)
  }

  /// What the shell is to do for an action; nil where it is another screen's, or that one sees to it itself.
  func request(_ action: ScreenAction, in context: ScreenContext) -> Explorer.Action? {
    (action.base as? Action).flatMap { request($0, in: context) }
  }
}

extension PlacedContent {
  /// Where the body is drawn: without rule and caption.
  var inner: Rect {
    let below = isFramed ? area.splitTop(1).rest : area
    return content.caption == nil ? below : below.splitTop(below.height - 1).top
  }
}

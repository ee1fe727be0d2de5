import TerminalCanvas

// What the shell does with a screen without knowing which it is.

/// What one pane holds, and where it is drawn.
struct PlacedContent {
  let content: PaneContent
  let area: Rect
  let isFocused: Bool
  let isFramed: Bool
}

extension Screen {
  /// Does what the action says; nil where it is another screen's.
  mutating func perform(_ action: ScreenAction, in context: ScreenContext) -> [Effect]? {
    (action.base as? Action).map { update($0, in: context) }
  }

  mutating func moveFocus(by offset: Int) {
    let panes = Self.focusable
    let index = panes.firstIndex(of: focus) ?? 0
    focus = panes[(index + offset + panes.count) % panes.count]
  }

  /// The focused pane alone when it is zoomed; else all that have a place.
  func placedContents(
    in area: Rect, size: ScreenSize, isZoomed: Bool, context: ScreenContext
  ) -> [PlacedContent] {
    let placements: [Placement<Pane>] =
      isZoomed ? [Placement(focus, area)] : layout(area, size: size)
    return placements.map {
      PlacedContent(
        content: content(of: $0.pane, in: context), area: $0.area, isFocused: $0.pane == focus,
        isFramed: $0.isFramed)
    }
  }

  /// What every pane holds, shown or not.
  package func contents(in context: ScreenContext) -> [PaneContent] {
    Pane.allCases.map { content(of: $0, in: context) }
  }

  static var erasedCommands: [(command: ExplorerCommand, successor: Explorer.Action)] {
    commands.map { own in
      (
        ExplorerCommand(.screen(ScreenAction(own.action)), own.title, keys: own.keys, hint: own.hint),
        own.successor
      )
    }
  }
}

import TerminalCanvas

// What the shell does with a screen without knowing which it is.

/// What one pane holds, and where it is drawn.
struct PlacedContent {
  let content: PaneContent
  let area: Rect
  let isFocused: Bool
  let isFramed: Bool
  /// Its place among the panes that Tab walks through; nil where it is none.
  let place: Int?

  var isFocusable: Bool { place != nil }
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

  mutating func focusPane(at place: Int?) {
    if let place, Self.focusable.indices.contains(place) { focus = Self.focusable[place] }
  }

  /// The focused pane alone when it is zoomed; else all that have a place.
  ///
  /// - Parameters:
  ///   - readouts: where the figures of the moment stand beside the panes; nil where there is no room for that.
  ///   - pinned: the run that all is compared with.
  func placedContents(
    in area: Rect, readouts: Rect?, size: ScreenSize, isZoomed: Bool, context: ScreenContext,
    pinned: ScreenContext?
  ) -> [PlacedContent] {
    var placements: [Placement<Pane>] =
      isZoomed ? [Placement(focus, area)] : layout(area, size: size)
    if let readouts, !placements.contains(where: { $0.pane == Self.readouts }) {
      placements.append(Placement(Self.readouts, readouts))
    }
    return placements.map { placement in
      PlacedContent(
        content: content(of: placement.pane, in: context, besides: pinned, isZoomed: isZoomed),
        area: placement.area, isFocused: placement.pane == focus, isFramed: placement.isFramed,
        place: Self.focusable.firstIndex(of: placement.pane))
    }
  }

  /// What a pane holds, with what it held of the pinned run beside it.
  private func content(
    of pane: Pane, in context: ScreenContext, besides pinned: ScreenContext?, isZoomed: Bool
  ) -> PaneContent {
    var own = content(of: pane, in: context)
    if isZoomed, pane == focus { own.isLarge = true }
    guard let pinned else { return own }
    return own.compared(with: content(of: pane, in: pinned), glyphs: context.glyphs)
  }

  /// What the focused pane holds.
  func focusedContent(in context: ScreenContext, besides pinned: ScreenContext?) -> PaneContent {
    content(of: focus, in: context, besides: pinned, isZoomed: true)
  }

  /// What every pane holds, shown or not, with what it held of the pinned run beside it.
  package func everyContent(in context: ScreenContext, besides pinned: ScreenContext?) -> [PaneContent] {
    Self.focusable.map { content(of: $0, in: context, besides: pinned, isZoomed: false) }
  }

  /// What every pane holds, shown or not.
  package func contents(in context: ScreenContext) -> [PaneContent] {
    Pane.allCases.map { content(of: $0, in: context) }
  }

  static var erasedCommands: [(command: ExplorerCommand, successor: Explorer.Action)] {
    commands.map { own in
      (
        ExplorerCommand(
          own.name, own.erasedAction, own.title, keys: own.keys, hint: own.hint, unless: own.obstacle),
        own.successor
      )
    }
  }

  static var erasedChoices: [(verb: String, name: String, title: String, action: ScreenAction)] {
    choices.map { ($0.verb, $0.name, $0.title, ScreenAction($0.action)) }
  }
}

extension ScreenCommand where Action: Hashable {
  fileprivate var erasedAction: Explorer.Action {
    switch deed {
    case .own(let action): .screen(ScreenAction(action))
    case .shell(let action): action
    }
  }
}

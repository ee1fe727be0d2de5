public import Experiments

/// What a person can do, by key, from the palette or from a list.
public enum Action: Hashable, Sendable {
  case run(RunAction)
  case knob(KnobAction)
  case view(ViewAction)
  case open(Box)
  case session(SessionAction)
  /// What only the screen that is shown can do.
  case screen(ScreenAction)

  /// The boxes that lie over the screen when asked for.
  public enum Box: Hashable, Sendable {
    case help, search, palette, presets, knobs, explanation
  }
}

/// What the run is told.
public enum RunAction: Hashable, Sendable {
  case togglePause, step, epoch
  case changePace(by: Int)
  case restart
  case start(preset: String)
}

/// What is done to knobs.
public enum KnobAction: Hashable, Sendable {
  case selectKnob(by: Int)
  case turnKnob(by: Int)
  case typeValue, resetKnob
  case undo, redo
  case set(Knob, String)
}

/// What changes nothing but what is looked at.
public enum ViewAction: Hashable, Sendable {
  /// By its place among the tabs, from 0.
  case showScreen(Int)
  case focusPane(by: Int)
  case zoom, back
  case scrub(by: Int)
  case scrubToStart, scrubToEnd
  case nextGlyphs, nextRamp
}

/// What the program does with its terminal.
public enum SessionAction: Hashable, Sendable {
  case quit, redraw, suspend
}

/// An action of one screen, whichever it is.
public struct ScreenAction: Hashable, Sendable {
  let base: any Hashable & Sendable

  package init(_ base: some Hashable & Sendable) { self.base = base }

  public static func == (left: ScreenAction, right: ScreenAction) -> Bool {
    AnyHashable(left.base) == AnyHashable(right.base)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(AnyHashable(base)) }
}

public import Experiments
import TerminalCanvas

/// What a person can do, by key, from the palette or from a list.
public enum Action: Hashable, Sendable {
  case run(RunAction)
  case knob(KnobAction)
  case view(ViewAction)
  case compare(CompareAction)
  case open(Box)
  case session(SessionAction)
  /// What only the screen that is shown can do.
  case screen(ScreenAction)
  /// The same, on the screen of that place, which is shown.
  case onScreen(Int, ScreenAction)

  /// The boxes that lie over the screen when asked for.
  public enum Box: Hashable, Sendable {
    case help, search, palette, presets, knobs, explanation, runs, themes, screens, exports
  }
}

/// What the run is told.
public enum RunAction: Hashable, Sendable {
  case togglePause, step, epoch
  /// So many steps, then pause.
  case advance(by: Int)
  case changePace(by: Int)
  case setPace(Pace)
  case restart
  /// The same, with one knob elsewhere.
  case restartTurning(Knob, to: String)
  case start(preset: String)
  /// A fresh run with those settings, which pauses after its planned steps; and what is said of it.
  case begin(ExperimentConfiguration, saying: String)
  /// A run of before, replayed to where it was; by its number in the list of runs.
  case open(Int)
  /// What a state string says.
  case openState(String)
  /// A client of a federation is to behave so, from the next round on.
  case happen(client: Int, ClientConduct)
  /// What the next start of a run is to plant, beside the pool.
  case plant([PlantedRecord])
}

/// What is done to knobs.
public enum KnobAction: Hashable, Sendable {
  case selectKnob(by: Int)
  case choose(Knob)
  case turnKnob(by: Int)
  case typeValue, resetKnob
  case typeValueOf(Knob)
  /// Undo and redo reach across runs.
  case undo, redo
  case set(Knob, String)
  /// The next of the values that arrow keys step through, and after the last the first.
  case turnOn(Knob)
  /// Takes a knob off the screen, for exercises, or brings it back.
  case hide(Knob)
  case show(Knob)
}

/// What changes nothing but what is looked at.
public enum ViewAction: Hashable, Sendable {
  /// By its place among the tabs, from 0.
  case showScreen(Int)
  case explain(Term)
  case focusPane(by: Int)
  case zoom, back
  case scroll(by: Int)
  case scrub(by: Int)
  case scrubToStart, scrubToEnd
  case nextGlyphs, nextRamp
  case theme(String)
  case layout(String)
  case togglePresenter, toggleBlank, toggleFreeze
}

/// What stands beside the run.
public enum CompareAction: Hashable, Sendable {
  /// Pins the run, or lets go of it where it is the one that is pinned.
  case pin
}

/// What the program does with its terminal and its files.
public enum SessionAction: Hashable, Sendable {
  case quit, redraw, suspend, toggleMouse, copyState, showLog
  case export(Export.Kind, path: String?)
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

public import Experiments

/// What a person can do, by key, from the palette or from a list.
public enum Action: Hashable, Sendable {
  case showScreen(ExplorerState.Screen)
  case selectKnob(by: Int)
  case turnKnob(by: Int)
  case typeValue, resetKnob
  case togglePause, step, epoch
  case changePace(by: Int)
  case restart
  case openPresets
  case scrub(by: Int)
  case scrubToStart, scrubToEnd
  case focusPane(by: Int)
  case zoom, back, quit
  case undo, redo
  case changeClass(by: Int)
  case toggleROCScale
  case chooseAttack(by: Int)
  case nextShadowCount, nextPrior
  case nextGlyphs, nextRamp, showKnobs
  case openHelp, openPalette, search, explain
  case redraw, suspend
  case set(Knob, String)
  case start(preset: String)
}

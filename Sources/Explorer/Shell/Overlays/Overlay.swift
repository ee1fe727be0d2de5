public import Experiments

/// What lies over the screen and takes its keys.
public enum Overlay: Sendable {
  /// A list to choose from; see `ListOverlay`.
  case list(ListOverlay)
  /// The value of a knob as it is typed, with what is wrong with it.
  case entry(Knob, text: String, complaint: String?)
  case confirmQuit
  /// A term with the numbers of the moment, from a line of it on.
  case explanation(Term, scroll: Int)
}

public import TerminalCanvas

/// Something that ends the screen's sleep.
public enum TerminalEvent: Equatable, Sendable {
  case key(Key)
  /// Text that was pasted.
  case paste(String)
  /// A click or a turn of the wheel, while the screen's mouse is on.
  case pointer(PointerEvent)
  /// The terminal's own background, once after opening, if it says.
  case background(RGB)
  /// The window has a new size; the canvas shown next should have it.
  case resized(width: Int, height: Int)
  /// A `WakePipe` was signalled: there is something new to draw.
  case woken
  /// The window was closed. No key will ever come again, so the program has to end.
  case hangup
  /// The system or another program asked this one to end, by that signal.
  case terminate(signal: Int32)
}

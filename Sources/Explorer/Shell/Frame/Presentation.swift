public import TerminalCanvas

/// What a class sees, where that is not all there is.
public struct Presentation: Hashable, Sendable {
  /// Whether all is few and large.
  public var isOn = false
  public var isBlank = false
  /// What is shown while it is frozen.
  public var frozen: Canvas?
  /// The key that was pressed last and what it did.
  public var lastKey: PressedKey?

  public struct PressedKey: Hashable, Sendable {
    public var label: String
    public var title: String
  }
}

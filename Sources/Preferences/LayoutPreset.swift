/// What to look at, under a name: a screen, the pane that has the focus there, and how it is shown. What screens and panes there are
/// the explorer knows.
public struct LayoutPreset: Hashable, Sendable {
  public var name: String
  /// nil leaves it as it is; so does a pane.
  public var screen: String?
  public var pane: String?
  public var isZoomed = false
  public var isPresenting = false
  /// Where it stands in the file.
  public var line: Int

  public init(name: String, line: Int) {
    self.name = name
    self.line = line
  }
}

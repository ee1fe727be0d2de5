public import TerminalCanvas

/// A command: what it is called, which keys give it, and whether it can be given now.
public struct ExplorerCommand: Sendable {
  /// What a file of keys and the palette call it, in lower case with hyphens.
  public let name: String
  public let action: Action
  public let title: String
  /// Any of them gives the command; the first ones are shown.
  public var keys: [Key]
  /// A word for the footer, after the first key; nil keeps the command out of it.
  package let hint: String?
  /// Why it cannot be given now; nil when it can.
  public let obstacle: @Sendable (ExplorerState) -> String?

  init(
    _ name: String, _ action: Action, _ title: String, keys: [Key], hint: String? = nil,
    unless obstacle: @escaping @Sendable (ExplorerState) -> String? = { _ in nil }
  ) {
    self.name = name
    self.action = action
    self.title = title
    self.keys = keys
    self.hint = hint
    self.obstacle = obstacle
  }

  /// The keys as help shows them.
  public var keyLabel: String { keys.prefix(2).map(\.label).joined(separator: " ") }
}

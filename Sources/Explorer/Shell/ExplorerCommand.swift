public import TerminalCanvas

/// A command: what it is called, which keys give it, and whether it can be given now.
public struct ExplorerCommand: Sendable {
  public let action: Action
  public let title: String
  /// Any of them gives the command; the first ones are shown.
  public let keys: [Key]
  /// A word for the footer, after the first key; nil keeps the command out of it.
  let hint: String?
  /// Why it cannot be given now; nil when it can.
  let obstacle: @Sendable (ExplorerState) -> String?

  init(
    _ action: Action, _ title: String, keys: [Key], hint: String? = nil,
    unless obstacle: @escaping @Sendable (ExplorerState) -> String? = { _ in nil }
  ) {
    self.action = action
    self.title = title
    self.keys = keys
    self.hint = hint
    self.obstacle = obstacle
  }

  /// The keys as help shows them.
  public var keyLabel: String { keys.prefix(2).map(\.label).joined(separator: " ") }
}

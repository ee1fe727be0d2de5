/// A stretch of text in one ink.
public struct Span: Hashable, Sendable {
  public var text: String
  public var ink: Ink
  public var isBold: Bool

  public init(_ text: String, _ ink: Ink = .text, isBold: Bool = false) {
    self.text = text
    self.ink = ink
    self.isBold = isBold
  }
}

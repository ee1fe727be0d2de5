/// A sentence for a person. Whatever is put into it comes from outside, and is made harmless.
public struct Sentence: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// What came from outside is harmless in it.
  public let text: String

  public init(stringLiteral text: String) { self.text = text }

  public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(2 * literalCapacity) }

    public mutating func appendLiteral(_ literal: String) { text += literal }

    /// Puts in a value as text, with what a terminal obeys replaced.
    public mutating func appendInterpolation(_ value: some Any) { text += "\(value)".harmless }
  }
}

/// What went wrong: one sentence that says what, where, and what to do.
public protocol ExplainedError: Error, CustomStringConvertible {
  /// What a person reads after `Error:`.
  var sentence: Sentence { get }
}

extension ExplainedError {
  public var description: String { sentence.text }
}

import CTerminal
import Foundation

extension TerminalScreen {
  /// What most terminals take at most, of the text in base 64.
  private static let longestCopy = 75_000

  /// Hands text to the terminal's clipboard, by OSC 52. Nobody says whether the terminal took it, so show the text too.
  ///
  /// - Returns: Whether it was sent; not where it is longer than terminals take, or the terminal takes no such sequence, as in screen.
  @discardableResult
  public func copy(_ text: String) -> Bool {
    let encoded = Data(text.utf8).base64EncodedString()
    guard encoded.utf8.count <= Self.longestCopy else { return false }
    let sequence = "\u{1B}]52;c;\(encoded)\u{7}"
    return ct_send(sequence, Int32(sequence.utf8.count)) != 0
  }
}

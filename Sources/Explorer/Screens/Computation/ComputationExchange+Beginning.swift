import Experiments
import SecureComputation

extension ComputationExchange {
  /// The first eight bytes at most that a party sent, in the order in which they were sent; nil where it sent nothing.
  func beginning(by side: PartySide) -> String? {
    let count = byteCount(of: side)
    guard count > 0, let word = words(of: side).first else { return nil }
    let digits = hexadecimal(word.byteSwapped).prefix(2 * min(8, count))
    return count > 8 ? "\(digits).." : String(digits)
  }
}

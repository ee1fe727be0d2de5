import Foundation

/// A bar with the time left, on standard error, redrawn in place; silent where nobody looks.
struct ProgressBar {
  private let total: Int
  private let start = ContinuousClock.now
  private var latest = ContinuousClock.now
  private let isShown: Bool
  /// What was done before.
  private let begun: Int

  init(total: Int, from begun: Int = 0) {
    self.total = total
    self.begun = begun
    isShown = isatty(STDERR_FILENO) == 1 && total > 0
  }

  mutating func update(_ done: Int, note: String) {
    let now = ContinuousClock.now
    guard isShown, now - latest > .milliseconds(100) else { return }
    latest = now
    let elapsed = (now - start) / .seconds(1)
    let left = elapsed / Double(max(1, done - begun)) * Double(total - done)
    let filled = min(24, Int(24 * Double(done) / Double(total)))
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 24 - filled)
    StandardError.write("\r[\(bar)] \(done)/\(total)  ETA \(Self.minutes(left))  \(note)\u{1B}[K")
  }

  func finish() {
    if isShown { StandardError.write("\r\u{1B}[K") }
  }

  private static func minutes(_ seconds: Double) -> String {
    guard seconds < 1e7 else { return "more than a hundred days" }
    let whole = Int(seconds.rounded(.up))
    return "\(whole / 60):" + String(format: "%02d", whole % 60)
  }
}

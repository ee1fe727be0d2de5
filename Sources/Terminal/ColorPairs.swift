/// The pairs of colours that curses knows by number, defined when first used.
///
/// A pair keeps its number: curses sends every cell again whose pair is defined anew. Pair 0 is the terminal's
/// own two colours.
package struct ColorPairs {
  private struct Pair: Hashable {
    var foreground: Int32
    var background: Int32
  }

  /// How many pairs there can be, pair 0 included.
  package let limit: Int
  private var numbers: [Pair: Int32] = [:]

  /// `limit` is how many pairs the terminal has, pair 0 included.
  package init(limit: Int) { self.limit = min(limit, 65_536) }

  /// Whether all numbers are taken.
  package var isFull: Bool { numbers.count + 1 >= limit }

  /// The number of a pair, which `define` makes known if it is new; nil when no number is left for it, or
  /// `define` refuses.
  package mutating func number(
    foreground: Int32, background: Int32,
    define: (_ number: Int32, _ foreground: Int32, _ background: Int32) -> Bool
  ) -> Int32? {
    if foreground == CellStyle.own, background == CellStyle.own { return 0 }
    let pair = Pair(foreground: foreground, background: background)
    if let number = numbers[pair] { return number }
    let next = Int32(numbers.count + 1)
    guard !isFull, define(next, foreground, background) else { return nil }
    numbers[pair] = next
    return next
  }

  /// What stands in for a pair without a number: the background goes first, then the foreground.
  package func substitute(foreground: Int32) -> Int32 {
    numbers[Pair(foreground: foreground, background: CellStyle.own)] ?? 0
  }

  /// Forgets all pairs; those that follow take their numbers.
  package mutating func removeAll() { numbers.removeAll(keepingCapacity: true) }
}

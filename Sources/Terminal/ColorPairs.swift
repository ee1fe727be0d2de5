/// The pairs of colours that curses knows by number, defined when first used.
///
/// A pair keeps its number: curses sends every cell again whose pair is defined anew. Pair 0 is the terminal's
/// own two colours.
package struct ColorPairs {
  private struct Pair: Hashable {
    var foreground: Int16
    var background: Int16
  }

  private let limit: Int
  private var numbers: [Pair: Int16] = [:]

  /// `limit` is how many pairs the terminal has, pair 0 included.
  package init(limit: Int) { self.limit = min(limit, Int(Int16.max)) }

  /// The number of a pair, which `define` makes known if it is new.
  ///
  /// When no number is left the background goes first, then the foreground: the glyph is always shown.
  package mutating func number(
    foreground: Int16, background: Int16,
    define: (_ number: Int16, _ foreground: Int16, _ background: Int16) -> Bool
  ) -> Int16 {
    if foreground == CellStyle.own, background == CellStyle.own { return 0 }
    let pair = Pair(foreground: foreground, background: background)
    if let number = numbers[pair] { return number }
    let next = Int16(numbers.count + 1)
    if next < limit, define(next, foreground, background) {
      numbers[pair] = next
      return next
    }
    return numbers[Pair(foreground: foreground, background: CellStyle.own)] ?? 0
  }

  /// Forgets all pairs; those that follow take their numbers.
  package mutating func removeAll() { numbers.removeAll(keepingCapacity: true) }
}

/// What a person may have meant by a name that there is not.
public enum Spelling {
  /// The names most like what was typed, nearest first; none where nothing is like it.
  ///
  /// A name is like it that begins with it, or that a few slips of the fingers make of it: a letter missing, too many, wrong, or
  /// before the one that it follows; one slip for every three letters, and one more.
  public static func nearest(to typed: String, in names: some Sequence<String>, atMost count: Int = 3)
    -> [String]
  {
    let word = Array(typed.lowercased())
    guard !word.isEmpty else { return [] }
    let candidates = names.enumerated().compactMap { order, name -> (slips: Int, order: Int, name: String)? in
      let letters = Array(name.lowercased())
      if letters.starts(with: word) { return (0, order, name) }
      // Longer names differ by more than that in length alone.
      let most = 1 + word.count / 3
      guard abs(letters.count - word.count) <= most else { return nil }
      let slips = slips(from: word, to: letters)
      return slips <= most && slips < max(word.count, letters.count) ? (slips, order, name) : nil
    }
    return candidates.sorted { ($0.slips, $0.order) < ($1.slips, $1.order) }.prefix(count).map(\.name)
  }

  /// What to do about a name that there is not: `Did you mean chalk or clay?`, or all names where none is like it.
  public static func advice(for typed: String, in names: some Collection<String>) -> String {
    let nearest = nearest(to: typed, in: names)
    guard nearest.isEmpty else { return "Did you mean \(listed(nearest))?" }
    return "Choose one of \(names.joined(separator: ", "))."
  }

  private static func listed(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }

  /// The number of letters left out, put in, replaced, or exchanged with the next one, that makes one word of the other (optimal
  /// string alignment).
  package static func slips(from one: [Character], to two: [Character]) -> Int {
    var before: [Int] = []
    var last = Array(0...two.count)
    for (row, letter) in one.enumerated() {
      var line = [row + 1]
      for (column, other) in two.enumerated() {
        var least = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, line[column] + 1)
        if row > 0, column > 0, letter == two[column - 1], one[row - 1] == other {
          least = min(least, before[column - 1] + 1)
        }
        line.append(least)
      }
      (before, last) = (last, line)
    }
    return last[two.count]
  }
}

/// How well typed letters fit a text: every word's letters must be in it in their order.
enum FuzzyMatch {
  /// For what is looked for most: as much as a word that begins where it should.
  static let bonus = 12

  /// Higher is better; nil where it does not fit. Whole words and beginnings of words count most, then letters in a row.
  static func score(_ pattern: String, in text: String) -> Int? {
    var total = 0
    let text = Array(text.lowercased())
    for word in pattern.lowercased().split(separator: " ") {
      guard let score = score(ofWord: Array(word), in: text) else { return nil }
      total += score
    }
    return total
  }

  private static func score(ofWord word: [Character], in text: [Character]) -> Int? {
    if let place = place(of: word, in: text) {
      return 10 + 4 * word.count + (isWordStart(place, in: text) ? 12 : 0) + (place == 0 ? 4 : 0)
    }
    // Letters that are not together must each begin a word, or go on with one: `nm` is the noise multiplier.
    guard word.count >= 2 else { return nil }
    var (score, strays) = (0, 0)
    var next = 0
    var previous: Int?
    for letter in word {
      // A word is begun at its beginning.
      let candidates = text[next...].indices.lazy.filter { previous != nil || isWordStart($0, in: text) }
      guard let found = candidates.first(where: { text[$0] == letter }) else { return nil }
      if isWordStart(found, in: text) {
        score += 3
      } else if previous == found - 1 {
        score += 2
      } else {
        strays += 1
      }
      previous = found
      next = found + 1
    }
    // One letter in four may be anywhere: of more, a word that is mistyped would be found where nobody meant it.
    return strays * 4 <= word.count ? score - strays : nil
  }

  private static func place(of word: [Character], in text: [Character]) -> Int? {
    guard !word.isEmpty, word.count <= text.count else { return nil }
    var within: Int?
    for start in 0...text.count - word.count where text[start..<start + word.count].elementsEqual(word) {
      if isWordStart(start, in: text) { return start }
      within = within ?? start
    }
    return within
  }

  private static func isWordStart(_ place: Int, in text: [Character]) -> Bool {
    place == 0 || !(text[place - 1].isLetter || text[place - 1].isNumber)
  }
}

/// Fields that are dates or times of day, which are no numbers and too fine for categories.
enum DateField {
  /// Whether nothing else is written like this: `2020-01-31`, `1/2/1999 10:30`, `31. 12. 2020`, `12-Jan-2020`, `7:30 PM`.
  static func matches(_ field: String) -> Bool {
    let words = field.split { $0 == " " || $0 == "T" }
    guard let first = words.first else { return false }
    if isTime(first) {
      return words.count == 1 || (words.count == 2 && ["AM", "PM"].contains(words[1].uppercased()))
    }
    if isDate(first) { return words.count == 1 || isTime(words[1]) }
    return isNamedDate(field)
  }

  /// Whether it may be something else too: a season `2010-11`, a version `1.2.10`.
  static func mayMatch(_ field: String) -> Bool {
    if matches(field) { return true }
    let parts = field.split(omittingEmptySubsequences: false) { "-/.".contains($0) }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count else { return false }
    if parts.count == 2 { return parts[0].count == 4 && (1...12).contains(numbers[1]) }
    return parts.count == 3 && parts[2].count == 2 && isDayAndMonth(numbers[0], numbers[1])
  }

  /// Three numbers with one separator between, of which a year has four digits.
  private static func isDate(_ text: Substring) -> Bool {
    guard let separator = text.first(where: { !$0.isNumber }), "-/.".contains(separator) else { return false }
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard parts.count == 3, numbers.count == 3 else { return false }
    if parts[0].count == 4 { return isDayAndMonth(numbers[1], numbers[2]) }
    let isYear = parts[2].count == 4 || (separator == "/" && parts[2].count == 2)
    return isYear && isDayAndMonth(numbers[0], numbers[1])
  }

  private static func isDayAndMonth(_ one: Int, _ other: Int) -> Bool {
    (1...31).contains(one) && (1...31).contains(other) && min(one, other) <= 12
  }

  /// `7:30`, `10:00:00.123+02:00`.
  private static func isTime(_ text: Substring) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 2, let hour = Int(parts[0]), (0..<25).contains(hour), parts[0].count <= 2 else {
      return false
    }
    return parts[1].count >= 2 && parts[1].prefix(2).allSatisfy(\.isNumber)
      && (Int(parts[1].prefix(2)) ?? 60) < 60
  }

  /// `12-Jan-2020`, `Mar 1999`.
  private static func isNamedDate(_ field: String) -> Bool {
    let months = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
      "november", "december",
    ]
    let words = field.lowercased().split { "-/., ".contains($0) }
    guard (2...3).contains(words.count) else { return false }
    return words.count { word in word.count >= 3 && months.contains { $0.hasPrefix(word) } } == 1
      && words.count { Int($0) != nil } == words.count - 1
  }
}

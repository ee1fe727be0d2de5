/// Fields that are dates or times of day, which are no numbers and too fine for categories.
enum DateField {
  static func matches(_ field: String) -> Bool {
    let groups = field.split { !$0.isNumber }
    let others = field.filter { !$0.isNumber }
    guard !groups.isEmpty, groups.count == field.split(whereSeparator: { "-/.: T".contains($0) }).count else {
      return isNamedDate(field)
    }
    guard others.allSatisfy({ "-/.: TZ".contains($0) }) else { return false }
    let numbers = groups.compactMap { Int($0) }
    guard numbers.count == groups.count else { return false }
    if others.first == ":" { return (2...3).contains(numbers.count) && numbers.allSatisfy { $0 < 60 } }
    if numbers.count == 2, groups[0].count == 4, others == "-" || others == "/" {
      return (1...12).contains(numbers[1])
    }
    guard numbers.count >= 3, let separator = others.first, others.dropFirst().first == separator,
      "-/.".contains(separator)
    else { return false }
    let isYearFirst = groups[0].count == 4 && numbers[1] <= 31 && numbers[2] <= 31
    let isYearLast = numbers[0] <= 31 && numbers[1] <= 31 && [2, 4].contains(groups[2].count)
    return isYearFirst || isYearLast
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

import Foundation

/// How a column of a table became inputs, or why it did not.
public enum ColumnReading: Hashable, Sendable {
  case numbers(NumberNotation)
  /// One input for each of so many values.
  case text(valueCount: Int)
  case label(classCount: Int)
  /// Left out by --drop.
  case dropped
  /// It has no name and counts the records.
  case countsRecords
  /// It has no name and another value in each record.
  case namesRecords
}

extension ColumnReading: CustomStringConvertible {
  public var description: String {
    switch self {
    case .numbers(let notation): notation.rawValue
    case .text(let count): "text, \(count) value\(count == 1 ? "" : "s")"
    case .label(let count): "the label, \(count) classes"
    case .dropped: "left out, as asked"
    case .countsRecords: "left out, for it has no name and counts the records"
    case .namesRecords: "left out, for it has no name and another value in each record"
    }
  }
}

/// How numbers are written in a column.
public enum NumberNotation: String, CaseIterable, Hashable, Sendable {
  case plain = "numbers"
  case decimalComma = "decimal commas"
  case thousands = "commas between thousands"
  case percent = "per cent"
  case currency = "amounts of money"

  /// The number, or nil where the field is none in this notation.
  func number(in field: String) -> Double? {
    switch self {
    case .plain: return CSVTable.isNumber(field) ? Double(field) : nil
    case .decimalComma:
      guard field.utf8.count(where: { $0 == UInt8(ascii: ",") }) <= 1, !field.utf8.contains(UInt8(ascii: "."))
      else {
        return nil
      }
      return Self.plain.number(in: field.replacing(",", with: "."))
    case .thousands:
      let whole = field.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)[0]
      let groups = whole.drop { $0 == "-" || $0 == "+" }.split(
        separator: ",", omittingEmptySubsequences: false)
      let isGrouped =
        groups.count == 1
        || (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
      return isGrouped && groups[0] != "0" || groups.count == 1
        ? Self.plain.number(in: field.replacing(",", with: "")) : nil
    case .percent:
      guard field.hasSuffix("%") else { return nil }
      return Self.plain.number(in: field.dropLast().trimmingCharacters(in: .whitespaces))
    case .currency:
      guard let symbol = field.first(where: { $0 != "-" }), "$€£¥".contains(symbol) else { return nil }
      let amount = field.replacing(String(symbol), with: "", maxReplacements: 1)
      return Self.thousands.number(in: amount)
    }
  }

  /// How all of these fields are written; nil where it is no one way, `.some(nil)` never.
  ///
  /// - Parameter isEuropean: whether fields are separated by something else than commas, so that a comma within one is decimal.
  /// - Throws: `AmbiguousCommas` where commas may be decimal or between thousands.
  static func common(of fields: [String], isEuropean: Bool) throws(AmbiguousCommas) -> NumberNotation? {
    let holds = { (notation: NumberNotation) in fields.allSatisfy { notation.number(in: $0) != nil } }
    if holds(.plain) { return .plain }
    switch (holds(.decimalComma), holds(.thousands)) {
    case (true, false): return .decimalComma
    case (false, true): return .thousands
    case (true, true):
      guard isEuropean else { throw AmbiguousCommas() }
      return .decimalComma
    case (false, false): break
    }
    return holds(.percent) ? .percent : holds(.currency) ? .currency : nil
  }

  struct AmbiguousCommas: Error {}
}

/// What stands for a value that is not there.
enum MissingMark {
  /// In a column of numbers.
  static let amongNumbers: Set<String> = [
    "", "NA", "N/A", "n/a", "NaN", "nan", "null", "NULL", "None", "none", "?", ".", "-", "#N/A",
  ]
  /// In a column of text, where some of those are values.
  static let amongTexts: Set<String> = ["", "NA", "N/A", "n/a", "NaN", "nan", "null", "NULL", "#N/A"]
}

/// Whether a field is a date or a time of day, which is no number and too fine for a category.
func isDate(_ field: String) -> Bool {
  let groups = field.split { !$0.isNumber }
  let others = field.filter { !$0.isNumber }
  guard !groups.isEmpty, groups.count == field.split(whereSeparator: { "-/.: T".contains($0) }).count else {
    return isNamedDate(field)
  }
  guard others.allSatisfy({ "-/.: TZ".contains($0) }) else { return false }
  let numbers = groups.compactMap { Int($0) }
  guard numbers.count == groups.count else { return false }
  if others.first == ":" { return (2...3).contains(numbers.count) && numbers.allSatisfy { $0 < 60 } }
  guard numbers.count >= 3, let separator = others.first, others.dropFirst().first == separator,
    "-/.".contains(separator)
  else { return false }
  let isYearFirst = groups[0].count == 4 && numbers[1] <= 31 && numbers[2] <= 31
  let isYearLast = numbers[0] <= 31 && numbers[1] <= 31 && [2, 4].contains(groups[2].count)
  return isYearFirst || isYearLast
}

/// `12-Jan-2020`, `Mar 1999`.
private func isNamedDate(_ field: String) -> Bool {
  let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
  let words = field.lowercased().split { "-/., ".contains($0) }
  guard (2...3).contains(words.count) else { return false }
  return words.count { word in months.contains { word.hasPrefix($0) } && word.allSatisfy(\.isLetter) } == 1
    && words.count { Int($0) != nil } == words.count - 1
}

import Foundation

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

  /// How all of these fields are written; nil where it is no one way.
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

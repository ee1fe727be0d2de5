import Foundation

/// How all numbers of a column are written.
public struct NumberNotation: Hashable, Sendable {
  enum Commas: CaseIterable { case none, decimal, betweenThousands, decimalWithPoints }
  enum Unit: CaseIterable { case none, percent, currency }

  let commas: Commas
  let unit: Unit

  /// How all of these fields are written; nil where it is no one way.
  ///
  /// - Parameter isEuropean: whether fields are separated by semicolons, so that a comma within one is decimal.
  /// - Throws: `AmbiguousCommas` where commas may be decimal or between thousands.
  static func common(of fields: [String], isEuropean: Bool) throws(AmbiguousCommas) -> NumberNotation? {
    for unit in Unit.allCases {
      let amounts = fields.compactMap { amount(in: $0, unit) }
      // Amounts in several currencies are no numbers of one kind.
      let symbols = unit == .currency ? Set(fields.flatMap { $0.filter { "$€£¥".contains($0) } }) : []
      guard amounts.count == fields.count, symbols.count <= 1 else { continue }
      let fitting = Commas.allCases.filter { commas in amounts.allSatisfy { number(in: $0, commas) != nil } }
      // `1.234` where commas are decimal: the points may be between thousands.
      let hasPoints = amounts.contains { $0.contains(".") }
      if isEuropean, hasPoints, fitting.contains(.none), fitting.contains(.decimalWithPoints) {
        throw AmbiguousCommas()
      }
      if fitting.contains(.none) { return NumberNotation(commas: .none, unit: unit) }
      if fitting.contains(.decimal), fitting.contains(.betweenThousands), !isEuropean {
        // Amounts of money have no three decimals.
        guard unit == .currency else { throw AmbiguousCommas() }
        return NumberNotation(commas: .betweenThousands, unit: unit)
      }
      if let commas = fitting.first { return NumberNotation(commas: commas, unit: unit) }
    }
    return nil
  }

  /// The number, or nil where the field is none in this notation.
  func number(in field: String) -> Double? {
    Self.amount(in: field, unit).flatMap { Self.number(in: $0, commas) }
  }

  /// The field without its unit; nil where it has another.
  private static func amount(in field: String, _ unit: Unit) -> String? {
    let field = field.replacing("−", with: "-")
    switch unit {
    case .none: return field
    case .percent:
      return field.hasSuffix("%") ? field.dropLast().trimmingCharacters(in: .whitespaces) : nil
    case .currency:
      let symbols = field.filter { "$€£¥".contains($0) }
      guard symbols.count == 1 else { return nil }
      let amount = field.replacing(symbols, with: "").trimmingCharacters(in: .whitespaces)
      // Before the amount, with a sign or without, or after it; not within.
      let isOutside = [
        symbols + amount, "-" + symbols + amount.dropFirst(), amount + symbols, amount + " " + symbols,
        symbols + " " + amount,
      ]
      return isOutside.contains(field) ? amount : nil
    }
  }

  private static func number(in amount: String, _ commas: Commas) -> Double? {
    switch commas {
    case .none: return CSVTable.isNumber(amount) ? Double(amount) : nil
    case .decimal:
      guard amount.count(where: { $0 == "," }) <= 1, !amount.contains(".") else { return nil }
      return number(in: amount.replacing(",", with: "."), .none)
    case .betweenThousands:
      return grouped(amount, separator: ",", point: ".")
    case .decimalWithPoints:
      return grouped(amount, separator: ".", point: ",")
    }
  }

  /// A number whose whole part is in groups of three digits, `1,234.5`; one without groups too.
  private static func grouped(_ amount: String, separator: Character, point: Character) -> Double? {
    let parts = amount.split(separator: point, maxSplits: 1, omittingEmptySubsequences: false)
    let whole = parts[0].drop { $0 == "-" || $0 == "+" }
    let groups = whole.split(separator: separator, omittingEmptySubsequences: false)
    let isGrouped =
      (1...3).contains(groups[0].count) && groups[0] != "0" && groups.dropFirst().allSatisfy { $0.count == 3 }
    guard groups.count == 1 || isGrouped else { return nil }
    // Behind the point no group begins.
    guard parts.count == 1 || !parts[1].contains(where: { $0 == separator || $0 == point }) else {
      return nil
    }
    return number(
      in: parts[0].filter { $0 != separator } + (parts.count == 2 ? "." + parts[1] : ""), .none)
  }

  struct AmbiguousCommas: Error {}
}

extension NumberNotation: CustomStringConvertible {
  public var description: String {
    let kind =
      switch unit {
      case .none: "numbers"
      case .percent: "per cent"
      case .currency: "amounts of money"
      }
    return switch commas {
    case .none: kind
    case .decimal: unit == .none ? "decimal commas" : "\(kind) with decimal commas"
    case .betweenThousands: "\(kind) with commas between thousands"
    case .decimalWithPoints: "\(kind) with decimal commas and points between thousands"
    }
  }
}

import Foundation
import PlainText

/// What becomes of each column of a table.
struct TablePlan {
  enum Use {
    case input(TableInput)
    case label
    case leftOut(ColumnReading)
  }

  private(set) var table: CSVTable
  private let label: TableDescription.Label?
  private let labelColumn: Int?
  private(set) var uses: [Use] = []
  private(set) var droppedCount = 0

  static let largestCategoryCount = 256
  /// Categories of more texts than that seldom are ranges such as `10-20`.
  private static let fewTexts = 20
  /// Of so few records all may differ by chance.
  static let fewRecords = 10

  /// - Throws: `DatasetError` for a column that is not there, or that could be read in more than one way.
  init(_ table: CSVTable, description: TableDescription) throws(DatasetError) {
    self.table = table
    label = description.label
    var labelColumn: Int?
    if let label {
      let found = try table.columns(named: label.column, option: "--label")
      guard found.count == 1 else {
        throw .severalNameless(path: table.path, option: "--label", count: found.count)
      }
      labelColumn = found[0]
    }
    self.labelColumn = labelColumn
    var dropped = Set<Int>()
    for name in description.dropped { dropped.formUnion(try table.columns(named: name, option: "--drop")) }
    var kept = Set<Int>()
    for name in description.kept {
      let columns = try table.columns(named: name, option: "--keep")
      guard dropped.isDisjoint(with: columns) else { throw .keptAndDropped(path: table.path, column: name) }
      kept.formUnion(columns)
    }
    var categorical = Set<Int>()
    for name in description.categorical {
      categorical.formUnion(try table.columns(named: name, option: "--categorical"))
    }
    if let label, let labelColumn {
      let other =
        dropped.contains(labelColumn)
        ? "--drop"
        : kept.contains(labelColumn) ? "--keep" : categorical.contains(labelColumn) ? "--categorical" : nil
      if let other { throw .labelIsMore(path: table.path, label: label.column, option: other) }
    }
    for index in table.header.indices {
      if index == labelColumn {
        uses.append(.label)
      } else if dropped.contains(index) || !kept.isEmpty && !kept.contains(index) {
        uses.append(.leftOut(.dropped))
      } else {
        uses.append(try use(of: index, isCategorical: categorical.contains(index)))
      }
    }
  }

  var inputs: [TableInput] {
    uses.compactMap { if case .input(let input) = $0 { input } else { nil } }
  }

  private func use(of column: Int, isCategorical: Bool) throws(DatasetError) -> Use {
    let fields = table.columns[column]
    let texts = fields.map { MissingMark.isAmongTexts($0) ? nil : $0 }
    let present = texts.compactMap(\.self)
    guard !present.isEmpty else { throw .emptyColumn(path: table.path, column: table.shown(column)) }
    if isCategorical { return .input(try categories(column, texts)) }
    let isNameless = table.nameless.contains(column)
    if isNameless, countsRecords(fields) { return .leftOut(.countsRecords) }
    if isNameless, namesRecords(fields) { return .leftOut(.namesRecords) }
    let numbers = fields.filter { !MissingMark.isAmongNumbers($0) }
    let notation: NumberNotation?
    do {
      notation =
        numbers.isEmpty
        ? nil : try NumberNotation.common(of: numbers, isEuropean: table.separator == UInt8(ascii: ";"))
    } catch {
      throw .ambiguousCommas(
        path: table.path, column: table.shown(column), count: Set(numbers).count)
    }
    if let notation { return .input(try input(column, fields, notation)) }
    let wrong = fields.indices.first {
      !CSVTable.isNumber(fields[$0]) && !MissingMark.isAmongNumbers(fields[$0])
    }
    if let wrong, numbers.contains(where: CSVTable.isNumber) {
      throw .notANumber(path: table.path, line: table.lines[wrong], column: table.shown(column))
    }
    try refuseHiddenValues(column, among: numbers.isEmpty ? present : numbers)
    return .input(try categories(column, texts))
  }

  /// Texts that are dates, names of records or numbers with something around them.
  ///
  /// - Parameter fields: without what stands for a missing value among numbers or texts.
  private func refuseHiddenValues(_ column: Int, among fields: [String]) throws(DatasetError) {
    let distinct = Set(fields)
    let isMany = distinct.count > Self.fewTexts
    if distinct.allSatisfy(isMany ? DateField.mayMatch : DateField.matches) {
      throw .dates(path: table.path, column: table.shown(column), count: distinct.count)
    }
    if distinct.count == fields.count, fields.count > Self.fewRecords {
      throw .namesRecords(path: table.path, column: table.shown(column), count: distinct.count)
    }
    if isMany, distinct.allSatisfy(Self.beginsLikeNumber) {
      throw .numbersWithin(path: table.path, column: table.shown(column), count: distinct.count)
    }
  }

  /// A digit, behind a sign or a bracket at most: `12 kg`, `(0.5)`.
  private static func beginsLikeNumber(_ field: String) -> Bool {
    field.drop { "+-−(.".contains($0) }.first?.isNumber ?? false
  }

  func countsRecords(_ fields: [String]) -> Bool {
    guard let first = Int(fields[0]) else { return false }
    return fields.enumerated().allSatisfy { Int($0.element) == first &+ $0.offset }
  }

  /// Whether each record has another text or whole number.
  private func namesRecords(_ fields: [String]) -> Bool {
    guard fields.count > Self.fewRecords, Set(fields).count == fields.count else { return false }
    return fields.allSatisfy { Int($0) != nil } || !fields.contains(where: CSVTable.isNumber)
  }

  private func input(
    _ column: Int, _ fields: [String], _ notation: NumberNotation
  ) throws(DatasetError) -> TableInput {
    var values = [Double]()
    values.reserveCapacity(fields.count)
    for (row, field) in fields.enumerated() {
      if MissingMark.isAmongNumbers(field) {
        values.append(.nan)
      } else {
        guard let value = notation.number(in: field), value.isFinite else {
          throw .notANumber(path: table.path, line: table.lines[row], column: table.shown(column))
        }
        values.append(value)
      }
    }
    return TableInput(name: title(of: column), content: .numbers(values, notation))
  }

  private func categories(_ column: Int, _ fields: [String?]) throws(DatasetError) -> TableInput {
    let names = inOrder(Set(fields.compactMap(\.self)))
    guard names.count <= Self.largestCategoryCount else {
      throw .tooManyCategories(
        path: table.path, column: table.shown(column), count: names.count, limit: Self.largestCategoryCount)
    }
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    return TableInput(
      name: title(of: column),
      content: .categories(fields.map { $0.flatMap { numbers[$0] } }, names: names))
  }

  /// Refuses the first gap of a column that is used, or leaves the records with one out; means fill them later.
  mutating func handleGaps(by rule: MissingValues) throws(DatasetError) {
    switch rule {
    case .mean: break
    case .refuse:
      for (index, use) in uses.enumerated() {
        guard case .input(let input) = use, let gap = input.gaps.first else { continue }
        throw .missingValue(
          path: table.path, line: table.lines[gap], column: table.shown(index), count: input.gaps.count)
      }
    case .drop:
      var gaps = Set(inputs.flatMap(\.gaps))
      if let labelColumn {
        gaps.formUnion(MissingMark.gaps(inLabels: table.columns[labelColumn]))
      }
      guard gaps.count < table.lines.count else { throw .nothingComplete(path: table.path) }
      droppedCount = gaps.count
      table.remove(gaps)
      uses = uses.map { if case .input(let input) = $0 { .input(input.removing(gaps)) } else { $0 } }
    }
  }

  /// The class of every record, gaps being refused or left out.
  func classes(refusingGaps: Bool = true) throws(DatasetError) -> TableClasses {
    guard let label, let labelColumn else { throw .labelNotGiven(path: table.path) }
    return try TableClasses(of: table, column: labelColumn, rule: label, refusingGaps: refusingGaps)
  }

  /// What a column is called in the network: its name, as far as the first line has names.
  func title(of column: Int) -> String { table.shown(column) }
}

/// By size where all are numbers, else by letters: the same order on every machine.
func inOrder(_ names: Set<String>) -> [String] {
  guard names.allSatisfy(CSVTable.isNumber) else {
    return names.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
  }
  return names.sorted { (Double($0) ?? 0, $0) < (Double($1) ?? 0, $1) }
}

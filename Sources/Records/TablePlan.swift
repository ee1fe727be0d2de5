import Foundation
import PlainText

/// What becomes of each column of a table.
struct TablePlan {
  private enum Use {
    case input(TableInput)
    case label
    case leftOut(ColumnReading)
  }

  private(set) var table: CSVTable
  private let label: TableDescription.Label?
  private let labelColumn: Int?
  private var uses: [Use] = []
  private var droppedCount = 0

  static let largestCategoryCount = 256
  /// Of so few records all may differ by chance.
  private static let fewRecords = 10

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
    var categorical = Set<Int>()
    for name in description.categorical {
      categorical.formUnion(try table.columns(named: name, option: "--categorical"))
    }
    for index in table.header.indices {
      if index == labelColumn {
        uses.append(.label)
      } else if dropped.contains(index) {
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
    if isCategorical { return .input(try categories(column, fields.map(Optional.some))) }
    let isNameless = table.nameless.contains(column)
    if isNameless, countsRecords(fields) { return .leftOut(.countsRecords) }
    if isNameless, namesRecords(fields) { return .leftOut(.namesRecords) }
    let numbers = fields.filter { !MissingMark.amongNumbers.contains($0) }
    let notation: NumberNotation?
    do {
      notation =
        numbers.isEmpty
        ? nil : try NumberNotation.common(of: numbers, isEuropean: table.separator != UInt8(ascii: ","))
    } catch {
      throw .ambiguousCommas(path: table.path, column: table.shown(column))
    }
    if let notation { return .input(try input(column, fields, notation)) }
    let texts = fields.map { MissingMark.amongTexts.contains($0) ? nil : $0 }
    let present = texts.compactMap(\.self)
    guard !present.isEmpty else { throw .emptyColumn(path: table.path, column: table.shown(column)) }
    if let wrong = numbers.firstIndex(where: CSVTable.isNumber) {
      let line = fields.indices.first {
        !CSVTable.isNumber(fields[$0]) && !MissingMark.amongNumbers.contains(fields[$0])
      }
      throw .notANumber(
        path: table.path, line: table.lines[line ?? wrong], column: table.shown(column))
    }
    if present.allSatisfy(DateField.matches) { throw .dates(path: table.path, column: table.shown(column)) }
    let distinctCount = Set(present).count
    if distinctCount == present.count, present.count > Self.fewRecords {
      throw .namesRecords(path: table.path, column: table.shown(column), count: distinctCount)
    }
    return .input(try categories(column, texts))
  }

  private func countsRecords(_ fields: [String]) -> Bool {
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
      if MissingMark.amongNumbers.contains(field) {
        values.append(.nan)
      } else {
        guard let value = notation.number(in: field), value.isFinite else {
          throw .notANumber(path: table.path, line: table.lines[row], column: table.shown(column))
        }
        values.append(value)
      }
    }
    return TableInput(name: table.header[column], content: .numbers(values, notation))
  }

  private func categories(_ column: Int, _ fields: [String?]) throws(DatasetError) -> TableInput {
    let names = inOrder(Set(fields.compactMap(\.self)))
    guard names.count <= Self.largestCategoryCount else {
      throw .tooManyCategories(
        path: table.path, column: table.shown(column), count: names.count, limit: Self.largestCategoryCount)
    }
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    return TableInput(
      name: table.header[column],
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
        let fields = table.columns[labelColumn]
        gaps.formUnion(fields.indices.filter { MissingMark.amongTexts.contains(fields[$0]) })
      }
      guard gaps.count < table.lines.count else { throw .nothingComplete(path: table.path) }
      droppedCount = gaps.count
      table.remove(gaps)
      uses = uses.map { if case .input(let input) = $0 { .input(input.removing(gaps)) } else { $0 } }
    }
  }

  /// The class of every record.
  func classes(refusingGaps: Bool = true) throws(DatasetError) -> TableClasses {
    guard let label, let labelColumn else { throw .labelNotGiven(path: table.path) }
    return try TableClasses(of: table, column: labelColumn, rule: label, refusingGaps: refusingGaps)
  }

  func reading(classCount: Int?, doubts: [Sentence]) -> TableReading {
    var doubts = doubts
    let columns = uses.enumerated().map { index, use -> TableReading.Column in
      let name = table.header[index]
      switch use {
      case .label:
        return .init(name: name, reading: .label(classCount: classCount ?? 0), missingCount: 0)
      case .leftOut(let reading): return .init(name: name, reading: reading, missingCount: 0)
      case .input(let input):
        if case .numbers = input.content, table.lines.count > Self.fewRecords,
          countsRecords(table.columns[index])
        {
          doubts.append(
            "The column `\(name)` counts the records, which may give away their order. Leave it out with --drop unless it means something."
          )
        }
        if table.nameless.contains(index) {
          doubts.append(
            "The column without a name, `\(name)`, is learnt from. Where it only names the records, leave it out with --drop ''."
          )
        }
        return .init(name: name, reading: input.reading, missingCount: input.gaps.count)
      }
    }
    return TableReading(columns: columns, droppedCount: droppedCount, doubts: doubts)
  }
}

/// By size where all are numbers, else by letters: the same order on every machine.
func inOrder(_ names: Set<String>) -> [String] {
  let numbers = names.compactMap(Double.init)
  guard numbers.count == names.count else {
    return names.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
  }
  return names.sorted { (Double($0) ?? 0, $0) < (Double($1) ?? 0, $1) }
}

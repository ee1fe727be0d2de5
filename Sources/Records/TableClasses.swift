import PlainText

/// The class of every record of a table; of one without a label the first.
struct TableClasses {
  let labels: [Int]
  let names: [String]
  /// Classes that may be one, a sentence each.
  let doubts: [Sentence]

  private static let largestCount = 100
  /// Of fewer classes nobody is surprised that there are nearly as many as records.
  private static let fewCount = 10

  init(
    of table: CSVTable, column: Int, rule: TableDescription.Label, refusingGaps: Bool
  ) throws(DatasetError) {
    let fields = table.columns[column]
    let gaps = Set(MissingMark.gaps(inLabels: fields))
    if refusingGaps, let gap = gaps.min() {
      throw .missingLabel(path: table.path, line: table.lines[gap], label: rule.column)
    }
    switch rule {
    case .positive(let title):
      names = ["no \(title)", title]
      var labels = [Int]()
      for (field, line) in zip(fields, table.lines) {
        guard let value = Double(field), value.isFinite else {
          throw .notANumber(path: table.path, line: line, column: title)
        }
        labels.append(value > 0 ? 1 : 0)
      }
      self.labels = labels
      doubts = []
    case .values:
      let spelled = Self.spellings(of: Set(fields.indices.filter { !gaps.contains($0) }.map { fields[$0] }))
      names = inOrder(Set(spelled.values))
      let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
      labels = fields.map { numbers[spelled[$0] ?? $0] ?? 0 }
      doubts = Self.doubts(about: names)
    }
    guard Set(labels).count > 1 else { throw .oneClass(path: table.path) }
    let isTooFine = names.count > Self.fewCount && 2 * names.count > fields.count
    if isTooFine || names.count > Self.largestCount, names.allSatisfy(CSVTable.isNumber) {
      throw .numericLabel(path: table.path, label: rule.column, count: names.count, records: fields.count)
    }
    if isTooFine {
      throw .labelNamesRecords(
        path: table.path, label: rule.column, count: names.count, records: fields.count)
    }
    guard names.count <= Self.largestCount else {
      throw .tooManyClasses(
        path: table.path, label: rule.column, count: names.count, limit: Self.largestCount)
    }
  }

  /// Of labels that are one number, `1` and `1.0`, the shortest stands for all.
  private static func spellings(of labels: Set<String>) -> [String: String] {
    // Beyond 2⁵³ whole numbers that differ are one to a computer.
    guard labels.allSatisfy({ CSVTable.isNumber($0) && abs(Double($0) ?? 0) < 0x1p53 }) else {
      return Dictionary(uniqueKeysWithValues: labels.map { ($0, $0) })
    }
    let groups = Dictionary(grouping: labels) { Double($0) ?? 0 }
    var spellings = [String: String]()
    for group in groups.values {
      let shortest = group.min { ($0.count, $0) < ($1.count, $1) }
      for label in group { spellings[label] = shortest }
    }
    return spellings
  }

  /// Names that differ in capitals, blanks and what a sentence ends with alone.
  private static func doubts(about names: [String]) -> [Sentence] {
    guard !names.allSatisfy(CSVTable.isNumber) else { return [] }
    let groups = Dictionary(grouping: names) { name in
      // `1`, `1.0` and `1,0` among others that are no numbers.
      if let number = Double(name.replacing(",", with: ".")) { return "\(number)" }
      var bare = name.lowercased().filter { $0 != " " }
      while let last = bare.last, ".,;".contains(last) { bare.removeLast() }
      return bare
    }
    return groups.filter { $0.value.count > 1 && !$0.key.isEmpty }.sorted { $0.key < $1.key }.map { group in
      "The classes \(group.value.map { "`\($0)`" }.joined(separator: " and ")) may be one, written in two ways. Write them alike."
    }
  }
}

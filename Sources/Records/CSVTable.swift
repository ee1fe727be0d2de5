import PlainText

/// A table as its file has it: a header, and every field as text.
package struct CSVTable {
  package let path: String
  /// The name of every column; a column without one is called by its number.
  package let header: [String]
  /// The columns that have no name.
  let nameless: Set<Int>
  /// What stands between two fields.
  let separator: UInt8
  /// Whether the first line looks like names, and not like a record: only then may an error show it.
  let hasPlausibleHeader: Bool
  /// One array of fields a column.
  package private(set) var columns: [[String]]
  /// The line of the file on which each record begins, from 1.
  package private(set) var lines: [Int]
  /// The number of each record in the file, from 0.
  private(set) var rows: [Int]

  /// - Throws: `DatasetError`.
  package init(at path: String) throws(DatasetError) {
    var reader = try CSVReader(at: path)
    (self.path, separator) = (path, reader.separator)
    var header: [String]?
    // Empty lines above the names are none.
    while header == nil, let fields = try reader.nextRecord()?.fields {
      header = fields == [""] ? nil : fields
    }
    guard let first = header else { throw .noRecords(path: path) }
    var columns = [[String]](repeating: [], count: first.count)
    var lines = [Int]()
    while let (line, fields) = try reader.nextRecord() {
      // An empty line, as files often end with, is no record.
      if fields == [""] && first.count > 1 { continue }
      guard fields.count == first.count else {
        if Self.looksLikeCounts(first) { throw .countsLine(path: path) }
        throw .wrongFieldCount(path: path, line: line, found: fields.count, expected: first.count)
      }
      for (index, field) in fields.enumerated() { columns[index].append(field) }
      lines.append(line)
    }
    guard !lines.isEmpty else { throw .noRecords(path: path) }
    if first.count > 1, Int(first[0]) == lines.count, Int(first[1]) != nil { throw .countsLine(path: path) }
    guard !first.allSatisfy(Self.isNumber) else { throw .noHeader(path: path) }
    let nameless = Set(first.indices.filter { first[$0].isEmpty })
    self.nameless = nameless
    self.header = first.indices.map { nameless.contains($0) ? "column \($0 + 1)" : first[$0] }
    let named = first.indices.filter { !nameless.contains($0) }
    let valueCount = named.count { Self.looksLikeValue(first[$0], of: columns[$0]) }
    // A column may be called like one of its values; a third of them are not.
    hasPlausibleHeader =
      3 * valueCount < named.count
      && !named.contains {
        Self.isNumber(first[$0]) || DateField.matches(first[$0]) || first[$0].contains("@")
      }
    self.columns = columns
    self.lines = lines
    rows = Array(lines.indices)
    try refuseSameNames()
  }

  /// Whether a name is rather a value of its column: one of the values, or written as they are, digits and all.
  private static func looksLikeValue(_ name: String, of column: [String]) -> Bool {
    if column.contains(name) { return true }
    guard name.contains(where: { !$0.isLetter }) else { return false }
    let shape = shape(of: name)
    let alikeCount = column.count { self.shape(of: $0) == shape }
    // Two words, as of a person, say less than digits do.
    return name.contains(where: \.isNumber) ? 2 * alikeCount >= column.count : alikeCount == column.count
  }

  /// `A1 9` for `Person17 3`: letters and digits without how many.
  private static func shape(of field: String) -> String {
    var shape = ""
    for character in field {
      let next: Character = character.isLetter ? "A" : character.isNumber ? "1" : character
      if next != shape.last { shape.append(next) }
    }
    return shape
  }

  /// `300 3`, or `150,4,setosa,virginica`.
  private static func looksLikeCounts(_ first: [String]) -> Bool {
    let words = first.flatMap { $0.split(separator: " ") }
    return words.count >= 2 && words.prefix(2).allSatisfy { Int($0) != nil }
  }

  private func refuseSameNames() throws(DatasetError) {
    var seen = [String: Int]()
    for (index, name) in header.enumerated() {
      if let other = seen.updateValue(index, forKey: name) {
        throw .duplicateColumn(path: path, columns: [other + 1, index + 1], name: shown(index))
      }
    }
  }

  /// The columns of that name; an empty one means all that have none, and `column 2` the second one.
  ///
  /// - Throws: `DatasetError.missingColumn`.
  func columns(named name: String, option: String) throws(DatasetError) -> [Int] {
    if name.isEmpty, !nameless.isEmpty { return nameless.sorted() }
    if !name.isEmpty, let index = header.firstIndex(of: name.harmless) { return [index] }
    // What errors call a column whose name may be a value.
    guard let number = name.wholeMatch(of: #/column ([0-9]{1,9})/#).flatMap({ Int($0.1) }),
      header.indices.contains(number - 1)
    else {
      throw .missingColumn(path: path, column: name, option: option, known: shownHeader)
    }
    return [number - 1]
  }

  /// The names, where they are names.
  package var shownHeader: [String]? { hasPlausibleHeader ? header : nil }

  /// What an error calls a column: its name, or its number where the first line may be a record.
  package func shown(_ column: Int) -> String {
    hasPlausibleHeader ? header[column] : "column \(column + 1)"
  }

  /// Leaves out the records of those positions.
  mutating func remove(_ records: Set<Int>) {
    guard !records.isEmpty else { return }
    let kept = lines.indices.filter { !records.contains($0) }
    columns = columns.map { column in kept.map { column[$0] } }
    lines = kept.map { lines[$0] }
    rows = kept.map { rows[$0] }
  }

  /// Whether a field is written as a number is: digits, a sign, a point, an exponent; not `inf`, nor hexadecimal.
  package static func isNumber(_ field: String) -> Bool {
    guard field.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return false }
    guard field.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }) else {
      return false
    }
    return Double(field) != nil
  }
}

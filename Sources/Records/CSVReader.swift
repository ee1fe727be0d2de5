package import Foundation

/// A table as its file has it: a header, and every field as text.
package struct CSVTable {
  package let path: String
  package let header: [String]
  /// One array of fields a column.
  package let columns: [[String]]
  /// The line of the file on which each record begins, from 1.
  package let lines: [Int]

  func column(_ name: String, option: String) throws(DatasetError) -> Int {
    guard let index = header.firstIndex(of: name) else {
      throw .missingColumn(path: path, column: name, option: option, known: header)
    }
    return index
  }

  /// The column as numbers; a field that is none, or is not finite, is an error.
  func numbers(inColumn index: Int) throws(DatasetError) -> [Double] {
    var values = [Double]()
    values.reserveCapacity(lines.count)
    for (row, field) in columns[index].enumerated() {
      guard let value = Double(field), value.isFinite else {
        throw .notANumber(path: path, line: lines[row], column: header[index])
      }
      values.append(value)
    }
    return values
  }
}

/// Reads comma-separated values as RFC 4180 describes them: a header, quoted fields, LF or CRLF.
package struct CSVReader {
  private let path: String
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  package static func table(at url: URL) throws(DatasetError) -> CSVTable {
    var reader = try CSVReader(at: url)
    return try reader.table()
  }

  /// Every record that is not an empty line, whatever its length, the first one too, with the line it begins on.
  package static func records(at url: URL) throws(DatasetError) -> [(line: Int, fields: [String])] {
    var reader = try CSVReader(at: url)
    var records = [(line: Int, fields: [String])]()
    while true {
      let start = reader.line
      guard let fields = try reader.record() else { return records }
      if fields != [""] { records.append((start, fields)) }
    }
  }

  private init(at url: URL) throws(DatasetError) {
    guard let data = try? Data(contentsOf: url) else { throw .unreadable(path: url.path) }
    self.init(path: url.path, bytes: [UInt8](data))
  }

  private init(path: String, bytes: [UInt8]) {
    self.path = path
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.bytes = bytes.starts(with: byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
  }

  private mutating func table() throws(DatasetError) -> CSVTable {
    guard let header = try record() else { throw .noRecords(path: path) }
    for (index, name) in header.enumerated() where header[..<index].contains(name) {
      throw .duplicateColumn(path: path, column: name)
    }
    var columns = header.map { _ in [String]() }
    var lines = [Int]()
    while true {
      let start = line
      guard let fields = try record() else { break }
      // An empty line, as files often end with, is no record.
      if fields == [""] && header.count > 1 { continue }
      guard fields.count == header.count else {
        throw .wrongFieldCount(path: path, line: start, found: fields.count, expected: header.count)
      }
      for (index, field) in fields.enumerated() { columns[index].append(field) }
      lines.append(start)
    }
    guard !lines.isEmpty else { throw .noRecords(path: path) }
    return CSVTable(path: path, header: header, columns: columns, lines: lines)
  }

  /// The fields of the next record, blanks around them removed; nil at the end of the file.
  private mutating func record() throws(DatasetError) -> [String]? {
    guard position < bytes.count else { return nil }
    var fields = [String]()
    var field = [UInt8]()
    let start = line
    var isQuoted = false
    var wasQuoted = false
    while true {
      guard position < bytes.count else {
        if isQuoted { throw .unclosedQuote(path: path, line: start) }
        break
      }
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && position < bytes.count && bytes[position] == byte:
        field.append(byte)
        position += 1
      case UInt8(ascii: "\"") where isQuoted || field.allSatisfy { $0 == 0x20 }:
        isQuoted.toggle()
        if !wasQuoted { field = [] }
        wasQuoted = true
      case UInt8(ascii: ",") where !isQuoted:
        fields.append(text(field))
        field = []
        wasQuoted = false
      case UInt8(ascii: "\n"):
        line += 1
        if isQuoted {
          field.append(byte)
        } else {
          fields.append(text(field))
          return fields
        }
      default:
        field.append(byte)
      }
    }
    fields.append(text(field))
    return fields
  }

  private func text(_ field: [UInt8]) -> String {
    var slice = field[...]
    while let first = slice.first, first == 0x20 || first == 0x09 { slice.removeFirst() }
    while let last = slice.last, last == 0x20 || last == 0x09 || last == 0x0D { slice.removeLast() }
    return String(decoding: slice, as: UTF8.self)
  }
}

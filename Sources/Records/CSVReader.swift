import Files
import LinearAlgebra
import PlainText

/// Reads separated values as RFC 4180 describes them: quoted fields, LF or CRLF, and as separator the comma, tab, semicolon or
/// bar that the first line has. Fields are harmless text.
package struct CSVReader {
  package let path: String
  private let bytes: [UInt8]
  let separator: UInt8
  private var position = 0
  /// The line that is read next, from 1.
  private(set) var line = 1

  /// Every record that is not an empty line, whatever its length, the first one too, with the line it begins on.
  ///
  /// - Throws: `DatasetError`.
  package static func records(at path: String) throws(DatasetError) -> [(line: Int, fields: [String])] {
    var reader = try CSVReader(at: path)
    var records = [(line: Int, fields: [String])]()
    while let record = try reader.nextRecord() {
      if record.fields != [""] { records.append(record) }
    }
    return records
  }

  /// The names of a list as a person writes them: commas between, and quotes around a name that has some.
  ///
  /// - Parameter option: what errors call the list.
  /// - Throws: `DatasetError.unclosedQuote`.
  package static func names(in list: String, option: String) throws(DatasetError) -> [String] {
    // Of several lines only the first would be read.
    guard !list.contains(where: \.isNewline) else { return [list] }
    var reader = CSVReader(path: option, bytes: Array(list.utf8), separator: UInt8(ascii: ","))
    return try reader.nextRecord()?.fields ?? [""]
  }

  init(at path: String) throws(DatasetError) {
    let bytes: [UInt8]
    do { bytes = try InputFile.text(at: path, atMost: Self.largestSize) } catch { throw .input(error) }
    self.init(path: path, bytes: bytes, separator: Self.separator(of: bytes))
  }

  /// Bytes of a file: an empty field takes one byte there and sixteen here.
  static var largestSize: Double { MachineMemory.available / 24 }

  private init(path: String, bytes: [UInt8], separator: UInt8) {
    self.path = path
    self.bytes = bytes
    self.separator = separator
  }

  private static let separators = ["\t", ";", "|", ","].map { UInt8(ascii: $0) }

  /// The one that is most often in the first line, among those that split the second one into as many fields; of two such not the
  /// comma, which names and numbers have too.
  private static func separator(of bytes: [UInt8]) -> UInt8 {
    var best: (separator: UInt8, count: Int, isSteady: Bool)?
    for separator in separators {
      var reader = CSVReader(path: "", bytes: bytes, separator: separator)
      var first = try? reader.nextRecord()
      while first?.fields == [""] { first = try? reader.nextRecord() }
      let count = first?.fields.count ?? 0
      let second = (try? reader.nextRecord())?.fields.count
      let isSteady = second == nil || second == count
      guard count > 1 else { continue }
      if let best, (best.isSteady ? 1 : 0, best.count) >= (isSteady ? 1 : 0, count) { continue }
      best = (separator, count, isSteady)
    }
    return best?.separator ?? UInt8(ascii: ",")
  }

  private enum Place {
    /// Nothing but blanks so far.
    case start
    case unquoted, quoted, afterQuote
  }

  /// The fields of the next record, blanks around them removed, and the line it begins on; nil at the end of the file.
  package mutating func nextRecord() throws(DatasetError) -> (line: Int, fields: [String])? {
    guard position < bytes.count else { return nil }
    let start = line
    var fields = [String]()
    var field = [UInt8]()
    var place = Place.start
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if place == .quoted {
        if byte == UInt8(ascii: "\"") {
          if position < bytes.count, bytes[position] == byte {
            field.append(byte)
            position += 1
          } else {
            place = .afterQuote
          }
        } else {
          if byte == UInt8(ascii: "\n") { line += 1 }
          field.append(byte)
        }
      } else if byte == separator {
        fields.append(Self.text(field))
        field.removeAll(keepingCapacity: true)
        place = .start
      } else if byte == UInt8(ascii: "\n") {
        line += 1
        fields.append(Self.text(field))
        return (start, fields)
      } else if byte == UInt8(ascii: "\""), place == .start {
        field.removeAll(keepingCapacity: true)
        place = .quoted
      } else {
        if place == .start, byte != 0x20, byte != 0x09 { place = .unquoted }
        field.append(byte)
      }
    }
    guard place != .quoted else { throw .unclosedQuote(path: path, line: start) }
    fields.append(Self.text(field))
    return (start, fields)
  }

  private static func text(_ field: [UInt8]) -> String {
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
    guard let first = field.firstIndex(where: { !isBlank($0) }),
      let last = field.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(decoding: field[first...last], as: UTF8.self).harmless
  }
}

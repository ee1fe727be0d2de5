import Files
import Foundation

/// Numbers that a person has in a file.
enum ValuesFile {
  private static let mostBytes = 1e9

  /// All numbers of a client's file, one after another.
  ///
  /// - Throws: `InputError`, `FederateError`.
  static func read(at path: String) throws -> [Float] {
    let values = try lines(at: path).flatMap(\.values)
    guard FederationSize.allows(valueCount: values.count) else {
      throw FederateError.countOutOfRange(
        option: "--values", values.count, allowed: "a file of no more than 10000000 numbers")
    }
    return values
  }

  /// The numbers of each line that has any, and which line it is, from 1.
  ///
  /// - Throws: `InputError`, `FederateError` where there is none, or something that is no number.
  static func lines(at path: String) throws -> [(number: Int, values: [Float])] {
    let text = String(decoding: try InputFile.text(at: path, atMost: mostBytes), as: UTF8.self)
    var lines: [(number: Int, values: [Float])] = []
    for (number, line) in zip(1..., text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline))
    {
      var values: [Float] = []
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      for (column, field) in zip(1..., fields) {
        let words = field.split(whereSeparator: { $0 == " " || $0 == "\t" })
        // A line may be blank, or end with a comma.
        guard !words.isEmpty || column == fields.count else {
          throw FederateError.emptyField(path: path, line: number, column: column)
        }
        for word in words {
          guard let value = Float(word) else { throw FederateError.notANumber(path: path, line: number) }
          values.append(value)
        }
      }
      if !values.isEmpty { lines.append((number, values)) }
    }
    guard !lines.isEmpty else { throw FederateError.fileWithoutNumbers(path: path) }
    return lines
  }
}

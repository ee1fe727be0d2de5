import ArgumentParser
import Channels
import Files
import Foundation

struct PartyKeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Make the key by which the three parties know each other.",
    discussion: "Give each party the file, over a way that nobody else reads. Who has it can take part.")

  @Argument(help: "The file to write it to.") var file: String

  func run() throws {
    // Whoever has a key already would be left with one that fits no other.
    guard !FileManager.default.fileExists(atPath: file) else { throw PartyCommandError.keyAlreadyThere(file) }
    try OutputFile.check([file])
    try PartyKeyFile.write(to: file)
    try StandardOutput.write(lines: "\(file): a key of 32 bytes, for the three parties alone")
  }
}

/// A key that parties share, as 64 hexadecimal digits or in base64.
enum PartyKeyFile {
  private static let mostBytes = 1e4

  /// A new file is its owner's alone.
  static func write(to path: String) throws {
    let digits = PreSharedKey.newBytes().map { String(format: "%02x", $0) }.joined()
    try OutputFile(path).write(Data((digits + "\n").utf8))
  }

  /// - Throws: `InputError`, `PartyCommandError`.
  static func read(at path: String) throws -> PreSharedKey {
    let contents: [UInt8]
    do {
      contents = try InputFile.text(at: path, atMost: mostBytes)
    } catch {
      if case .tooLarge = error { throw PartyCommandError.unreadableKey(path) }
      throw error
    }
    let text = String(decoding: contents, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard let bytes = hexadecimal(text) ?? Data(base64Encoded: text), !bytes.isEmpty else {
      throw PartyCommandError.unreadableKey(path)
    }
    guard let key = PreSharedKey(bytes) else {
      throw PartyCommandError.keyOfOtherLength(path, count: bytes.count)
    }
    return key
  }

  private static func hexadecimal(_ text: String) -> Data? {
    let digits = text.compactMap { $0.isASCII ? $0.hexDigitValue : nil }
    guard digits.count == text.count, digits.count % 2 == 0 else { return nil }
    return Data(stride(from: 0, to: digits.count, by: 2).map { UInt8(16 * digits[$0] + digits[$0 + 1]) })
  }
}

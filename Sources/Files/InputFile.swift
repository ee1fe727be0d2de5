public import Foundation
import PlainText

/// A file as a person gave it: all of its bytes, or one sentence that says why not.
public enum InputFile {
  /// - Parameter limit: the most bytes that may be read; more is not begun with.
  /// - Throws: `InputError` where the file is not there, is a folder, may not be read, is too large, or is packed.
  public static func bytes(at path: String, atMost limit: Double) throws(InputError) -> Data {
    guard let identity = FileIdentity(at: path) else {
      if errno == EACCES { throw .unreadable(path: path) }
      throw .missing(path: path)
    }
    guard identity.kind != .folder else { throw .isFolder(path: path) }
    guard Double(identity.size) <= limit else { throw .tooLarge(path: path, limit: limit) }
    guard let handle = FileHandle(forReadingAtPath: path) else { throw .unreadable(path: path) }
    var data = Data()
    // A pipe or a device has no length that could be asked for.
    while true {
      guard let more = try? handle.read(upToCount: 1 << 24) ?? Data() else { throw .unreadable(path: path) }
      if more.isEmpty { break }
      data.append(more)
      guard Double(data.count) <= limit else { throw .tooLarge(path: path, limit: limit) }
      if let form = packing(of: data) { throw .packed(path: path, form: form) }
    }
    return data
  }

  /// The bytes of a text in UTF-8, without a byte order mark.
  ///
  /// - Throws: `InputError` also where the text is in another encoding, or ends its lines as no program of today does.
  public static func text(at path: String, atMost limit: Double) throws(InputError) -> [UInt8] {
    let data = try bytes(at: path, atMost: limit)
    let start = [UInt8](data.prefix(4))
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) || isUTF16(data) {
      throw .isUTF16(path: path)
    }
    let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? [UInt8](data.dropFirst(3)) : [UInt8](data)
    if let line = firstLineNotUTF8(of: text) { throw .notUTF8(path: path, line: line) }
    if endsLinesByReturns(text) { throw .oldLineEnds(path: path) }
    return text
  }

  /// The same file, wherever the program is; the path as it is where there is none.
  public static func absolutePath(of path: String) -> String { realPath(of: path) ?? path }

  /// Where a path leads as the system sees it, through links; nil where it leads to nothing.
  static func realPath(of path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  private static let packings: [(start: [UInt8], form: String)] = [
    ([0x1F, 0x8B], "gzip"), ([0x50, 0x4B, 0x03, 0x04], "zip"), ([0x42, 0x5A, 0x68], "bzip2"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
  ]

  private static func packing(of data: Data) -> String? {
    packings.first { data.starts(with: $0.start) }?.form
  }

  /// Every other byte of English in UTF-16 is zero.
  private static func isUTF16(_ data: Data) -> Bool {
    let start = [UInt8](data.prefix(64))
    guard start.count >= 4 else { return false }
    let zeros = [0, 1].map { parity in
      start.indices.count { $0 % 2 == parity && start[$0] == 0 } * 2 >= start.count - 1
    }
    return zeros[0] != zeros[1]
  }

  /// Whether more carriage returns stand alone than there are line feeds.
  private static func endsLinesByReturns(_ text: [UInt8]) -> Bool {
    guard text.contains(0x0D) else { return false }
    let alone = text.indices.count { text[$0] == 0x0D && ($0 + 1 == text.count || text[$0 + 1] != 0x0A) }
    return alone > text.count { $0 == 0x0A }
  }

  private static func firstLineNotUTF8(of text: [UInt8]) -> Int? {
    guard !text.allSatisfy({ $0 < 0x80 }) else { return nil }
    guard String(validating: text, as: UTF8.self) == nil else { return nil }
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
  }
}

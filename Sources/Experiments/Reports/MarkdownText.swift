/// A text in Markdown as far as GitHub's programs all read it alike: what stands in fenced blocks, and the lines outside them.
///
/// It is read byte by byte: to such a program a letter with an accent on it that nobody sees is still that letter, and to a
/// `Character` it is not.
struct MarkdownText {
  struct Line {
    /// From 1.
    let number: Int
    /// Without what ends it.
    let bytes: ArraySlice<UInt8>

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var isBlank: Bool { bytes.allSatisfy(\.isBlank) }
    func isExactly(_ text: String) -> Bool { bytes.elementsEqual(text.utf8) }
  }

  struct Block {
    /// The number of the line that opens it, from 1.
    let line: Int
    /// What follows the fence, without the blanks about it.
    let language: String
    /// Whether the fence stands at the start of its line, where it is in no list and in no quotation.
    let isAtStart: Bool
    fileprivate(set) var lines: [Line] = []
    fileprivate(set) var isClosed = false
    fileprivate let length: Int
  }

  static let fence = "```"

  private(set) var blocks: [Block] = []
  private(set) var outside: [Line] = []
  /// The first line with a carriage return that does not belong to its end, which some programs end a line at; nil where none
  /// has.
  let brokenLine: Int?

  init(_ text: [UInt8]) {
    let lines = zip(1..., text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false))
      .map { Line(number: $0, bytes: $1.last == UInt8(ascii: "\r") ? $1.dropLast() : $1) }
    brokenLine = lines.first { $0.bytes.contains(UInt8(ascii: "\r")) }?.number
    var open: Block?
    for line in lines {
      let (indentation, length, rest) = Self.fence(of: line)
      if var block = open {
        if length >= block.length, rest.allSatisfy(\.isBlank) {
          block.isClosed = true
          blocks.append(block)
          open = nil
        } else {
          block.lines.append(line)
          open = block
        }
      } else if length >= Self.fence.utf8.count, !rest.contains(UInt8(ascii: "`")) {
        let language = rest.drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed()
        open = Block(
          line: line.number, language: String(decoding: Array(language), as: UTF8.self),
          isAtStart: indentation == 0, length: length)
      } else {
        outside.append(line)
      }
    }
    if let open { blocks.append(open) }
  }

  /// How far the line is indented, the length of the fence there, which is 0 beyond three blanks, and what follows.
  private static func fence(of line: Line) -> (indentation: Int, length: Int, rest: ArraySlice<UInt8>) {
    let text = line.bytes.drop { $0 == UInt8(ascii: " ") }
    let indentation = text.startIndex - line.bytes.startIndex
    guard indentation < 4 else { return (indentation, 0, text) }
    let length = text.prefix { $0 == UInt8(ascii: "`") }.count
    return (indentation, length, text.dropFirst(length))
  }
}

extension UInt8 {
  /// Whether it is a blank or a tab.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}

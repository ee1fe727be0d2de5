import Experiments
import TerminalCanvas

// Drawing: a pen over the pixels.
extension RecordEditor {
  /// Shades that the digits put down.
  private static let darkest = 9.0

  mutating func pressInPicture(_ key: Key, width: Int, height: Int, largest: Double) -> Reply {
    let count = width * height
    let (x, y) = (cursor % width, cursor / width)
    switch key {
    case .up, .character("k"): cursor = max(cursor - width, x)
    case .down, .character("j"): cursor = min(cursor + width, count - width + x)
    case .left, .character("h"): cursor = y * width + max(0, x - 1)
    case .right, .character("l"): cursor = y * width + min(width - 1, x + 1)
    case .shiftUp, .shiftDown, .shiftLeft, .shiftRight:
      put(largest)
      let plain: [Key: Key] = [
        .shiftUp: .up, .shiftDown: .down, .shiftLeft: .left, .shiftRight: .right,
      ]
      if let key = plain[key] {
        _ = pressInPicture(key, width: width, height: height, largest: largest)
      }
      put(largest)
    case .home: cursor = y * width
    case .end: cursor = y * width + width - 1
    case .pageUp: cursor = x
    case .pageDown: cursor = count - width + x
    case .character(" "), .enter: put(largest)
    case .delete, .backspace: put(0)
    case .character("+"), .character("="): put(min(largest, record.values[cursor] + largest / Self.darkest))
    case .character("-"): put(max(0, record.values[cursor] - largest / Self.darkest))
    case .character("c"): turnLabel(by: 1)
    case .character("v"): turnLabel(by: -1)
    case .character(let character):
      guard character.isASCII, let digit = character.wholeNumberValue else { return .passed }
      put(largest * Double(digit) / Self.darkest)
    default: return .passed
    }
    return .taken
  }

  /// Whole shades, as files have them.
  private mutating func put(_ value: Double) {
    let pixel = cursor
    edit { $0.values[pixel] = value.rounded() }
  }
}

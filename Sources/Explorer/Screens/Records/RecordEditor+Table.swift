import Experiments
import PlainText
import Records
import TerminalCanvas

// A form: the label, then a line for each column.
extension RecordEditor {
  private static let page = 8
  private static let coarse = 10
  private static let longestNumber = 12

  private var lastLine: Int { form.fields.count }

  mutating func pressInTable(_ key: Key) -> Reply {
    switch key {
    case .up, .character("k"): return move(to: cursor - 1)
    case .down, .character("j"): return move(to: cursor + 1)
    case .pageUp: return move(to: cursor - Self.page)
    case .pageDown: return move(to: cursor + Self.page)
    case .home: return move(to: 0)
    case .end: return move(to: lastLine)
    case .enter: return typed == nil ? move(to: cursor + 1) : takeTyped()
    case .left, .character("h"): return turn(by: -1)
    case .right, .character("l"), .character(" "): return turn(by: 1)
    case .shiftLeft: return turn(by: -Self.coarse)
    case .shiftRight: return turn(by: Self.coarse)
    case .delete: return reset()
    case .backspace:
      if typed?.isEmpty == false { typed?.removeLast() } else { typed = nil }
      return .taken
    case .character(let character) where Self.isOfNumber(character): return type(character)
    default: return .passed
    }
  }

  private static func isOfNumber(_ character: Character) -> Bool {
    character.isASCII && character.isNumber || character == "." || character == "-"
  }

  /// The line under the cursor as a field, with its place; nil of the label.
  var field: (place: Int, field: RecordField)? {
    cursor > 0 && cursor <= lastLine ? (cursor - 1, form.fields[cursor - 1]) : nil
  }

  /// What was typed is taken first; what cannot be stays, to be mended.
  private mutating func move(to line: Int) -> Reply {
    if typed != nil {
      let reply = takeTyped()
      guard reply == .taken else { return reply }
    }
    cursor = max(0, min(lastLine, line))
    return .taken
  }

  private mutating func type(_ character: Character) -> Reply {
    guard let field, field.field.kind == .number else {
      return .refused("This line has names to choose from: Left and Right, or Space.")
    }
    guard (typed ?? "").count < Self.longestNumber else { return .refused("No number is as long as that.") }
    typed = (typed ?? "") + String(character)
    return .taken
  }

  private mutating func takeTyped() -> Reply {
    guard let text = typed, let (place, field) = field, field.kind == .number else {
      typed = nil
      return .taken
    }
    let column = field.columns.lowerBound
    let range = form.range(ofField: place, with: record.values[column])
    guard let number = Double(text), range.contains(number) else {
      return .refused(
        "The \(field.name.harmless) cannot be \(text.isEmpty ? "nothing" : text). Type one from \(RecordField.text(of: range.lowerBound)) to \(RecordField.text(of: range.upperBound)), or Backspace."
      )
    }
    typed = nil
    edit { $0.values[column] = number }
    return .taken
  }

  private mutating func turn(by offset: Int) -> Reply {
    typed = nil
    guard let (place, field) = field else {
      turnLabel(by: offset.signum())
      return .taken
    }
    switch field.kind {
    case .categories(let names):
      let next = (field.category(in: record.values) ?? 0) + offset.signum() + names.count
      choose(next % names.count, of: field)
    case .number:
      let column = field.columns.lowerBound
      let value = record.values[column]
      let range = form.range(ofField: place, with: value)
      let step = form.scales[place]?.step ?? 1
      // On the grid of steps, so that what is turned up and down again is where it was, and reads well.
      let count = (value / step).rounded() + Double(offset)
      // Divided by a whole number, 0.3 is 0.3.
      let next = step < 1 ? count / (1 / step).rounded() : count * step
      edit { $0.values[column] = min(range.upperBound, max(range.lowerBound, next)) }
    }
    return .taken
  }

  private mutating func choose(_ category: Int, of field: RecordField) {
    edit { record in
      for column in field.columns { record.values[column] = 0 }
      record.values[field.columns.lowerBound + category] = 1
    }
  }

  /// As usual.
  private mutating func reset() -> Reply {
    let usual = form.usual
    typed = nil
    guard let (_, field) = field else {
      edit { $0.label = usual.label }
      return .taken
    }
    edit { record in for column in field.columns { record.values[column] = usual.values[column] } }
    return .taken
  }

  /// Sets the field of that name as it is typed, or the label.
  mutating func set(_ name: String, to text: String) -> Reply {
    let isOf = { (field: String) in field.lowercased() == name.lowercased() }
    if isOf("label") {
      guard let label = form.classNames.firstIndex(of: text) else {
        return .refused("The labels are \(form.classNames.joined(separator: ", ").harmless).")
      }
      edit { $0.label = label }
      return .taken
    }
    guard let place = form.fields.firstIndex(where: { isOf($0.name) }) else {
      let names = ["label"] + form.fields.map(\.name)
      return .refused(
        "The record has no field `\(name.harmless)`. It has \(names.joined(separator: ", ").harmless).")
    }
    cursor = place + 1
    let field = form.fields[place]
    guard case .categories(let names) = field.kind else {
      typed = text
      let reply = takeTyped()
      typed = nil
      return reply
    }
    guard let category = names.firstIndex(where: { $0.lowercased() == text.lowercased() }) else {
      return .refused("The \(field.name.harmless) is one of \(names.joined(separator: ", ").harmless).")
    }
    choose(category, of: field)
    return .taken
  }
}

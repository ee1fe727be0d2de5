import Experiments
import Records
import TerminalCanvas

/// A record as it is typed in or drawn: whatever keys are pressed, it is one of the data set.
struct RecordEditor: Sendable {
  /// What it was begun with.
  enum Origin: Hashable, Sendable {
    case usual, outsider, member
    /// One that was planted, by its place.
    case planted(Int)
    /// A member of the list of those most exposed, by its place in the data set.
    case atRisk(Int)
  }

  /// What a key did.
  enum Reply: Hashable, Sendable {
    case taken
    /// Nothing, and why.
    case refused(String)
    /// It is for others.
    case passed
  }

  private struct Version: Sendable {
    var record: PlantedRecord
    var origin: Origin
    var isEdited: Bool
  }

  var form: RecordForm
  private var version: Version
  private var undone: [Version] = []
  private var redone: [Version] = []
  /// The line of the form, of which the first is the label; of a picture the pixel.
  var cursor = 0
  /// What was typed of a number so far.
  var typed: String?

  private static let mostUndone = 200

  init(_ form: RecordForm) {
    self.form = form
    version = Version(record: form.usual, origin: .usual, isEdited: false)
    if case .picture(let width, let height, _) = form.shape { cursor = height / 2 * width + width / 2 }
  }

  var record: PlantedRecord { version.record }
  var origin: Origin { version.origin }
  /// Whether it is another than it was begun with.
  var isEdited: Bool { version.isEdited }

  /// Begins with another record.
  mutating func begin(with record: PlantedRecord, from origin: Origin) {
    change(to: Version(record: record, origin: origin, isEdited: false))
  }

  mutating func edit(_ change: (inout PlantedRecord) -> Void) {
    var next = version
    change(&next.record)
    guard next.record != record else { return }
    next.isEdited = true
    self.change(to: next)
  }

  private mutating func change(to next: Version) {
    undone.append(version)
    if undone.count > Self.mostUndone { undone.removeFirst() }
    redone = []
    version = next
    typed = nil
  }

  mutating func undo() -> Reply {
    guard let before = undone.popLast() else { return .refused("Nothing was changed in the record yet.") }
    redone.append(version)
    (version, typed) = (before, nil)
    return .taken
  }

  mutating func redo() -> Reply {
    guard let after = redone.popLast() else { return .refused("Nothing was undone in the record.") }
    undone.append(version)
    (version, typed) = (after, nil)
    return .taken
  }

  /// What a key does while the record is entered; Esc and Tab are for whoever entered it.
  mutating func press(_ key: Key) -> Reply {
    switch key {
    case .character("u"): return undo()
    case .character("U"), .control("r"): return redo()
    default: break
    }
    let reply =
      switch form.shape {
      case .picture(let width, let height, let largest):
        pressInPicture(key, width: width, height: height, largest: largest)
      case .table: pressInTable(key)
      }
    // What goes with numbers stays here too: a sign that was meant for a field would else change the pace.
    guard reply == .passed, case .character(let character) = key,
      character.isLetter || character.isNumber || "+-=.".contains(character)
    else { return reply }
    return .refused("\(key.label) does nothing while the record is edited. Esc gives the keys back.")
  }

  mutating func turnLabel(by offset: Int) {
    let count = form.classNames.count
    edit { $0.label = ((($0.label + offset) % count) + count) % count }
  }
}

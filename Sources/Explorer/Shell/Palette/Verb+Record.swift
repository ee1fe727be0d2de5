import PlainText
import Records

extension Verb {
  /// For who types lines, and for who would rather type than turn.
  static let field = Verb(
    name: "field", usage: "field NAME VALUE", title: "Fills in a field of the record on the Records screen",
    read: { words, state in
      guard let place = state.screens.firstIndex(where: { $0 is RecordsScreen }),
        var editor = state[RecordsScreen.self].editor
      else { return .obstacle("The data are not read yet.") }
      guard words.count >= 2 else {
        return .obstacle(
          "Give the name of a field and its value: field label \(editor.form.classNames[0].harmless).")
      }
      let (name, value) = (words[0], words.dropFirst().joined(separator: " "))
      if case .refused(let reason) = editor.set(name, to: value) { return .obstacle(reason) }
      return .action(
        .onScreen(place, ScreenAction(RecordsScreen.Action.set(field: name, to: value))),
        said: "The \(name.harmless) of the record is \(value.harmless).")
    },
    completions: { state in
      ["label"] + (state[RecordsScreen.self].editor?.form.fields.map(\.name) ?? [])
    })
}

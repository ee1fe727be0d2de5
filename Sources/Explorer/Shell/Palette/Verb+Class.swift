import Experiments
import PlainText
import Records

extension Verb {
  /// For one of forty people, who are long to walk through.
  static let shownClass = Verb(
    name: "class", usage: "class NAME", title: "Shows what is drawn of a class on the Inversion screen",
    read: { words, state in
      guard let place = state.screens.firstIndex(where: { $0 is InversionScreen }),
        let names = state.subject.snapshot?.data.dataset.classNames
      else { return .obstacle("The data are not read yet.") }
      guard let label = names.firstIndex(of: words.joined(separator: " ")) else {
        let shown = names.prefix(10).map(\.harmless).joined(separator: ", ")
        return .obstacle("Give one of the classes: \(shown)\(names.count > 10 ? " and so on" : "").")
      }
      return .action(
        .onScreen(place, ScreenAction(InversionScreen.Action.chooseClass(label))),
        said: "The class \(names[label].harmless) is shown.")
    }, completions: { $0.subject.snapshot?.data.dataset.classNames ?? [] })
}

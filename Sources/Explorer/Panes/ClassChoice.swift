import Attacks
import Records

/// Which class is looked at. Until a person chooses, it is one whose picture comes out well.
package struct ClassChoice: Hashable, Sendable {
  /// An index into the classes of the data set.
  package var selected = 0
  /// Whether a person chose it.
  package var isChosen = false
  /// The classes that it is one of.
  private var names: [String]?

  /// In structural similarity.
  private static let clearlyBetter = 0.1

  /// Another takes its place where its own picture is clearly better; of other data the first one.
  mutating func follow(_ judgement: InversionJudgement?, names: [String]?) {
    if names != self.names { self = ClassChoice(names: names) }
    guard !isChosen, let judgement, let best = judgement.mostAlike else { return }
    let present = judgement.picture(ofClass: selected)?.similarityToClassMean ?? -1
    if best.similarity > present + Self.clearlyBetter { selected = best.label }
  }

  init() {}

  private init(names: [String]?) { self.names = names }

  mutating func choose(_ label: Int) {
    selected = label
    isChosen = true
  }

  /// - Parameter classes: those there are to choose from, in their order; at least one.
  mutating func move(by offset: Int, among classes: [Int]) {
    let index = classes.firstIndex { $0 >= selected } ?? 0
    choose(classes[(index + offset + classes.count) % classes.count])
  }
}

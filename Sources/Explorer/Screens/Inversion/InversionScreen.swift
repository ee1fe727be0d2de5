package import Attacks
package import Experiments
import Records
package import TerminalCanvas

/// The Inversion screen: what an adversary draws of each class, from the weights or from answers, beside where it began and the truth.
package struct InversionScreen: Screen {
  /// What only this screen can do.
  package enum Action: Hashable, Sendable {
    case changeClass(by: Int)
    case chooseClass(Int)
    case changeMethod(by: Int)
    case choose(InversionMethod)
    case nextQueryCount
    case nextObjective
    case nextGallery
  }

  package enum Pane: CaseIterable, Hashable, Sendable {
    case pictures, gallery, difference, course, numbers, readouts
  }

  package static let title = "Inversion"
  package static let purpose = "what does it think each class looks like?"
  package static let focusable: [Pane] = [.pictures, .gallery, .difference, .course, .numbers, .readouts]
  package static let readouts = Pane.readouts
  package static let choices = InversionMethod.allCases.map {
    ScreenChoice(verb: "invert", name: $0.rawValue, title: $0.title, action: Action.choose($0))
  }

  package static let commands: [ScreenCommand<Action>] = [
    ScreenCommand(
      "next-class", .changeClass(by: 1), "invert the next class", keys: [.character("c")], hint: "v class",
      before: .view(.focusPane(by: 1))),
    ScreenCommand(
      "previous-class", .changeClass(by: -1), "invert the previous class", keys: [.character("v")],
      before: .view(.focusPane(by: 1))),
    ScreenCommand(
      "next-attack", .changeMethod(by: 1), "the next attack", keys: [.character("a")], hint: "b attack",
      before: .view(.focusPane(by: 1))),
    ScreenCommand(
      "previous-attack", .changeMethod(by: -1), "the attack before", keys: [.character("b")],
      before: .view(.focusPane(by: 1))),
    ScreenCommand(
      "answers", doing: .shell(.knob(.turnOn(.answers))),
      "what the model answers: all, rounded, the likeliest class, the label",
      keys: [.character("n")], hint: "answers", before: .view(.zoom), unless: asksNothing),
    ScreenCommand(
      "queries", .nextQueryCount, "more questions, or few again", keys: [.character("m")], hint: "queries",
      before: .view(.zoom), unless: asksNothing),
    ScreenCommand(
      "gallery-shows", .nextGallery, "the gallery: what was drawn, the truth, the difference",
      keys: [.character("d")], hint: "gallery", before: .view(.zoom),
      unless: { state in
        state.subject.snapshot.map { $0.data.inversionTruth.image == nil } == true
          ? "What a table gives back is no picture, and there is no gallery of it." : nil
      }),
    ScreenCommand(
      "objective", .nextObjective, "make the confidence large, or the logit", keys: [.character("g")],
      hint: "objective", before: .view(.zoom),
      unless: { state in
        state[InversionScreen.self].inversion.method == .prior
          ? nil : "What is made large can be chosen of \(InversionMethod.prior.title) alone: a goes on to it."
      }),
  ]

  private static let asksNothing: @Sendable (ExplorerState) -> String? = { state in
    state[InversionScreen.self].inversion.method.access.searchesPublicSpace
      ? nil : "Who has the weights asks no questions: a goes on to an adversary that does."
  }

  package var focus = Pane.pictures
  package var inversion = InversionFocus(method: .prior)
  /// The class that is shown large.
  package var choice = ClassChoice()
  package var gallery = InversionGallery.Shown.drawn

  /// Of the usual number.
  private static let queryFactors = [1, 2, 6, 25]

  package init() {}

  package var investigation: InvestigationRequest? {
    InvestigationRequest(InversionInvestigation.self, inversion)
  }

  package var adversary: Adversary { .inverting(inversion) }

  package mutating func update(_ action: Action, in context: ScreenContext) -> [Effect] {
    switch action {
    case .changeClass(let offset): changeClass(by: offset, in: context)
    case .chooseClass(let label): choice.choose(label)
    case .changeMethod(let offset):
      let methods = InversionMethod.allCases
      let index = methods.firstIndex(of: inversion.method) ?? 0
      take(methods[(index + offset + methods.count) % methods.count])
    case .choose(let method): take(method)
    case .nextQueryCount:
      let usual = inversion.method.usualQueryCount
      inversion.queryCount = Self.next(after: inversion.queries, in: Self.queryFactors.map { $0 * usual })
    case .nextObjective:
      inversion.objective = Self.next(after: inversion.objective, in: ClassInversion.Objective.allCases)
    case .nextGallery: gallery = Self.next(after: gallery, in: InversionGallery.Shown.allCases)
    }
    return []
  }

  private mutating func take(_ method: InversionMethod) {
    inversion.method = method
    inversion.queryCount = nil
  }

  package mutating func follow(_ context: ScreenContext) {
    choice.follow(
      chosen(in: context).study?.judgement, names: context.subject.snapshot?.data.dataset.classNames)
  }

  /// Among those that are drawn.
  private mutating func changeClass(by offset: Int, in context: ScreenContext) {
    let count = context.subject.snapshot?.data.dataset.classCount ?? 1
    choice.move(by: offset, among: chosen(in: context).study?.drawn.classes ?? Array(0..<max(1, count)))
  }

  private static func next<Value: Equatable>(after value: Value, in values: [Value]) -> Value {
    let index = values.firstIndex(of: value) ?? -1
    return values[(index + 1) % values.count]
  }

  private func chosen(in context: ScreenContext) -> ChosenInversion {
    ChosenInversion(
      subject: context.subject, glyphs: context.glyphs, focus: inversion, selectedClass: choice.selected)
  }

  package func content(of pane: Pane, in context: ScreenContext) -> PaneContent {
    let chosen = chosen(in: context)
    var content =
      switch pane {
      case .pictures: InversionPictures(chosen: chosen).content
      case .gallery: InversionGallery(chosen: chosen, shows: gallery).content
      case .difference: InversionPictures(chosen: chosen).difference
      case .course: InversionCourse(chosen: chosen).content
      case .numbers: InversionFigures(chosen: chosen).content
      case .readouts: Readouts(context: context).content
      }
    if pane != .readouts { content.basis = chosen.basis }
    return content
  }

  package func layout(_ area: Rect, size: ScreenSize) -> [Placement<Pane>] {
    switch size {
    case .small:
      let (pane, numbers) = area.splitLeft(area.width - 30)
      let isNumbers = focus == .numbers || focus == .readouts
      return [
        Placement(isNumbers ? .pictures : focus, pane.splitLeft(pane.width - 1).left),
        Placement(focus == .readouts ? .readouts : .numbers, numbers),
      ]
    case .medium:
      // A gallery says how many are recognised; it and a face need all the room there is.
      if focus == .gallery { return [Placement(.gallery, area)] }
      let (pane, numbers) = area.splitTop(area.height - 4)
      return [
        Placement(focus == .numbers ? .pictures : focus, pane), Placement(.numbers, numbers),
      ]
    case .wide:
      let (left, right) = area.splitLeft(area.width - InversionFigures.width)
      let (pictures, gallery) = left.splitLeft(left.width - 1).left.splitTop(left.height * 45 / 100)
      let (numbers, course) = right.splitTop(14)
      return [
        Placement(.pictures, pictures), Placement(focus == .difference ? .difference : .gallery, gallery),
        Placement(.numbers, numbers), Placement(.course, course),
      ]
    case .huge:
      let (left, right) = area.splitLeft(48)
      let (pictures, below) = left.splitLeft(left.width - 1).left.splitTop(14)
      let (numbers, course) = below.splitTop(15)
      return [
        Placement(.pictures, pictures), Placement(.numbers, numbers), Placement(.course, course),
        Placement(focus == .difference ? .difference : .gallery, right),
      ]
    }
  }

  package func headlines(in context: ScreenContext) -> [Headline] {
    let chosen = chosen(in: context)
    guard let moment = context.subject.moment, let share = chosen.study?.judgement.identificationTop1 else {
      return Headline.usual(in: context)
    }
    var headlines = Headline.usual(in: context).filter { $0.ink != .member }
    headlines.insert(
      Headline(
        name: "\(context.glyphs.diagnosticMark)recognised", value: Headline.short(share), ink: .member),
      at: moment.test == nil ? 0 : 1)
    return headlines
  }

  /// What the chosen inversion does, and what its pictures are.
  package func sentence(in context: ScreenContext) -> String? {
    let prototype = context.subject.snapshot?.data.prototypeSentence ?? ""
    return context.glyphs.spelled("\(inversion.sentence) \(prototype)")
  }
}

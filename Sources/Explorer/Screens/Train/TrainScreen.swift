import Attacks
import Experiments
import Records
package import TerminalCanvas

/// The Train screen: knobs at the left, what the model learns in the middle, what it gives away at the right.
package struct TrainScreen: Screen {
  /// What only this screen can do.
  package enum Action: Hashable, Sendable {
    case changeClass(by: Int)
    case toggleROCScale
    case toggleWeights
  }

  package enum Pane: CaseIterable, Hashable, Sendable {
    case accuracy, loss, membership, epsilon, roc, inversion, readouts
  }

  package static let title = "Train"
  package static let purpose = "what the model learns"
  package static let focusable: [Pane] = [
    .accuracy, .loss, .membership, .epsilon, .roc, .inversion, .readouts,
  ]
  package static let readouts = Pane.readouts

  package static let commands: [ScreenCommand<Action>] = [
    ScreenCommand(
      "next-class", .changeClass(by: 1), "invert the next class", keys: [.character("c")], hint: "class",
      before: .open(.palette)),
    ScreenCommand(
      "roc-axes", .toggleROCScale, "ROC with logarithmic axes, or linear ones", keys: [.character("g")],
      hint: "ROC axes",
      before: .open(.knobs)),
    ScreenCommand(
      "weights", .toggleWeights, "the weights as pictures, or the inversion again", keys: [.character("w")],
      hint: "weights", before: .open(.palette)),
    ScreenCommand(
      "previous-class", .changeClass(by: -1), "invert the previous class", keys: [.character("v")],
      before: .knob(.selectKnob(by: -1))),
  ]

  package var focus = Pane.accuracy
  package var isROCLogarithmic = false
  /// Whether the first layer's weights are drawn in the place of the inversion.
  package var showsWeights = false
  /// The class that is inverted.
  package var choice = ClassChoice()

  package init() {}

  package mutating func update(_ action: Action, in context: ScreenContext) -> [Effect] {
    switch action {
    case .changeClass(let offset):
      let count = context.subject.snapshot?.data.dataset.classCount ?? 1
      choice.move(by: offset, among: Array(0..<max(1, count)))
    case .toggleROCScale: isROCLogarithmic.toggle()
    case .toggleWeights: showsWeights.toggle()
    }
    return []
  }

  package mutating func follow(_ context: ScreenContext) {
    choice.follow(
      context.subject.history.moments.last?.inversion.attack,
      names: context.subject.snapshot?.data.dataset.classNames)
  }

  package func content(of pane: Pane, in context: ScreenContext) -> PaneContent {
    let curves = RunCurves(subject: context.subject, glyphs: context.glyphs)
    switch pane {
    case .accuracy: return curves.accuracy
    case .loss: return curves.loss
    case .membership: return curves.membership
    case .epsilon: return curves.epsilon
    case .roc:
      return LossThresholdROC(
        subject: context.subject, glyphs: context.glyphs, isLogarithmic: isROCLogarithmic
      ).content
    case .inversion where showsWeights:
      return WeightsPane(subject: context.subject, glyphs: context.glyphs, selectedUnit: choice.selected)
        .content
    case .inversion:
      return InversionPane(subject: context.subject, glyphs: context.glyphs, selectedClass: choice.selected)
        .content
    case .readouts: return Readouts(context: context).content
    }
  }

  package func layout(_ area: Rect, size: ScreenSize) -> [Placement<Pane>] {
    switch size {
    case .small: smallLayout(area)
    case .medium: mediumLayout(area)
    case .wide, .huge: wideLayout(area)
    }
  }

  /// The focused pane, and the figures of utility and leak beside it.
  private func smallLayout(_ area: Rect) -> [Placement<Pane>] {
    let (pane, numbers) = area.splitLeft(area.width - 30)
    return [
      Placement(focus == .readouts ? .accuracy : focus, pane.splitLeft(pane.width - 1).left),
      Placement(.readouts, numbers),
    ]
  }

  private func wideLayout(_ area: Rect) -> [Placement<Pane>] {
    let (curves, leaks) = area.splitLeft(max(41, area.width * 45 / 100))
    let (pictures, roc) = leaks.splitTop(max(17, leaks.height * 54 / 100))
    return zip([.accuracy, .loss, .membership, .epsilon], curves.splitLeft(curves.width - 1).left.rows(4)).map
    {
      Placement($0, $1)
    } + [Placement(.inversion, pictures), Placement(.roc, roc)]
  }

  private func mediumLayout(_ area: Rect) -> [Placement<Pane>] {
    let (curves, pictures) = area.splitLeft(area.width - 46)
    let halves = curves.splitLeft(curves.width - 1).left.rows(2)
    // A pane that has no place of its own takes the first one while it has the focus.
    let isElsewhere = focus == .membership || focus == .inversion || focus == .readouts
    let (picture, numbers) = pictures.splitTop(12)
    return [
      Placement(isElsewhere ? .accuracy : focus, halves[0]), Placement(.membership, halves[1]),
      Placement(.inversion, picture), Placement(.readouts, numbers),
    ]
  }
}

import Experiments
import Records
import TerminalCanvas

/// A figure that is shown large.
package struct Headline: Hashable, Sendable {
  let name: String
  /// In letters that there are large ones of; nil where nothing bounds it.
  let value: String?
  let ink: Ink

  /// How well the model does, how well it is attacked, and what was spent.
  static func usual(in context: ScreenContext) -> [Headline] {
    guard let moment = context.subject.moment else { return [] }
    let glyphs = context.glyphs
    var headlines: [Headline] = []
    if let test = moment.test {
      headlines.append(Headline(name: "test accuracy", value: short(test.accuracy), ink: .test))
    }
    if let loss = moment.lossThreshold, !moment.isDiverged {
      headlines.append(
        Headline(
          name: "\(glyphs.diagnosticMark)membership AUC", value: short(loss.areaUnderCurve), ink: .member))
    }
    headlines.append(spent(moment.account, glyphs: glyphs))
    return headlines
  }

  /// `.83`, for a projector has few columns.
  static func short(_ share: Double) -> String {
    let text = fixed(share, 2)
    return text.hasPrefix("0.") ? String(text.dropFirst()) : text
  }

  static func spent(_ account: RunAccount, glyphs: GlyphSet) -> Headline {
    let kind = account.qualifier.map { " \($0)" } ?? ""
    return Headline(
      name: glyphs.spelled(
        "\(account.unit == .client ? "client " : "")ε\(kind), δ \(significant(account.delta))"),
      value: account.epsilon < 1000 ? roundedUp(account.epsilon) : account.epsilon.isFinite ? "1000+" : nil,
      ink: account.epsilon.isFinite ? .bound : .danger)
  }
}

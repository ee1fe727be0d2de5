import Experiments
import PlainText
import TerminalCanvas

/// The knobs, and what they mean just now.
struct KnobPane {
  let state: ExplorerState

  /// A row a knob, under the two headings that say when a change takes effect.
  static let height = Knob.allCases.count + 2

  /// Where the area is too low for all of it, the part around the chosen knob.
  func draw(on canvas: inout Canvas, in area: Rect) {
    let rows: [Row] =
      [.heading("from the next step on")] + Knob.allCases.filter(\.isLive).map(Row.knob)
      + [.heading("from a restart on (R)")] + Knob.allCases.filter { !$0.isLive }.map(Row.knob)
    let chosen = rows.firstIndex(of: .knob(state.selectedKnob)) ?? 0
    let first = max(0, min(chosen - area.height / 2, rows.count - area.height))
    let width = area.width - (rows.count > area.height ? 1 : 0)
    for (offset, row) in rows.dropFirst(first).prefix(area.height).enumerated() {
      let line = Rect(column: area.column, row: area.row + offset, width: width, height: 1)
      switch row {
      case .heading(let text): canvas.write(text, column: line.column + 1, row: line.row, ink: .dim, in: line)
      case .knob(let knob): draw(knob, on: &canvas, in: line)
      }
    }
    canvas.markMore(
      above: first > 0, below: first + area.height < rows.count, in: area, glyphs: state.rendering.glyphs)
  }

  private enum Row: Hashable {
    case heading(String)
    case knob(Knob)
  }

  private func draw(_ knob: Knob, on canvas: inout Canvas, in line: Rect) {
    let isSelected = knob == state.selectedKnob
    let ink: Ink = isSelected ? .focus : .text
    if isSelected {
      canvas.write(
        state.rendering.glyphs.selectionMark, column: line.column, row: line.row, ink: ink, isBold: true,
        in: line)
    }
    canvas.write(knob.title, column: line.column + 2, row: line.row, ink: ink, isBold: isSelected, in: line)
    let isPending = state.isPending(knob)
    canvas.writeTrailing(
      value(of: knob) + (isPending ? "*" : " "), row: line.row, ink: isPending ? .warning : ink, in: line)
  }

  func value(of knob: Knob) -> String {
    if knob == .clippingNorm, state.shownKnobs.clippingNorm == nil,
      let norm = state.shownKnobs.effectiveClippingNorm
    {
      return "off, so \(KnobValue.number(norm))"
    }
    if knob == .dropout, state.draft.network == "linear" { return "no hidden units" }
    let text = state.shownKnobs[knob].description.harmless
    // Of a path its end says which file it is.
    return text.displayWidth > 16 ? "..." + text.suffix(columns: 13) : text
  }

  /// One line with the live knobs, for screens that have no room for a column.
  func drawLine(on canvas: inout Canvas, in line: Rect) {
    let names: [(Knob, String)] = [
      (.noiseMultiplier, state.rendering.glyphs.sigma), (.clippingNorm, "C"), (.expectedBatchSize, "B"),
      (.learningRate, "lr"), (.momentum, "mom"), (.weightDecay, "wd"), (.dropout, "drop"),
      (.labelSmoothing, "smooth"),
    ]
    let knobs = names + Knob.allCases.filter { !$0.isLive }.map { ($0, $0.title) }
    let pieces = knobs.map { knob, name in
      let mark = knob == state.selectedKnob ? String(state.rendering.glyphs.selectionMark) : " "
      let clipping =
        knob == .clippingNorm ? state.shownKnobs.effectiveClippingNorm.map(KnobValue.number) : nil
      let value =
        clipping?.description ?? (knob == .dataset ? value(of: knob) : state.shownKnobs[knob].description)
      return "\(mark)\(name) \(value)\(state.isPending(knob) ? "*" : "") "
    }
    // The line begins where the chosen knob is still on it.
    let selected = knobs.firstIndex { $0.0 == state.selectedKnob } ?? 0
    var first = 0
    // Both ends have room for a mark that there is more.
    while first < selected, pieces[first...selected].reduce(0, { $0 + $1.displayWidth }) > line.width - 1 {
      first += 1
    }
    let marks = state.rendering.glyphs == .ascii ? (left: "<", right: ">") : (left: "‹", right: "›")
    var column = line.column
    for index in first..<pieces.count {
      guard column + pieces[index].displayWidth <= line.column + line.width else {
        canvas.writeTrailing(marks.right, row: line.row, ink: .focus, in: line)
        break
      }
      let isSelected = index == selected
      column = canvas.write(
        pieces[index], column: column, row: line.row, ink: isSelected ? .focus : .text, isBold: isSelected,
        in: line)
    }
    if first > 0 { canvas.write(marks.left, column: line.column, row: line.row, ink: .focus, in: line) }
  }

  /// What the chosen knob does, with the numbers it has now.
  var explanation: String {
    let settings = state.subject.isLookingBack ? state.shownKnobs : state.live
    let sigma = state.rendering.glyphs.sigma
    switch state.selectedKnob {
    case .noiseMultiplier:
      guard settings.noiseMultiplier > 0, let norm = settings.effectiveClippingNorm else {
        return "Noise hides each example in the sum of gradients; without it nothing is promised."
      }
      let deviation = settings.noiseMultiplier * norm
      return
        "Noise of deviation \(sigma)C = \(significant(deviation)) on the clipped sum; over B, \(significant(deviation / settings.expectedBatchSize)) a weight."
    case .clippingNorm:
      guard let norm = settings.effectiveClippingNorm else {
        return "Off: one example may move the model as far as its gradient reaches."
      }
      return "No example's gradient counts for more than a norm of \(significant(norm))."
    case .expectedBatchSize:
      return
        "Each member joins a step with probability \(significant(settings.samplingRate)); \(settings.stepsPerEpoch) steps are an epoch."
    case .learningRate: return "How far a step goes; smaller steps need more of them, and each costs privacy."
    case .momentum: return "How much of the last steps' direction a step keeps."
    case .weightDecay: return "Pulls weights towards zero: less to remember with, but no guarantee."
    case .dropout:
      return settings.network == "linear"
        ? "Dropout leaves out hidden units, and a linear network has none."
        : "Leaves hidden units out at random while training: a modest defence, without a guarantee."
    case .labelSmoothing:
      return "Trains towards softer labels. It may help accuracy; watch what it does to membership."
    case .dataset: return "The records to train on; `o` brings a data set with its own settings."
    case .network: return "Linear, or hidden layers and their widths: mlp:128, mlp:256-128."
    case .trainSize:
      return
        "Members on average: each record of the pool is one with probability \(significant(state.draft.inclusion)), by a coin of its own."
    case .seed: return "Decides pool, split, start, batches and noise: reproducible, not private."
    }
  }
}

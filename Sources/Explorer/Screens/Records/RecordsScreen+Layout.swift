package import TerminalCanvas

extension RecordsScreen {
  /// Of the answer, with its rule: a line for each class, as far as there is room for all that matter.
  private var answerHeight: Int { min(11, (editor?.form.classNames.count ?? 10) + 1) }

  package func layout(_ area: Rect, size: ScreenSize) -> [Placement<Pane>] {
    switch size {
    case .small: smallLayout(area)
    case .medium: mediumLayout(area)
    case .wide: wideLayout(area)
    case .huge: hugeLayout(area)
    }
  }

  /// Where there is room for the list or for the answer.
  private var showsList: Bool { isListing && focus != .answer }
  /// With its rule and caption.
  private static let listHeight = 12

  /// The record, or what has the focus; its numbers beside it.
  private func smallLayout(_ area: Rect) -> [Placement<Pane>] {
    let (pane, numbers) = area.splitLeft(area.width - 27)
    return [
      Placement(isBeside ? .record : focus, pane.splitLeft(pane.width - 1).left),
      Placement(focus == .readouts ? .readouts : .numbers, numbers),
    ]
  }

  private var isBeside: Bool { focus == .numbers || focus == .readouts || focus == .answer }

  private func mediumLayout(_ area: Rect) -> [Placement<Pane>] {
    let (pane, beside) = area.splitLeft(area.width - 35)
    let (answer, numbers) = beside.splitTop(min(answerHeight, beside.height - 7))
    return [
      Placement(isBeside ? .record : focus, pane.splitLeft(pane.width - 1).left),
      Placement(.answer, answer), Placement(focus == .readouts ? .readouts : .numbers, numbers),
    ]
  }

  /// Cells that the record wants: a form, or a picture as large as it is comfortable to draw on, and its rule and caption.
  private func wanted(in area: Rect) -> (width: Int, height: Int) {
    guard case .picture(let width, let height, _)? = editor?.form.shape else {
      return (38, area.height)
    }
    let scale = max(1, min((area.width - 33) / (2 * width), (area.height - 2) / height, 2))
    return (min(2 * width * scale + 1, area.width - 33), height * scale + 2)
  }

  private func wideLayout(_ area: Rect) -> [Placement<Pane>] {
    let wanted = wanted(in: area)
    let (left, right) = area.splitLeft(max(wanted.width, 38))
    let record = left.splitLeft(left.width - 1).left
    // Beneath a small picture there is room for those near to it.
    let hasRoom = area.height - wanted.height >= 10
    let (picture, below) = record.splitTop(hasRoom ? wanted.height : record.height)
    var placements = [Placement(Pane.record, picture)]
    if hasRoom { placements.append(Placement(focus == .overSteps ? .overSteps : .nearest, below)) }
    let (upper, rest) = right.splitTop(showsList ? Self.listHeight : answerHeight)
    let (score, numbers) = rest.splitTop(max(8, rest.height - 11))
    let chart: Pane = focus == .slices ? .slices : .score
    let other: Pane = focus == .overSteps || focus == .nearest ? focus : chart
    placements += [
      Placement(showsList ? .atRisk : .answer, upper),
      Placement(hasRoom ? chart : other, score), Placement(.numbers, numbers),
    ]
    return placements
  }

  private func hugeLayout(_ area: Rect) -> [Placement<Pane>] {
    let (left, right) = area.splitLeft(area.width - 56)
    let records = left.splitLeft(left.width - 1).left
    let (charts, numbers) = right.splitTop(right.height - (isListing ? 16 : 12))
    let (upper, curves) = charts.splitTop(showsList ? Self.listHeight : answerHeight)
    let halves = curves.rows(2)
    let (record, nearest) = hugeRecords(records)
    return [
      Placement(.record, record), Placement(.nearest, nearest),
      Placement(showsList ? .atRisk : .answer, upper), Placement(.score, halves[0]),
      Placement(isListing && focus != .overSteps ? .slices : .overSteps, halves[1]),
      Placement(.numbers, numbers),
    ]
  }

  /// A form with those near to it at its side, or a picture with them below.
  private func hugeRecords(_ area: Rect) -> (record: Rect, nearest: Rect) {
    guard case .picture? = editor?.form.shape else {
      let (form, beside) = area.splitLeft(area.width * 2 / 5)
      return (form.splitLeft(form.width - 1).left, beside)
    }
    let (picture, below) = area.splitTop(max(min(wanted(in: area).height, 32), area.height * 3 / 5))
    return (picture, below)
  }
}

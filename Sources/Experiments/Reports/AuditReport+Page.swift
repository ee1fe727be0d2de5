import Statistics

extension AuditReport {
  /// The report of one page.
  package var page: ReportPage {
    ReportPage(
      title: "Privacy audit: \(remarks.title)",
      parts: verdicts.map { .verdict(sentence($0.line), isAlarm: $0.isAlarm) }
        + [.heading("What was claimed"), .paragraph(sentence(claim))] + proven + checked + leaking + exposed
        + sliced + sinceBaseline + [.heading("What was not tested"), .list(figures.notTested)] + card)
  }

  private func sentence(_ line: String) -> String { line.capitalizedSentence + "." }

  private var proven: [ReportPage.Part] {
    [.heading("What was proven"), .paragraph(sentence(guessing)), .table(boundsTable), .list(kinds)]
      + (figures.pairs > 0
        ? [
          .paragraph(
            "Bounds of many runs are of \(figures.pairs) pairs of runs that differ in one canary; those of one run are of this one."
          )
        ] : [])
      + [.paragraph(sentence(ceiling)), .figure(boundsFigure)] + shown(climbFigure)
      + shown(auditsFigure, with: sentence(Self.auditsNote)) + shown(curveFigure, with: Self.curveNote)
  }

  private func shown(_ figure: ReportPage.Figure?, with note: String? = nil) -> [ReportPage.Part] {
    figure.map { figure in [.figure(figure)] + [note.map { .paragraph($0) }].compactMap(\.self) } ?? []
  }

  private static let curveNote =
    "The curve of the canaries is of a sample: where they are few it may cross a limit by chance, and it refutes nothing by itself."

  private var checked: [ReportPage.Part] {
    guard figures.settings != nil else { return [] }
    return [.heading("What the trainer did")]
      + (figures.conformance.isEmpty
        ? [.paragraph("Nothing could be checked.")]
        : [
          .table(checksTable),
          .paragraph(
            "A correct trainer is outside what is allowed in less than one of a million runs. A check is blind to what it does not look at."
          ),
        ])
  }

  private var leaking: [ReportPage.Part] {
    guard !figures.attacks.isEmpty else { return [] }
    return [
      .heading("What leaks of the pool"), .table(attacksTable), .paragraph(sentence(Self.attacksNote)),
    ]
  }

  private var exposed: [ReportPage.Part] {
    guard let risk else { return [] }
    let rows = figures.atRisk.map { member in
      [
        "\(member.index)", member.odds?.brief ?? "–",
        member.foundBy.isEmpty ? "–" : member.foundBy.map(Self.title).joined(separator: ", "),
      ]
    }
    return [
      .heading("Who is most at risk"), .paragraph(sentence(risk)),
      .table(
        ReportPage.Table(["row of the file", "odds", "found at 1 % false alarms by"], rows, numbers: [0, 1])),
    ]
  }

  private var sliced: [ReportPage.Part] {
    guard let first = figures.slices.first else { return [] }
    let ranked = figures.slices.sorted { ($0.area ?? 0) > ($1.area ?? 0) }.prefix(Self.listedSlices)
    let some =
      ranked.count < figures.slices.count
      ? "the \(ranked.count) with the highest AUC of \(figures.slices.count) slices; " : ""
    let rows = ranked.map { slice in
      [
        slice.slice, slice.value, "\(slice.members)", "\(slice.nonMembers)",
        Self.interval(slice.area, slice.areaLow, slice.areaHigh) ?? "–", "\(slice.heldOut)",
        Self.interval(slice.accuracy, slice.accuracyLow, slice.accuracyHigh) ?? "–",
      ]
    }
    return [
      .heading("Slices"),
      .table(
        ReportPage.Table(
          ["slice", "value", "members", "others", "AUC", "held-out", "accuracy"], rows, numbers: [2, 3, 5])),
      .paragraph(
        sentence(
          "\(some)AUC of \(Self.title(first.areaBy)) within the slice; intervals of 95 %, each by itself, so that of many slices some miss"
        )),
    ]
  }

  private static let listedSlices = 12

  private var sinceBaseline: [ReportPage.Part] {
    guard figures.regressions != nil else { return [] }
    return [
      .heading("Since the baseline"),
      regressions.isEmpty ? .paragraph("Nothing became worse, beyond noise.") : .list(regressions),
    ]
  }

  private var card: [ReportPage.Part] {
    let took = "The audit took \(figures.seconds.written(1)) s."
    guard let card = figures.card else { return [.paragraph(took)] }
    let rows = [
      ["model", card.model], ["training data", card.trainingData], ["origin", card.origin ?? "not known"],
      ["training procedure", card.trainingProcedure], ["evaluation data", card.evaluationData],
      ["test accuracy", card.testAccuracy?.percent ?? "–"],
      ["balanced accuracy", card.balancedAccuracy?.percent ?? "–"],
      ["privacy", card.privacy],
      ["ε leaves out", card.limitations.joined(separator: "; ")],
      ["computed on", card.computedOn], ["SHA-256 of the weights", card.weightsSHA256],
    ]
    return [.heading("Model card"), .table(ReportPage.Table(["field", ""], rows)), .paragraph(took)]
  }
}

extension String {
  /// As a sentence begins: a Greek letter stays what it is.
  fileprivate var capitalizedSentence: String {
    guard let first, first.isASCII else { return self }
    return first.uppercased() + dropFirst()
  }
}

import ArgumentParser
import Attacks
import Experiments
import Records

/// What is asked of single records, and of slices of them.
struct ExposureOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("List so many members, the most exposed first, and why.", valueName: "count"))
  var records: Int?
  @Option(
    help: ArgumentHelp(
      "Accuracy and leakage for each value of a column; may be given again. Classes and right or wrong answers come with it.",
      valueName: "column"))
  var slice: [String] = []
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Delete the member in this row of the file, train again, and see what changes.", valueName: "index"))
  var delete: Int?

  /// What was found of it; nil is what was not asked for.
  struct Found {
    var records: [MembershipReport.ListedRecord]?
    var slices: [MembershipReport.SliceFigures]?
    var deletion: MembershipReport.DeletionFigures?
  }

  /// Whom attacks find most besides, of a deletion.
  private static let exposedCount = 10

  /// - Parameter isOfRun: whether there are data, and not a file of scores alone.
  func check(isOfRun: Bool) throws {
    if let records, records < 1 { throw MembershipCommandError.recordsOutOfRange(records) }
    guard !isOfRun else { return }
    if !slice.isEmpty { throw MembershipCommandError.dataWithoutRun(option: "--slice") }
    if delete != nil { throw MembershipCommandError.dataWithoutRun(option: "--delete") }
  }

  /// Refuses, before anything is trained, what the run has not.
  func check(_ run: TrainingRun) throws {
    guard records != nil || !slice.isEmpty || delete != nil else { return }
    try run.data.checkThatUnitsAreRecords()
    _ = try slicings(of: run.data)
    if delete != nil { _ = try deletion(from: run) }
  }

  private func slicings(of data: ExperimentData) throws -> [Slicing] {
    var slicings = data.usualSlicings
    for column in slice {
      let slicing = try data.slicing(byColumn: column)
      if !slicings.contains(slicing) { slicings.append(slicing) }
    }
    return slicings
  }

  private func deletion(from run: TrainingRun) throws -> DeletionPlan? {
    try delete.map { row in
      try DeletionPlan(
        deleting: try run.data.memberToDelete(inRow: row), from: run.log, stepCount: run.step, data: run.data)
    }
  }

  func found(of study: MembershipStudy, on subject: MembershipSubject, prior: Double) throws -> Found {
    guard records != nil || !slice.isEmpty || delete != nil else { return Found() }
    let surroundings = subject.run.map { RecordSurroundings(of: $0.data) }
    let exposed = ExposedRecords(
      max(records ?? 0, Self.exposedCount + 1), by: study.outcomes, on: subject.evidence,
      isMember: subject.isMember, indices: subject.indices, prior: prior, surroundings: surroundings)
    var found = Found()
    found.records = records.map { count in
      (exposed?.records ?? []).prefix(count).compactMap { record in
        exposed.map {
          MembershipReport.ListedRecord(record, rankedBy: $0.ranking, classNames: subject.classNames)
        }
      }
    }
    guard let run = subject.run, let surroundings else { return found }
    if records != nil || !slice.isEmpty {
      // Of a model that diverged there is nothing to tell.
      let slicings = try slicings(of: run.data)
      found.slices =
        try exposed.map { exposed in
          let sliced = try SlicedRun(of: run, scores: exposed.scores)
          return slicings.flatMap { sliced.slices(by: $0) }.map {
            MembershipReport.SliceFigures($0, rankedBy: exposed.ranking)
          }
        } ?? []
    }
    if let plan = try deletion(from: run) {
      let deletion = Deletion(
        by: plan, models: MembershipSubject.models(of: plan, called: "trained again", keeping: { $0 }),
        evidence: subject.evidence,
        exposed: (exposed?.records ?? []).map(\.candidate).filter { $0 != plan.candidate }
          .prefix(Self.exposedCount).map { $0 }, surroundings: surroundings)
      found.deletion = MembershipReport.DeletionFigures(deletion)
    }
    return found
  }
}

import NeuralNetworks
public import PrivacyAccounting
public import Records

/// What all runs on the same data have cost together: who chooses the best of several has learned from each of them.
///
/// `ifIndependent` is the ε of all their steps, one run after another, had these been fixed beforehand and had each run drawn noise
/// of its own. It holds then for whoever sees every weight of every run and is to tell whether one unit (a record, or half of a
/// person's photographs) took part, in whichever of these runs its coins would have put it, knowing every other unit and where each
/// is a member. A unit that some run's pool did not hold has cost less. Runs with other seeds, other pools or another reading of
/// the file are about the same people, and count.
///
/// Runs with one seed draw the same noise, and whoever has two of them can subtract it: no ε of them together holds, and `epsilon`
/// is nil. A run that another one of them goes on from is a part of that one, and counts once.
///
/// Several runs are seldom fixed beforehand: the next one is chosen by what the last one showed, and no ε of the composition is
/// proven then. It is therefore as run, but for a single run beside which nothing was left out.
public struct SpentTogether: Hashable, Sendable {
  /// Without those that others go on from.
  public let runCount: Int
  /// Of all runs.
  public let stepCount: Int
  /// What ε is of.
  public let unit: PrivacyUnit
  /// The least of the δ at which the runs state their own ε, so that no run's is loosened.
  public let delta: Double
  /// Seeds that one of the runs has in common with another one, or with a run on the same data of another unit, where neither is a
  /// part of the other and both took steps: the least first.
  public let sharesNoise: [UInt64]
  /// What the runs cost together with noise of their own; infinite where any step of any run had none.
  public let ifIndependent: EpsilonBounds
  /// Whether that is a bound, and of what.
  public let kind: RunAccount.Kind
  /// What these runs leave out beside what every ε does, each to follow "ε leaves out".
  public let notCovered: [String]
  /// What was not added up.
  public let leftOut: LeftOut

  /// Runs that count, or may, and are not in the figure.
  public struct LeftOut: Hashable, Sendable {
    /// Runs on the same data whose ε is of another unit.
    public var ofOtherUnitCount = 0
    /// Logs that nobody looked at, for there were many.
    public var unreadLogCount = 0
    /// Logs that are broken, cut, or of another program.
    public var unusableLogCount = 0

    public init() {}

    fileprivate var isEmpty: Bool { self == LeftOut() }
  }

  /// The ε to show: infinite where any step of any run had no noise, and else nil where runs share theirs, for none holds then.
  public var epsilon: Double? {
    sharesNoise.isEmpty || ifIndependent.upper.isInfinite ? ifIndependent.upper : nil
  }

  /// Those of a sitting, and those of the logs of before.
  ///
  /// - Parameter sitting: each up to where it has come, with its log's path where it has one.
  /// - Returns: nil where none of them is on those data and of that unit.
  public init?(
    of sitting: [RunBeginning], and archive: RunArchive, onDataOf configuration: ExperimentConfiguration
  ) {
    let paths = Set(sitting.compactMap(\.logPath))
    var leftOut = LeftOut()
    leftOut.unreadLogCount = archive.unreadCount
    leftOut.unusableLogCount =
      archive.unreadableCount
      + archive.runs.count { run in
        run.end == nil && !paths.contains(run.path)
          && run.log?.configuration.dataset ?? configuration.dataset
            == configuration.dataset
      }
    self.init(of: sitting + archive.runs.compactMap(\.end), onDataOf: configuration, leavingOut: leftOut)
  }

  /// Takes a second or more for dozens of runs at settings of their own.
  ///
  /// - Parameters:
  ///   - runs: each up to where it has come; those on other data are passed over, and of those of another unit nothing is told but
  ///     how many there are and whose noise they share.
  ///   - leftOut: logs that are not among the runs.
  /// - Returns: nil where none is left.
  public init?(
    of runs: [RunBeginning], onDataOf configuration: ExperimentConfiguration,
    leavingOut leftOut: LeftOut = LeftOut()
  ) {
    let onData = runs.filter { $0.configuration.dataset == configuration.dataset }
    // A part may have stated its ε at another δ than what goes on from it.
    let deltas = onData.filter { $0.configuration.protectedUnit == configuration.protectedUnit }.map(
      \.configuration.delta)
    guard let delta = deltas.min() else { return nil }
    let whole = onData.withoutParts
    let runs = whole.filter { $0.configuration.protectedUnit == configuration.protectedUnit }
    let ledgers = runs.map(\.ledger)
    do {
      ifIndependent = try EpsilonBounds(of: ledgers.flatMap(\.events), atDelta: delta)
    } catch {
      preconditionFailure("a step is an event the accountant prices: \(error)")
    }
    var leftOut = leftOut
    leftOut.ofOtherUnitCount = whole.count - runs.count
    self.leftOut = leftOut
    sharesNoise = runs.seedsShared(among: whole)
    (runCount, self.delta, unit) = (runs.count, delta, configuration.protectedUnit)
    stepCount = ledgers.reduce(0) { $0 + $1.stepCount }
    let scalesByMembers = runs.contains { $0.configuration.mayScaleByMembers }
    let hasInitialWeights = runs.contains { $0.configuration.initial != nil }
    let isBroken = runs.contains { $0.configuration.bug != nil }
    let isAlone = runs.count == 1 && leftOut.isEmpty
    kind = RunAccount.Kind(
      RunAccount.Basis(
        isBroken: isBroken, firstUnprotectedStep: ledgers.lazy.compactMap(\.firstNonPrivateStep).first,
        scalesByMembers: scalesByMembers, hasInitialWeights: hasInitialWeights,
        isFixed: isAlone && runs[0].commands.allSatisfy(\.isReadByNoStep),
        budget: isAlone ? runs[0].configuration.epsilonBudget : nil),
      ifIndependent)
    notCovered =
      (isBroken ? [UncoveredByEpsilon.brokenTrainer] : [])
      + (scalesByMembers ? [UncoveredByEpsilon.membersStatistics] : [])
      + (hasInitialWeights ? [UncoveredByEpsilon.initialWeights] : [])
  }
}

extension [RunBeginning] {
  /// Those of which no other has every step.
  fileprivate var withoutParts: [RunBeginning] {
    indices.filter { index in
      !indices.contains { other in
        guard other != index, self[index].isPart(of: self[other]) else { return false }
        // Of two that are the same one counts.
        return other < index || !self[other].isPart(of: self[index])
      }
    }.map { self[$0] }
  }

  /// The seeds of these that several of `all`, which holds these, draw from.
  fileprivate func seedsShared(among all: [RunBeginning]) -> [UInt64] {
    let counts = Dictionary(all.compactMap(\.noiseSeed).map { ($0, 1) }, uniquingKeysWith: +)
    return Set(compactMap(\.noiseSeed)).filter { counts[$0] ?? 0 > 1 }.sorted()
  }
}

extension RunBeginning {
  /// What its noise is drawn from; nil where that is the system, or no step was taken.
  fileprivate var noiseSeed: UInt64? {
    step > 0 && !configuration.secureNoise ? configuration.seed : nil
  }

  /// Whether every step was taken by the other, too, at the same settings and with the same noise.
  fileprivate func isPart(of other: RunBeginning) -> Bool {
    guard step <= other.step, configuration.ofSteps == other.configuration.ofSteps,
      commands.filter({ $0.step < step }) == other.commands.filter({ $0.step < step })
    else { return false }
    return !configuration.secureNoise || isWrittenDown(as: other)
  }

  /// Whether both were read of one run, whose noise nobody can repeat.
  private func isWrittenDown(as other: RunBeginning) -> Bool {
    if let logPath, logPath == other.logPath { return true }
    return step == other.step && weightsSHA256 != nil && weightsSHA256 == other.weightsSHA256
  }

  /// An entry for every step up to there: the run's own ledger, without its training.
  public var ledger: PrivacyLedger { ledger { $0.stepEvent } }

  /// An entry for every step up to there.
  ///
  /// - Parameter event: what a step at those settings is.
  func ledger(of event: (ExperimentConfiguration) -> PrivacyEvent) -> PrivacyLedger {
    var (ledger, settings) = (PrivacyLedger(), configuration)
    for command in commands {
      ledger.record(event(settings), count: min(command.step, step) - ledger.stepCount)
      // What a run refused it did not write down.
      settings = (try? settings.taking(command.action)) ?? settings
    }
    ledger.record(event(settings), count: step - ledger.stepCount)
    return ledger
  }
}

extension ExperimentConfiguration {
  /// Without what no step depends on: two runs that differ in that alone take the same steps.
  fileprivate var ofSteps: ExperimentConfiguration {
    var steps = self
    (steps.delta, steps.epsilonBudget, steps.auditInterval) = (1, nil, nil)
    if rateDecay == .none { steps.steps = 1 }
    return steps
  }

  /// Whether inputs may be scaled by statistics of the members: of a table they are wherever some column is a number.
  fileprivate var mayScaleByMembers: Bool {
    guard statistics == .members else { return false }
    return if case .table = Catalog.entry(named: dataset)?.source { true } else { reference.isTable }
  }
}

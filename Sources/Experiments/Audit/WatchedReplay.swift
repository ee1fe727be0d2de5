import Auditing
import DifferentialPrivacy
import NeuralNetworks
import Records

/// A run that is taken again from its first step, and watched; it goes on where it stopped as the run does.
struct WatchedReplay: Sendable {
  private let generation: Int
  private let configuration: ExperimentConfiguration
  private var replay: Replay<TrainingRun>
  private var study: ConformanceStudy
  /// Found by a probe, at the weights of an earlier step perhaps.
  private var sensitivity: ConformanceCheck?

  /// Before the first step of the run that a snapshot is of.
  init(of snapshot: Snapshot) {
    generation = snapshot.generation
    configuration = snapshot.startConfiguration
    let data = snapshot.data
    var run = TrainingRun(configuration, data: data, isMember: data.split.isUnitMember)
    study = ConformanceStudy(watching: &run)
    replay = Replay(of: snapshot.finishedLog, on: run)
  }

  var step: Int { replay.run.step }

  /// Whether the run that a snapshot is of goes on from here.
  func leads(to snapshot: Snapshot) -> Bool {
    let taken = replay.run.log.commands
    return snapshot.generation == generation && snapshot.startConfiguration == configuration
      && step <= snapshot.step && taken.elementsEqual(snapshot.commands.prefix(taken.count))
  }

  /// Takes the commands that were given since.
  mutating func follow(_ snapshot: Snapshot) { replay.follow(snapshot.commands) }

  /// Takes a step as the run did; says whether it could.
  mutating func advance() -> Bool {
    guard (try? replay.advance()) == true else { return false }
    study.look(at: replay.run)
    return true
  }

  /// Looks for the most that one example moves the sum at the weights of now.
  mutating func probe() { sensitivity = study.sensitivity(of: replay.run) }

  /// Gives back the memory that only steps need.
  mutating func rest() { replay.rest() }

  /// The report of an audit of the run, which is here again; nil of one whose noise nobody can repeat.
  func report(of audit: Audit, at snapshot: Snapshot) -> AuditReport? {
    let start = ContinuousClock.now
    let run = replay.run
    guard !configuration.secureNoise, step == snapshot.step else { return nil }
    let pool = run.data.oneSidedPool == nil ? try? AskedPool(asking: run) : nil
    let subject = AuditedRun(
      run, conformance: found(at: snapshot).checks, pool: pool, isScheduleFixed: false)
    return AuditReport(
      of: audit, claim: nil, subject: subject, seconds: (ContinuousClock.now - start) / .seconds(1))
  }

  /// What was found so far.
  func found(at snapshot: Snapshot) -> ConformanceFound {
    let isSister = configuration.secureNoise
    return ConformanceFound(
      step: step, checks: study.checks + [sensitivity].compactMap(\.self), isOfSister: isSister,
      hasSameWeights: isSister || step != snapshot.step
        ? nil : replay.run.network.parameters.values == snapshot.network.parameters.values)
  }
}

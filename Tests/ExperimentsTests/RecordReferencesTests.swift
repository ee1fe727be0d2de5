import Attacks
import Dispatch
import Experiments
import LinearAlgebra
import Records
import Synchronization
import Testing

/// A record under the reference models that the attacks on the run have trained.
struct RecordReferencesTests {
  private static func found(
    planting planted: [PlantedRecord], asking record: PlantedRecord
  ) throws -> (without: RecordFindings, with: RecordFindings) {
    let run = try TrainingRun.replaying(
      CommandLog(
        kind: TrainingRun.kind, configuration: PlantedRecordTests.configuration(planting: planted)),
      stepCount: 120)
    let (isAttacked, isAsked) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let found = Mutex<[RecordFindings]>([])
    let runner = InvestigationRunner()
    let desk = InvestigationDesk(on: runner) { findings in
      if (findings as? MembershipFindings)?.null != nil { isAttacked.signal() }
      if let record = findings as? RecordFindings {
        found.withLock { $0.append(record) }
        isAsked.signal()
      }
    }
    defer { runner.stop() }
    runner.examine(Snapshot(of: run, generation: 1))
    let asking = { (references: RecordFocus.References?) in
      desk.look(
        at: InvestigationRequest(
          RecordInvestigation.self, RecordFocus(record: record, references: references)))
      isAsked.wait()
    }
    asking(nil)
    desk.look(
      at: InvestigationRequest(
        MembershipInvestigation.self, MembershipFocus(method: .liraOnline, shadowCount: 16)))
    isAttacked.wait()
    asking(.init(step: 120, count: 16))
    let all = found.withLock { $0 }
    return (all[0], all[1])
  }

  /// Models are used where they are, and asked for nowhere; a record that was not planted has none with it.
  @Test func arrivedModelsScoreTheRecordOffline() throws {
    let outlier = PlantedRecordTests.outlier
    let (without, with) = try Self.found(planting: [], asking: outlier)
    #expect(without.compared == nil && without.margin == with.margin)
    let compared = try #require(with.compared)
    #expect(compared.step == 120 && compared.withCount == 0 && compared.withoutCount == 16)
    #expect(compared.online == nil)
    let standing = try #require(compared.offline)
    #expect(standing.otherCount == with.margin?.otherCount && standing.score.isFinite)
  }

  /// A record of the pool has models with it by its own coin, and stands where it stands as a candidate.
  @Test func aRecordOfThePoolHasItsOwnModels() throws {
    let data = try ExperimentData(PlantedRecordTests.configuration(planting: []))
    let place = try #require(data.split.isMember.firstIndex(of: true))
    let index = data.split.pool[place]
    let record = PlantedRecord(
      values: Array(data.dataset.values.row(index)), label: data.candidateLabels[place])
    let (_, found) = try Self.found(planting: [], asking: record)
    let compared = try #require(found.compared)
    #expect(compared.withCount == 8 && compared.withoutCount == 8 && compared.online != nil)
  }

  /// Of a planted record half of the models are trained on it, and those give it away: an outlier stands above nearly all outsiders.
  @Test func aPlantedRecordHasModelsWithAndWithout() throws {
    let outlier = PlantedRecordTests.outlier
    let (_, found) = try Self.found(planting: [outlier], asking: outlier)
    let compared = try #require(found.compared)
    #expect(compared.withCount == 8 && compared.withoutCount == 8)
    let online = try #require(compared.online)
    #expect(online.score > 0 && online.othersBelow * 10 >= online.otherCount * 9, "\(online)")
  }
}

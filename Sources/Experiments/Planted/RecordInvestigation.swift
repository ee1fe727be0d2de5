import AccessControl
import Attacks
import LinearAlgebra
import Records

/// Asks the model about one record at every snapshot, and where it stands among members and others of the pool.
///
/// What the pool answers is kept for as long as the snapshot is the same, so that an edit costs one question and the distances.
public struct RecordInvestigation: ScreenInvestigation {
  public typealias Found = RecordFindings

  private let shelf: ReferenceShelf?
  private var pool: Pool?
  private var comparison: ReferenceComparison?

  private static let neighborCount = 3

  public init() { shelf = nil }
  public init(beside shelf: ReferenceShelf) { self.shelf = shelf }

  public mutating func examine(
    _ snapshot: Snapshot, for focus: RecordFocus, in round: Round<Self>
  ) -> Bool {
    // What is still of another data set is asked about by nobody.
    if let findings = findings(of: focus.record, in: snapshot) { round.publish(findings) }
    return true
  }

  /// What there is to find of a record; nil where it is none of the run's data.
  package mutating func findings(of record: PlantedRecord, in snapshot: Snapshot) -> RecordFindings? {
    let data = snapshot.data
    guard record.obstacle(in: data.dataset) == nil else { return nil }
    let inputs = data.inputs(of: [record])
    let pool = pool(of: snapshot)
    guard
      let asked = try? AskedRecords(
        asking: pool.service, about: inputs, labels: [record.label], copies: data.noisyCopies)
    else { preconditionFailure("a run's own service answers") }
    let own = asked.margins[0]
    let isFinite = own.isFinite && pool.margins.allSatisfy(\.isFinite)
    return RecordFindings(
      generation: snapshot.generation, step: snapshot.step, record: record,
      isPlanted: snapshot.startConfiguration.planted.contains(record),
      confidences: asked.confidences?.shares()[0] ?? [], predicted: asked.predicted[0],
      margin: isFinite
        ? RecordFindings.Standing(own, among: pool.margins, isMember: data.split.isMember) : nil,
      compared: compared(record, in: snapshot), nearest: Self.nearest(to: inputs, in: data))
  }

  /// What the pool answers, and whom to ask next: each question gets noise of its own, where answers have noise.
  private mutating func pool(of snapshot: Snapshot) -> Pool {
    if let pool, pool.isOf(snapshot) { return pool }
    let service = snapshot.service(for: "a record")
    let made = Pool(
      generation: snapshot.generation, step: snapshot.step, service: service,
      margins: snapshot.data.asked(service).margins)
    pool = made
    return made
  }

  private struct Pool {
    let generation: Int
    let step: Int
    let service: ModelService
    let margins: [Double]

    func isOf(_ snapshot: Snapshot) -> Bool {
      generation == snapshot.generation && step == snapshot.step
        && service.door.settings == snapshot.settings.door
    }
  }

  private mutating func compared(
    _ record: PlantedRecord, in snapshot: Snapshot
  ) -> RecordFindings.Compared? {
    guard let references = shelf?.models(ofGeneration: snapshot.generation) else {
      comparison = nil
      return nil
    }
    let door = snapshot.door(for: "a record among reference models")
    if comparison?.isOf(references, behind: door) != true {
      comparison = ReferenceComparison(references, behind: door)
    }
    return comparison?.compared(record)
  }

  private static func nearest(
    to inputs: Matrix<Float>, in data: ExperimentData
  ) -> [RecordFindings.Neighbor] {
    let own = inputs.row(0)
    let distances = data.candidateInputs.squaredDistances(to: Array(own))
    return data.split.isMember.indices.filter { data.split.isMember[$0] }
      .sorted { (distances[$0], $0) < (distances[$1], $1) }.prefix(neighborCount)
      .map {
        RecordFindings.Neighbor(
          index: data.split.pool[$0], label: data.candidateLabels[$0],
          distance: Double(distances[$0]).squareRoot())
      }
  }
}

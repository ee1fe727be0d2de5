public import Attacks
import Records

/// What became of margins when one member was deleted and the run was trained again: its own, those of the members nearest to it,
/// and those of the members that were most exposed besides.
///
/// The onion effect: where the most exposed are removed, others come to be as exposed as they were.
///
/// Reference: Carlini et al., _The Privacy Onion Effect: Memorization is Relative_, arXiv:2206.10469.
public struct Deletion: Hashable, Sendable {
  /// One record's margin before and after, beside how far it lies from one training to the next.
  public struct Change: Hashable, Sendable {
    /// Its place in the pool.
    public let candidate: Int
    /// The row of the file.
    public let index: Int
    /// The class number it is trained with.
    public let label: Int
    /// From the deleted record, in inputs of the network.
    public let distance: Double
    public let before: Double
    public let after: Double
    /// Between every two retrainings of the same members: the mean of how far its margins lie from each other, and the most.
    public let control: Double
    public let largestControl: Double

    public var change: Double { after - before }

    /// Whether it changed by more than any two retrainings of the same members differ.
    public var isBeyondControl: Bool { abs(change) > largestControl }
  }

  /// The step that all were trained to.
  public let step: Int
  public let deleted: Change
  /// The margins that reference models without the record give it; nil where there are none.
  public let without: MarginSummary?
  /// The members nearest to it, the nearest first.
  public let neighbors: [Change]
  /// Other members, the most exposed first.
  public let exposed: [Change]
  /// Trainings of the same members.
  public let retrainingCount: Int

  /// How many standard deviations its margin, once it is deleted, lies from the mean of models that never saw it; nil where these
  /// are not known.
  public var deviations: Double? { without?.deviations(of: deleted.after) }

  /// The same before it was deleted: where that is small too, deleting it was no trial.
  public var deviationsBefore: Double? { without?.deviations(of: deleted.before) }

  /// - Parameters:
  ///   - plan: of the models.
  ///   - models: all of them.
  ///   - evidence: of the run, at whose door the models are asked too, with reference models of which some are without the record.
  ///   - exposed: places in the pool, the most exposed first; the deleted one may be among them.
  public init(
    by plan: DeletionPlan, models: [ShadowModel], evidence: MembershipEvidence, exposed: [Int],
    surroundings: RecordSurroundings
  ) {
    precondition(models.count == plan.count)
    let data = surroundings.data
    let margins = evidence.margins
    let answers = models.sorted { $0.index < $1.index }.map { evidence.reference($0).margins }
    let retrained = answers.dropFirst()
    let nearest = surroundings.nearest(to: plan.candidate, count: data.split.pool.count)
    var distances = [Double](repeating: 0, count: data.split.pool.count)
    for neighbor in nearest { distances[neighbor.candidate] = neighbor.distance }
    let change = { (candidate: Int) in
      let margin = retrained.map { $0[candidate] }
      let differences = margin.indices.flatMap { one in margin[..<one].map { abs($0 - margin[one]) } }
      return Change(
        candidate: candidate, index: data.dataset.rows[data.split.pool[candidate]],
        label: data.candidateLabels[candidate], distance: distances[candidate], before: margins[candidate],
        after: answers[0][candidate],
        control: differences.reduce(0, +) / Double(differences.count),
        largestControl: differences.max() ?? 0)
    }
    step = plan.stepCount
    deleted = change(plan.candidate)
    without = MarginSummary(
      of: evidence.references.filter { !$0.includes[plan.candidate] }.map { $0.margins[plan.candidate] })
    neighbors = nearest.lazy.filter(\.isMember).prefix(RecordSurroundings.neighborCount)
      .map { change($0.candidate) }
    let near = Set(neighbors.map(\.candidate) + [plan.candidate])
    self.exposed = exposed.filter { !near.contains($0) }.map(change)
    retrainingCount = retrained.count
  }
}

extension [Deletion.Change] {
  /// How far these records' margins moved, on average over them; nil of none.
  public var meanAbsoluteChange: Double? {
    isEmpty ? nil : reduce(0) { $0 + abs($1.change) } / Double(count)
  }

  /// How far they lie from one training of the same members to the next; nil of none.
  public var meanControl: Double? { isEmpty ? nil : reduce(0) { $0 + $1.control } / Double(count) }
}

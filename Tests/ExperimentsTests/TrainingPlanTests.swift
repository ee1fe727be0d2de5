import DifferentialPrivacy
import Experiments
import LinearAlgebra
import NeuralNetworks
import Records
import Statistics
import Testing

/// A teacher learns from the members, and a student from what the teacher calls the pool.
struct TrainingPlanTests {
  private static let teacherSteps = 60

  private static var configuration: ExperimentConfiguration {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network) = (100, "mlp:16")
    configuration.labelNoise = 0.3
    return configuration
  }

  private let data: ExperimentData
  private let root = RandomStream(seed: 7)

  init() throws { data = try ExperimentData(Self.configuration) }

  private func set(labels: [Int]) -> TrainingSet {
    TrainingSet(
      records: data.candidateInputs, labels: labels, isMember: data.split.isMember,
      expectedMemberCount: Self.configuration.expectedMemberCount)
  }

  private func run(_ phases: [TrainingPlan.Phase], root: RandomStream? = nil, steps: Int) -> TrainingRun {
    var run = TrainingRun(
      Self.configuration, data: data, plan: TrainingPlan(phases: phases), root: root ?? self.root)
    while run.step < steps { _ = run.advance() }
    return run
  }

  private static func answers(of network: Network<Float>, on data: ExperimentData) -> [Int] {
    let logits = network.logits(of: data.candidateInputs)
    return (0..<logits.rowCount).map { row in
      (0..<logits.columnCount).max { logits[row, $0] < logits[row, $1] } ?? 0
    }
  }

  /// The two phases are two runs, the second of which is on the answers of the first: the same to the bit.
  @Test func aTeacherAndAStudentAreTwoRuns() {
    let labels = data.candidateLabels
    let student = TrainingPlan.Phase { [self] networks in
      set(labels: Self.answers(of: networks[0], on: data))
    }
    let first = TrainingPlan.Phase(stepCount: Self.teacherSteps) { [set = set(labels: labels)] _ in set }
    let teacher = run([.init { [set = set(labels: labels)] _ in set }], steps: Self.teacherSteps)
    #expect(run([first, student], steps: Self.teacherSteps).network == teacher.network)

    let taught = Self.answers(of: teacher.network, on: data)
    #expect(taught != labels)
    let alone = run(
      [.init { [set = set(labels: taught)] _ in set }], root: root.split("phase 1"), steps: 90)
    let both = run([first, student], steps: Self.teacherSteps + 90)
    #expect(both.network == alone.network)
    #expect(both.step == Self.teacherSteps + 90)
    // It follows the teacher, who answers some wrong labels rightly.
    let answers = Self.answers(of: both.network, on: data)
    #expect(zip(answers, taught).count(where: ==) > zip(answers, labels).count(where: ==))
  }

  /// A run on its way is a value: what was copied in the first phase goes on into the second as the original does.
  @Test func aCopyGoesOnInTheSamePhase() {
    let phases = [3, 4].map { steps in
      TrainingPlan.Phase(stepCount: steps) { [set = set(labels: data.candidateLabels)] _ in set }
    }
    var one = run(phases, steps: 2)
    var other = one
    for _ in 0..<10 { #expect(one.advance() && other.advance()) }
    #expect(one.network == other.network)
    // The last phase has no end.
    #expect(one.step == 12)
  }
}

import DifferentialPrivacy
import Experiments
import LinearAlgebra
import NeuralNetworks
import PlainText
import Records
import Testing

struct DistillationTests {
  private static func configuration(_ distil: Distillation, steps: Int = 40) -> ExperimentConfiguration {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (configuration.trainSize, configuration.network) = (100, "mlp:16")
    (configuration.distil, configuration.steps) = (distil, steps)
    return configuration
  }

  private func run(_ configuration: ExperimentConfiguration, steps: Int) throws -> TrainingRun {
    var run = try TrainingRun(configuration)
    var isTaken = true
    while isTaken, run.step < steps { isTaken = run.advance() }
    #expect(isTaken)
    return run
  }

  /// Until it is asked, a teacher of all members is the model that labels would have given.
  @Test func aTeacherOfAllIsTheUndefendedModel() throws {
    let plain = try run(Self.configuration(.none), steps: 40)
    let teacher = try run(Self.configuration(.own), steps: 40)
    #expect(plain.network == teacher.network)
    #expect(try run(Self.configuration(.own), steps: 41).network != teacher.network)
  }

  /// The two teachers share no member: of the members on each half one teacher says nothing it was told.
  @Test func halvesPartTheMembers() throws {
    let configuration = Self.configuration(.cross, steps: 400)
    var run = try TrainingRun(configuration)
    var teachers = [Network<Float>]()
    while run.step < 800 {
      _ = run.advance()
      if run.step.isMultiple(of: 400) { teachers.append(run.network) }
    }
    let members = run.data.split.isMember.indices.filter { run.data.split.isMember[$0] }
    let inputs = run.data.candidateInputs.gatheringRows(members)
    let labels = members.map { run.data.candidateLabels[$0] }
    let right = teachers.map { teacher in
      zip(teacher.logits(of: inputs).largestColumns(), labels).map { $0 == $1 }
    }
    // Each knows its own half by heart, and no member is learned by neither.
    #expect(zip(right[0], right[1]).allSatisfy { $0 || $1 })
    #expect(right.allSatisfy { $0.contains(false) })
  }

  @Test func aRunWithTeachersIsAsLongAsAllOfThem() throws {
    #expect(Self.configuration(.none).plannedStepCount == 40)
    #expect(Self.configuration(.own).plannedStepCount == 80)
    #expect(Self.configuration(.cross).plannedStepCount == 120)
    var stopped = Self.configuration(.cross)
    stopped.earlyStopping = 100
    #expect(stopped.plannedStepCount == 100)
    // Within the teachers' steps there would be no model to speak of.
    #expect(throws: ConfigurationError.self) { try stopped.setting(.earlyStopping, to: .number(80)) }
    var run = try TrainingRun(stopped)
    while run.advance() {}
    #expect(run.step == 100 && run.isStoppedEarly)
    try run.set(.earlyStopping, to: .off)
    let goesOn = run.advance()
    #expect(goesOn)
  }

  /// What couples records, or carries a teacher that saw them, is refused beside noise, whichever comes first.
  @Test func defencesThatWouldMakeEpsilonFalseAreRefused() throws {
    for (knob, value) in [
      (Knob.mixup, KnobValue.number(1)), (.relaxLoss, .number(0.5)), (.distil, .text("cross")),
    ] {
      let plain = Self.configuration(.none)
      let defended = try plain.setting(knob, to: value)
      let noisy = try plain.setting(.noiseMultiplier, to: .number(1))
      for make in [
        { try defended.setting(.noiseMultiplier, to: .number(1)) }, { try noisy.setting(knob, to: value) },
      ] {
        let error = try #require(throws: ConfigurationError.self) { _ = try make() }
        #expect(error.description.contains("The \(knob.title) and the noise multiplier exclude each other"))
        #expect(error.description.contains("ε would be false"))
      }
    }
    // Clipping alone promises nothing, and may be.
    _ = try Self.configuration(.cross).setting(.clippingNorm, to: .number(1))
  }

  /// A shadow is trained with the target's teachers, on coins of its own.
  @Test func shadowsAreDistilledToo() throws {
    let target = try run(Self.configuration(.cross, steps: 20), steps: 60)
    let plan = try ShadowPlan(of: target, count: 2)
    var shadow = plan.begin(0)
    try shadow.advance(to: 60, of: 60)
    #expect(shadow.replay.run.step == 60)
    #expect(shadow.model.network != target.network)
  }
}

import AccessControl
import Attacks
import DifferentialPrivacy
import Experiments
import LinearAlgebra
import NeuralNetworks
import Records
import Testing

struct InversionSceneTests {
  /// The catalog's faces, trained once.
  private static let faces = Result { () throws -> TrainingRun in
    try trained(ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces")))
  }

  private static func trained(_ configuration: ExperimentConfiguration) throws -> TrainingRun {
    var run = try TrainingRun(configuration)
    while run.step < configuration.steps { _ = run.advance() }
    return run
  }

  private func scene(_ run: TrainingRun) -> InversionScene {
    InversionScene(of: run.data, seed: run.settings.seed)
  }

  /// One seed of what `Tests/ReferenceValues/inversion_findings.py` holds to the same intervals by the mean of five.
  @Test func weightsGiveFacesBack() throws {
    let run = try Self.faces.get()
    let study = try scene(run).study(of: run.network, behind: Door(), by: InversionFocus(method: .prior))
    let (drawn, control) = (study.judgement, study.control)
    #expect(try #require(drawn.identificationTop1) >= 0.9)
    #expect(try #require(drawn.secondIdentifierTop1) >= 0.95)
    #expect(try (0.88...0.93).contains(#require(drawn.similarityToClassMean)))
    #expect(try (23.3...25).contains(#require(drawn.noiseRatioToClassMean)))
    #expect(try (0.75...0.81).contains(#require(drawn.similarityToNearestMember)))
    #expect(control.identificationTop1 == 1.0 / 40)
    #expect(try #require(control.similarityToClassMean) < 0.65)
    #expect(study.drawn.queryCount == 0)
  }

  /// The three who ask hold half of the people out of what they know, and each asks as often as it says.
  @Test(arguments: [InversionMethod.evolution, .labels])
  func answersGiveFacesBack(method: InversionMethod) throws {
    let run = try Self.faces.get()
    let scene = scene(run)
    let focus = InversionFocus(method: method)
    let door = Door(method == .evolution ? .rounded(to: 0.1) : .full)
    let study = try scene.study(of: run.network, behind: door, by: focus)
    #expect(study.answers.policy == (method == .evolution ? .rounded(to: 0.1) : .label))
    #expect(study.drawn.classes == scene.privateClasses && scene.privateClasses.count == 20)
    #expect(study.drawn.queryCount == focus.queries)
    // Forty times as often as by chance.
    #expect(try #require(study.judgement.identificationTop1) > 0.3)
    #expect(try #require(study.control.identificationTop1) <= 1.0 / 20)
    #expect(try scene.study(of: run.network, behind: door, by: focus).drawn == study.drawn)
    let one = try scene.study(of: run.network, behind: door, by: focus, drawing: [scene.privateClasses[3]])
    #expect(one.drawn.classes == [scene.privateClasses[3]])
  }

  /// What is public is of nobody who is drawn, and of no member: a scene of other members has the same private people.
  @Test func privatePeopleAreInNoPublicSpace() throws {
    let run = try Self.faces.get()
    let scene = scene(run)
    let publicClass = try #require((0..<40).first { !scene.privateClasses.contains($0) })
    #expect(throws: InversionObstacle.self) {
      try scene.study(
        of: run.network, behind: Door(), by: InversionFocus(method: .evolution), drawing: [publicClass])
    }
    let members = Set(run.data.inversionTruth.members.rowsAsArrays)
    #expect(run.data.inversionTruth.heldOut.rowsAsArrays.allSatisfy { !members.contains($0) })
  }

  /// Noise takes faces away, and a prototype of a digit stays: it is knowledge of a population.
  @Test func noiseHidesPeopleBeforeDigits() throws {
    var faces = ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces"))
    (faces.steps, faces.expectedBatchSize, faces.learningRate, faces.momentum) = (50, 200, 0.5, 0.9)
    (faces.weightDecay, faces.noiseMultiplier, faces.clippingNorm) = (0, 3.395, 1)
    let hidden = try Self.trained(faces)
    let people = try scene(hidden).study(
      of: hidden.network, behind: Door(), by: InversionFocus(method: .prior))
    #expect(try #require(people.judgement.identificationTop1) < 0.2)
    var digits = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
    (digits.network, digits.optimizer, digits.momentum) = ("linear", .adam, 0)
    (digits.steps, digits.expectedBatchSize, digits.learningRate) = (210, 64, 0.002)
    (digits.noiseMultiplier, digits.clippingNorm) = (1.2, 1)
    let kept = try Self.trained(digits)
    let prototypes = try scene(kept).study(
      of: kept.network, behind: Door(), by: InversionFocus(method: .prior))
    #expect(try #require(prototypes.judgement.identificationTop1) >= 0.8)
    #expect(kept.data.prototypeSentence.contains("population"))
    #expect(hidden.data.prototypeSentence.contains("one person"))
  }

  /// A table is drawn, and not judged.
  @Test func aTableIsNotJudged() throws {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "actg175"))
    configuration.steps = 30
    let run = try Self.trained(configuration)
    let study = try scene(run).study(of: run.network, behind: Door(), by: InversionFocus(method: .prior))
    #expect(study.drawn.classes.count == 2 && study.judgement.identificationTop1 == nil)
  }
}

extension Matrix<Float> {
  fileprivate var rowsAsArrays: [[Float]] { (0..<rowCount).map { Array(row($0)) } }
}

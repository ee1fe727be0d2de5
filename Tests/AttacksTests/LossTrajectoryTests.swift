import AccessControl
import Attacks
import LinearAlgebra
import Statistics
import Testing

struct LossTrajectoryTests {
  /// 300 candidates whose losses in the end say nothing, while on the way there those of members fell earlier; and eight models
  /// of the same kind.
  private struct World {
    let target: LossTrajectory
    let isMember: [Bool]
    let shadows: [LossTrajectory]
    let includes: [[Bool]]

    /// - Parameter lead: how far members are ahead at the steps before the last.
    init(lead: Double, seed: UInt64) {
      var stream = RandomStream(seed: seed)
      func draw() -> (LossTrajectory, [Bool]) {
        let includes = (0..<300).map { $0 % 2 == 0 }.shuffled(using: &stream)
        let margins = (1...6).map { step in
          includes.map { isMember in
            let noise = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &stream) }
            return Double(step) + noise + (isMember && step < 6 ? lead : 0)
          }
        }
        return (LossTrajectory(margins: margins), includes)
      }
      (target, isMember) = draw()
      let models = (0..<8).map { _ in draw() }
      (shadows, includes) = (models.map(\.0), models.map(\.1))
    }

    var scores: [Double] {
      LossTrajectoryAttack().scores(
        of: .init(
          target: target, shadows: shadows, includes: includes, labels: isMember.indices.map { $0 % 3 }))
    }

    func result(_ scores: [Double]) -> MembershipResult {
      MembershipResult(scores: scores, isMember: isMember)
    }
  }

  /// Five independent normal deviates, each shifted by ½ of its deviation: the best that can be had is Φ(½ √(5/2)) = 0.785.
  @Test func theWayThereGivesMembersAway() throws {
    let world = World(lead: 0.5, seed: 3)
    let found = world.result(world.scores).curve
    #expect(found.areaInterval.contains(0.785), "\(found.areaInterval)")
    let losses = (try #require(world.target.margins.last)).map { -$0 }
    let end = world.result(LossThresholdAttack().scores(of: CandidateLosses(values: losses))).curve
    #expect(end.areaInterval.contains(0.5) && end.areaInterval.upperBound < found.areaInterval.lowerBound)
    #expect(world.scores == world.scores)
  }

  /// Where nothing is to be found nothing is found: neither by luck nor by labels that were shuffled.
  @Test func withoutALeadThereIsNothing() {
    let areas = (0..<20).map { (seed: UInt64) -> Double in
      let world = World(lead: 0, seed: seed)
      return world.result(world.scores).curve.areaUnderCurve
    }
    // The deviation of an area of 150 and 150 is √(301 / 12) / 150; four of that of the mean of 20 are allowed.
    let deviation = (301.0 / 12).squareRoot() / 150 / 20.0.squareRoot()
    let mean = areas.reduce(0, +) / 20
    #expect(abs(mean - 0.5) < 4 * deviation, "\(mean)")
    let world = World(lead: 0.5, seed: 3)
    let control = NullControl(
      scores: [world.scores], isMember: world.isMember, random: RandomStream(seed: 1))
    #expect(control.interval.contains(0.5) && abs(control.area - 0.5) < 0.01)
  }

  /// A step at which a model's answers were no numbers says nothing, and the others what they said.
  @Test func aStepWithoutNumbersIsPassedOver() {
    let world = World(lead: 0.5, seed: 3)
    func gapped(_ trajectory: LossTrajectory) -> LossTrajectory {
      LossTrajectory(margins: trajectory.margins + [trajectory.margins[0].map { _ in .nan }])
    }
    let scores = LossTrajectoryAttack().scores(
      of: .init(
        target: gapped(world.target), shadows: world.shadows.map(gapped), includes: world.includes,
        labels: world.isMember.indices.map { $0 % 3 }))
    #expect(zip(scores, world.scores).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func itSaysWhatItLacks() throws {
    let world = MembershipMethodTests.world
    var evidence = world.evidence
    evidence.trajectory = nil
    #expect(MembershipMethod.lossTrajectory.missing(from: evidence) == .trajectory)
    #expect(
      "\(MissingEvidence.trajectory)"
        == "the losses along the model's training, and only those at its end are known")
    let file = MembershipEvidence(margins: [1, -1], labels: [0, 1])
    #expect(MembershipMethod.lossTrajectory.missing(from: file) == .trajectory)
    // A target that is seen on its way, and no model to learn from.
    var alone = try world.evidence(from: .init(world.network, showsWeights: false))
    alone.trajectory = world.evidence.trajectory
    #expect(MembershipMethod.lossTrajectory.missing(from: alone) == .references(diverged: 0))
    #expect(MembershipMethod.lossTrajectory.threatModel.observes == .lossesAlongTraining)
  }
}

import Attacks
import LinearAlgebra
import NeuralNetworks
import Statistics
import Testing

struct MembershipControlTests {
  /// From one pool, inputs say nothing of membership.
  @Test func aFairSplitIsBlind() {
    let isMember = (0..<800).map { $0 % 2 == 0 }
    let areas = (1...5).map { (seed: UInt64) in
      BlindControl(
        inputs: .gaussianRecords(800, width: 10, seed: seed), labels: isMember.indices.map { $0 % 3 },
        classCount: 3,
        isMember: isMember, random: RandomStream(seed: seed)
      ).curve.areaUnderCurve
    }
    #expect(abs(areas.reduce(0, +) / 5 - 0.5) < 0.03, "\(areas)")
  }

  /// Members of another time or place are found without a model: the control says so.
  @Test func aPlantedDifferenceIsSeen() {
    let isMember = (0..<800).map { $0 % 2 == 0 }
    let inputs = Matrix.gaussianRecords(800, width: 10, seed: 3)
    let shifted = Matrix<Float>(
      rowCount: 800, columnCount: 10,
      elements: inputs.elements.enumerated().map { $0 % 10 == 4 && isMember[$0 / 10] ? $1 + 1 : $1 })
    let control = BlindControl(
      inputs: shifted, labels: [Int](repeating: 0, count: 800), classCount: 1, isMember: isMember,
      random: RandomStream(seed: 1))
    #expect(control.curve.areaUnderCurve > 0.65)
    // So does the label, where classes are not shared alike.
    let labelled = BlindControl(
      inputs: inputs, labels: isMember.map { $0 ? 1 : 0 }, classCount: 2, isMember: isMember,
      random: RandomStream(seed: 1))
    #expect(labelled.curve.areaUnderCurve > 0.99)
  }
}

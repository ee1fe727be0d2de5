import AccessControl
import Attacks
import LinearAlgebra
import NeuralNetworks
import Testing

/// When MI-Face rests, and that it returns the best there was.
struct MIFaceTests {
  private func box(_ parameters: [Float]) throws -> WhiteBox {
    try ModelService(
      Network<Float>(layers: [Dense(inputCount: 3, outputCount: 2)], parameters: parameters),
      showsWeights: true
    ).whiteBox()
  }

  private static let slope: [Float] = [3, 0, -1, 0, 2, 1, 0, 0]
  private let start: [Float] = [0.1, 0.2, 0.3]

  private func cost(_ picture: ArraySlice<Float>, _ label: Int, _ parameters: [Float]) -> Float {
    let network = Network<Float>(layers: [Dense(inputCount: 3, outputCount: 2)], parameters: parameters)
    let logits = network.logits(of: Matrix(rowCount: 1, columnCount: 3, elements: Array(picture)))
    return 1 / (1 + exponential(logits[0, label] - logits[0, 1 - label]))
  }

  private func exponential(_ value: Float) -> Float {
    // e^x by its series, so that nothing of the attack is taken for granted.
    var (term, sum): (Double, Double) = (1, 1)
    for k in 1..<60 {
      term *= Double(value) / Double(k)
      sum += term
    }
    return Float(sum)
  }

  /// It takes not one step more once the cost is reached.
  @Test func restsWhenTheCostIsReached() throws {
    let attack = MIFace(stepCount: 5000, patience: 100, goodCost: 0.01, learningRate: 0.1)
    let (drawn, steps) = attack.draw([0, 1], of: try box(Self.slope), start: start, range: nil)
    for row in 0..<2 {
      #expect(cost(drawn.pictures.row(row), row, Self.slope) <= 0.0101)
      #expect(steps[row] > 1 && steps[row] < 5000)
    }
    let shorter = MIFace(stepCount: steps[0], patience: 100, goodCost: 0.01, learningRate: 0.1)
    let cut = shorter.draw([0], of: try box(Self.slope), start: start, range: nil).drawn
    #expect(cost(cut.pictures.row(0), 0, Self.slope) > 0.01)
  }

  /// A model that answers the same to everything: after `patience` steps without gain nothing more is tried.
  @Test func restsWhereNothingImproves() throws {
    let flat = try box([0, 0, 0, 0, 0, 0, 0, 0])
    let (drawn, steps) = MIFace(stepCount: 5000, patience: 100).draw([0], of: flat, start: start, range: nil)
    #expect(steps == [100])
    #expect(Array(drawn.pictures.row(0)) == start)
  }

  /// Steps far too long jump back and forth: what is returned is no worse than where any run of fewer steps ended.
  @Test func returnsTheBestAndNotTheLast() throws {
    let bumpy: [Float] = [40, -30, 20, -40, 30, -20, 0, 0]
    var costs: [Float] = []
    for count in 1...30 {
      let attack = MIFace(stepCount: count, patience: 100, goodCost: 0, learningRate: 5)
      let drawn = attack.draw([0], of: try box(bumpy), start: [-0.4, 0.4, -0.4], range: -0.5...0.5).drawn
      costs.append(cost(drawn.pictures.row(0), 0, bumpy))
    }
    #expect(zip(costs, costs.dropFirst()).allSatisfy { $1 <= $0 })
  }
}

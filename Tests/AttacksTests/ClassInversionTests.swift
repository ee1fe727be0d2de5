import AccessControl
import Attacks
import LinearAlgebra
import NeuralNetworks
import Testing

struct ClassInversionTests {
  /// A softmax regression whose weights are two templates gives the templates back.
  private static let templates: [[Float]] = [
    (0..<64).map { $0 % 8 < 4 ? 1 : -1 }, (0..<64).map { $0 / 8 < 4 ? 1 : -1 },
  ]

  private static let network = Network<Float>(
    layers: [Dense(inputCount: 64, outputCount: 2)], parameters: templates.flatMap { $0 } + [0, 0])

  private let image = ClassInversion.Geometry.image(width: 8, height: 8, range: -0.5...0.5)

  private func whiteBox(_ network: Network<Float>) throws -> WhiteBox {
    try ModelService(network, showsWeights: true).whiteBox()
  }

  @Test(arguments: ClassInversion.Objective.allCases)
  func templatesRise(objective: ClassInversion.Objective) throws {
    let drawn = ClassInversion(geometry: image, objective: objective, totalVariationWeight: 0, pull: 1)
      .draw([1, 0], of: try whiteBox(Self.network), start: [Float](repeating: 0, count: 64))
    #expect(drawn.classes == [1, 0] && drawn.queryCount == 0)
    for (row, label) in [1, 0].enumerated() {
      let (own, other) = (Self.templates[label], Self.templates[1 - label])
      let picture = Array(drawn.pictures.row(row))
      #expect(picture.allSatisfy { (-0.5...0.5).contains($0) })
      #expect(
        ImageSimilarity.normalizedCrossCorrelation(picture, own)
          > 0.2 + ImageSimilarity.normalizedCrossCorrelation(picture, other))
    }
  }

  /// Nothing but the prior: a start away from a flat picture is drawn back to the public mean, and smoothed.
  @Test func priorPullsToThePublicMean() throws {
    let silent = Network<Float>(
      Architecture(hiddenWidths: []), inputCount: 64, classCount: 2, activation: .relu)
    let mean = (0..<64).map { Float($0 % 8) / 16 }
    let kept = ClassInversion(geometry: image, totalVariationWeight: 0, pull: 100)
      .draw([0], of: try whiteBox(silent), start: mean)
    #expect(kept.picture(ofClass: 0) == mean && kept.picture(ofClass: 1) == nil)
    let smoothed = ClassInversion(geometry: image, totalVariationWeight: 3, pull: 0)
      .draw([0], of: try whiteBox(silent), start: mean)
    let spread = smoothed.pictures.row(0).max()! - smoothed.pictures.row(0).min()!
    #expect(spread < 0.2)
  }
}

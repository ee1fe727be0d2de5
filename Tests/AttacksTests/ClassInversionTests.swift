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

  @Test func templatesRise() throws {
    let mean = [Float](repeating: 0, count: 64)
    let prototypes = try ClassInversion(geometry: image, totalVariationWeight: 0, pull: 1)
      .prototypes(of: ModelService(Self.network, showsWeights: true).whiteBox(), publicMean: mean)
    for (row, template) in Self.templates.enumerated() {
      let other = Self.templates[1 - row]
      let prototype = Array(prototypes.row(row))
      #expect(prototype.allSatisfy { (-0.5...0.5).contains($0) })
      #expect(
        ImageSimilarity.normalizedCrossCorrelation(prototype, template)
          > 0.2 + ImageSimilarity.normalizedCrossCorrelation(prototype, other))
    }
  }

  /// Nothing but the prior: a start away from a flat picture is drawn back to the public mean, and smoothed.
  @Test func priorPullsToThePublicMean() throws {
    let silent = Network<Float>(
      Architecture(hiddenWidths: []), inputCount: 64, classCount: 2, activation: .relu)
    let mean = (0..<64).map { Float($0 % 8) / 16 }
    let kept = try ClassInversion(geometry: image, totalVariationWeight: 0, pull: 100)
      .prototypes(of: ModelService(silent, showsWeights: true).whiteBox(), publicMean: mean)
    #expect(Array(kept.row(0)) == mean)
    let smoothed = try ClassInversion(geometry: image, totalVariationWeight: 3, pull: 0)
      .prototypes(of: ModelService(silent, showsWeights: true).whiteBox(), publicMean: mean)
    let spread = smoothed.row(0).max()! - smoothed.row(0).min()!
    #expect(spread < 0.2)
  }

  @Test func identificationCountsClassesAndKnowsItsControl() {
    let truth = InversionResult.Truth(
      classMeans: Self.templates, heldOutMeans: Self.templates, publicMean: Self.templates[1],
      image: .init(width: 8, height: 8, offset: 0.5))
    let exact = InversionResult(
      prototypes: Matrix(rowCount: 2, columnCount: 64, elements: Self.templates.flatMap { $0 }), truth: truth)
    #expect(exact.attack.identifiedCount == 2 && exact.attack.identificationTop1 == 1)
    #expect(exact.attack.similarityToClassMean == 1)
    #expect(exact.control.identificationTop1 == 0.5)
    let missing = InversionResult.Truth(
      classMeans: [nil, Self.templates[1]], heldOutMeans: [nil, Self.templates[1]],
      publicMean: Self.templates[0], image: .init(width: 8, height: 8, offset: 0.5))
    let partial = InversionResult(
      prototypes: Matrix(rowCount: 2, columnCount: 64, elements: Self.templates.flatMap { $0 }),
      truth: missing)
    #expect(partial.attack.identifiedCount == 1 && partial.attack.candidateCount == 1)
    // What is no picture is not judged.
    let table = InversionResult.Truth(
      classMeans: Self.templates, heldOutMeans: Self.templates, publicMean: Self.templates[0], image: nil)
    let unjudged = InversionResult(
      prototypes: Matrix(rowCount: 2, columnCount: 64, elements: Self.templates.flatMap { $0 }), truth: table)
    #expect(unjudged.attack.identifiedCount == nil && unjudged.attack.identificationTop1 == nil)
    #expect(unjudged.attack.similarityToClassMean == nil)
  }
}

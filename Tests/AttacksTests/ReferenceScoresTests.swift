import Attacks
import Foundation
import Statistics
import Testing

/// Scores of the reference-model attacks by NumPy and SciPy, made by `Tests/ReferenceValues/membership_scores.py`.
struct ReferenceScoresTests {
  struct Reference: Decodable {
    let target: [Double]
    let references: [[Double]]
    let includes: [[Int]]
    let scores: [String: [Double]]

    var evidence: MembershipEvidence {
      var evidence = MembershipEvidence(margins: target)
      for (margins, includes) in zip(references, includes) {
        evidence.add(referenceMargins: margins, includes: includes.map { $0 == 1 })
      }
      return evidence
    }
  }

  static let reference = Result {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "ReferenceValues/membership_scores.json"))
    return try JSONDecoder().decode(Reference.self, from: data)
  }

  @Test func everyScoreIsNumPys() throws {
    let reference = try Self.reference.get()
    #expect(reference.scores.count == 11)
    for (name, expected) in reference.scores {
      let method = try #require(MembershipMethod.named(name))
      let scores = try method.scores(from: reference.evidence, random: RandomStream(seed: 1))
      for (candidate, (ours, theirs)) in zip(scores, expected).enumerated() {
        #expect(abs(ours - theirs) < 1e-9 * max(1, abs(theirs)), "\(name), candidate \(candidate)")
      }
    }
  }

  /// Models that saw the candidate say nothing to attacks that may not have them.
  @Test(arguments: [
    MembershipMethod.reference, .calibration, .liraOffline, .liraOfflineSquashed, .liraOfflinePerExample,
    .rmiaOffline,
  ])
  func offlineAttacksIgnoreModelsWithTheCandidate(method: MembershipMethod) throws {
    let reference = try Self.reference.get()
    var disturbed = MembershipEvidence(margins: reference.target)
    for (margins, includes) in zip(reference.references, reference.includes) {
      disturbed.add(
        referenceMargins: zip(margins, includes).map { $1 == 1 ? -$0 * 3 : $0 },
        includes: includes.map { $0 == 1 })
    }
    let random = RandomStream(seed: 1)
    #expect(
      try method.scores(from: disturbed, random: random)
        == method.scores(from: reference.evidence, random: random))
    #expect(method.threatModel.references == .withoutCandidate)
  }

  /// The last step of RMIA counts the population records that the candidate's ratio exceeds by γ: a function of the
  /// ratio that never falls.
  @Test(arguments: [1.0, 2.0])
  func thePopulationStepOfRMIAReordersNothing(gamma: Double) throws {
    let reference = try Self.reference.get()
    let ratios = try MembershipMethod.rmiaOffline.scores(
      from: reference.evidence, random: RandomStream(seed: 1))
    var stream = RandomStream(seed: 2)
    let population = (0..<200).map { _ in ratios[Int.random(in: ratios.indices, using: &stream)] - 0.3 }
    let shares = ratios.map { ratio in population.count { ratio - $0 >= log(gamma) } }
    let order = ratios.indices.sorted { ratios[$0] < ratios[$1] }
    #expect(zip(order, order.dropFirst()).allSatisfy { shares[$0] <= shares[$1] })
  }
}

import AccessControl
import Attacks
import Statistics
import Synchronization
import Testing

/// An attack sees of the evidence what its capabilities name, and no more.
struct EvidenceGrantsTests {
  private typealias World = MembershipMethodTests

  /// What a method that declares these is shown of a world where everything is known.
  private func shown(_ capabilities: Set<Capability>) throws -> MembershipEvidence {
    let seen = Mutex<MembershipEvidence?>(nil)
    let method = MembershipMethod(
      name: "curious", title: "curious", sentence: "", paper: "", capabilities: capabilities
    ) { evidence, _ in
      seen.withLock { $0 = evidence }
      return Array(repeating: 0, count: evidence.candidateCount)
    }
    let scores = try method.scores(from: World.world.evidence, random: RandomStream(seed: 1))
    #expect(scores.count == 120)
    return try #require(seen.withLock { $0 })
  }

  /// What there is to see, in words.
  private func parts(_ evidence: MembershipEvidence) -> Set<String> {
    var parts = Set<String>()
    if !evidence.hits.isEmpty { parts.insert("labels") }
    if !evidence.margins.isEmpty { parts.insert("losses") }
    if evidence.answers != nil { parts.insert("confidences") }
    if evidence.trajectory != nil { parts.insert("trajectory") }
    if evidence.target?.service != nil { parts.insert("service") }
    if evidence.target?.whiteBox != nil { parts.insert("weights") }
    if !evidence.publicRecords.labels.isEmpty { parts.insert("public records") }
    if !evidence.publicRecords.margins.isEmpty { parts.insert("public losses") }
    let (with, without) = (references(evidence, with: true), references(evidence, with: false))
    if with { parts.insert("with") }
    if without { parts.insert("without") }
    return parts
  }

  /// Whether a margin of a reference model is shown on a candidate that it was trained on, or on another.
  private func references(_ evidence: MembershipEvidence, with isIncluded: Bool) -> Bool {
    evidence.references.contains { reference in
      zip(reference.margins, reference.includes).contains { $0.isFinite && $1 == isIncluded }
    }
  }

  @Test func eachCapabilityShowsItsOwnPart() throws {
    #expect(parts(World.world.evidence).count == 10)
    let expected: [(Set<Capability>, Set<String>)] = [
      ([], []), ([.labels], ["labels"]), ([.losses], ["losses"]),
      ([.lossesAlongTraining], ["trajectory"]), ([.confidences], ["confidences"]),
      ([.questions], ["service"]), ([.weights], ["weights"]), ([.publicRecords], ["public records"]),
      ([.losses, .publicRecords], ["losses", "public records", "public losses"]),
      ([.referencesWithoutCandidate], ["without"]), ([.referencesWithCandidate], ["with"]),
      (.references, ["with", "without"]),
    ]
    for (capabilities, parts) in expected {
      #expect(self.parts(try shown(capabilities)) == parts, "\(capabilities)")
    }
    let everything = Set(Capability.allCases).subtracting([.clientUpdates, .sumOfUpdates])
    #expect(parts(try shown(everything)).count == 10)
  }

  /// Nothing here federates, so nobody is granted what a server would see.
  @Test(arguments: [Capability.clientUpdates, .sumOfUpdates])
  func whatNobodyGrantsKeepsAnAttackFromRunning(capability: Capability) {
    #expect(throws: MissingEvidence.notGranted(capability)) { try shown([capability]) }
  }
}

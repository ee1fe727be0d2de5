import Auditing
import Testing

/// The bounds from one run, beside figures of others.
struct OneRunAuditTests {
  /// jax_privacy's functions for one threshold, at δ = 10⁻⁵ and 95 %.
  @Test(arguments: [
    (400, 80, 80, 3.254955705, 5.745591393), (400, 100, 80, 0.957167091, 1.615212604),
    (1000, 200, 180, 1.796285071, 2.901242923), (1000, 200, 150, 0.819972837, 1.296916095),
    (1000, 1000, 900, 2.020645594, 3.779338579), (1000, 100, 50, 0, 0),
  ])
  func boundsAreThoseOfJaxPrivacy(canaries: Int, guesses: Int, right: Int, steinke: Double, fDP: Double) {
    let proof = OneRunAudit.steinke(
      canaries: canaries, guesses: guesses, right: right, delta: 1e-5, confidence: 0.95)
    let assumption = OneRunAudit.fDP(
      canaries: canaries, guesses: guesses, right: right, delta: 1e-5, confidence: 0.95)
    // It searches ε to 10⁻⁶.
    #expect(abs(proof.epsilon - steinke) < 2e-6)
    #expect(abs(assumption.epsilon - fDP) < 2e-6)
    #expect(proof.method == .steinke && proof.kind == .proof && proof.confidence == 0.95)
    #expect(assumption.method == .fDP && assumption.kind == .assumption)
  }

  /// The formula of the paper, written independently, at 95 %.
  @Test(arguments: [
    (100, 100, 100, 0, 3.492965), (100, 100, 75, 0, 0.702214), (100, 100, 60, 0, 0.051915),
    (1000, 1000, 900, 0, 2.021233), (1000, 1000, 900, 1e-5, 2.020646), (1000, 1000, 550, 0, 0.094224),
    (1000, 100, 95, 1e-5, 2.165176), (5000, 400, 390, 1e-5, 3.105407), (1000, 1000, 500, 0, 0),
  ])
  func steinkeIsThePapersFormula(canaries: Int, guesses: Int, right: Int, delta: Double, epsilon: Double) {
    let bound = OneRunAudit.steinke(
      canaries: canaries, guesses: guesses, right: right, delta: delta, confidence: 0.95)
    #expect(abs(bound.epsilon - epsilon) < 5.1e-7)
  }

  /// Up to 10,000 canaries, at significances down to 0.001.
  @Test func randomCountsAgreeWithSciPy() throws {
    let cases = try AuditReference.shared.get().oneRun
    #expect(cases.count > 40)
    for reference in cases {
      let proof = OneRunAudit.steinke(
        canaries: reference.canaries, guesses: reference.guesses, right: reference.right,
        delta: reference.delta, confidence: 1 - reference.alpha)
      #expect(abs(proof.epsilon - reference.steinke) < 1e-9 * max(1, reference.steinke), "\(reference)")
      let assumption = OneRunAudit.fDP(
        canaries: reference.canaries, guesses: reference.guesses, right: reference.right,
        delta: reference.delta, confidence: 1 - reference.alpha)
      if let fDP = reference.fDP {
        #expect(abs(assumption.epsilon - fDP) < 1e-8 * max(1, fDP), "\(reference)")
      } else {
        #expect(assumption.epsilon == 0 || assumption.epsilon == .infinity)
      }
    }
  }

  /// No guess, no right one, and no more than half of them right: nothing is shown.
  @Test(arguments: [(10, 0, 0), (10, 10, 0), (10, 10, 5), (1, 1, 1), (4, 4, 4), (10_000, 10_000, 5000)])
  func littleProvesNothing(canaries: Int, guesses: Int, right: Int) {
    for delta in [0, 1e-5, 1] {
      #expect(
        OneRunAudit.steinke(
          canaries: canaries, guesses: guesses, right: right, delta: delta, confidence: 0.95
        ).epsilon == 0)
      #expect(
        OneRunAudit.fDP(
          canaries: canaries, guesses: guesses, right: right, delta: delta, confidence: 0.95
        ).epsilon == 0)
    }
  }

  @Test func moreRightGuessesProveMore() {
    for delta in [0, 1e-5, 1e-3] {
      let bounds = (500...1000).map {
        OneRunAudit.steinke(canaries: 1000, guesses: 1000, right: $0, delta: delta, confidence: 0.95).epsilon
      }
      #expect(zip(bounds, bounds.dropFirst()).allSatisfy { $0 <= $1 })
    }
  }

  @Test func allRightIsTheCeiling() {
    let ceiling = OneRunAudit.ceiling(canaries: 400, guesses: 80, delta: 1e-5, confidence: 0.95)
    #expect(abs(ceiling.steinke.epsilon - 3.254955705) < 2e-6)
    #expect(abs(ceiling.fDP.epsilon - 5.745591393) < 2e-6)
  }

  /// The live screen asks for both again and again: 10 of each in far less than a second, on any machine.
  @Test func aThousandGuessesAreSoonJudged() {
    let clock = ContinuousClock()
    for right in [600, 750, 900, 1000] {
      var sum = 0.0
      let steinke = clock.measure {
        for turn in 0..<10 {
          sum +=
            OneRunAudit.steinke(
              canaries: 1000 + turn, guesses: 1000, right: right, delta: 1e-5, confidence: 0.95
            )
            .epsilon
        }
      }
      let fDP = clock.measure {
        for turn in 0..<10 {
          sum +=
            OneRunAudit.fDP(canaries: 1000 + turn, guesses: 1000, right: right, delta: 1e-5, confidence: 0.95)
            .epsilon
        }
      }
      #expect(steinke + fDP < .seconds(2) && sum > 0)
    }
  }
}

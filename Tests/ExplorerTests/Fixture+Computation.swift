import Dispatch
import Experiments
import Explorer
import Records
import SecureComputation
import Synchronization

extension Fixture {
  /// A small network on the digits, after 20 steps, on the Computation screen with a prediction computed.
  static let computed: Sitting = {
    var sitting = Sitting(computedConfiguration)
    sitting.train(20)
    sitting.play("<Space> 8")
    sitting.state.compute()
    return sitting
  }()

  static let computedConfiguration: ExperimentConfiguration = {
    var configuration = Fixture.configuration
    configuration.network = "mlp:16"
    return configuration
  }()

  /// The same of the photographs, whose pictures can be seen.
  static let computedFaces: Sitting = {
    var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "faces"))
    configuration.network = "mlp:16"
    var sitting = Sitting(configuration)
    sitting.train(20)
    sitting.play("<Space> 8")
    sitting.state.compute()
    return sitting
  }()
}

extension ExplorerState {
  /// Has what the screen wants computed of the newest snapshot, and shows what was found.
  ///
  /// - Parameter isFixed: whether words that are of the system's generator, and what was measured, are replaced by some that are the
  ///   same every time.
  mutating func compute(isFixed: Bool = false) {
    guard let snapshot = subject.snapshot else { return }
    let wanted = self[ComputationScreen.self].wanted
    let found = Mutex<ComputationFindings?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    let runner = InvestigationRunner()
    _ = runner.start(ComputationInvestigation(), request: wanted) { findings in
      found.withLock { $0 = findings }
      if findings.isWhole { isDone.signal() }
    }
    runner.examine(snapshot)
    isDone.wait()
    runner.stop()
    guard var findings = found.withLock({ $0 }) else { return }
    if isFixed { findings.outcome = findings.outcome.map(\.withFixedWords) }
    _ = update(.found(findings))
  }
}

extension SecurePrediction {
  /// With made-up words for those that differ every time: shares still add up, to values near those that were computed.
  fileprivate var withFixedWords: SecurePrediction {
    var copy = self
    copy.logits = plainLogits.map { ($0 * 0x1p16).rounded() * 0x1p-16 }
    for layer in copy.values.indices {
      let isHidden = layer > 0 && layer + 1 < values.count
      let sums =
        layer == 0
        ? values[0].sums
        : isHidden ? values[layer].sums.indices.map { Double($0 % 7) / 4 } : copy.logits
      let first = sums.indices.map { Self.word(layer, $0) }
      copy.values[layer].sums = sums
      copy.values[layer].shares = [
        .first: first,
        .second: zip(sums, first).map { UInt64(bitPattern: Int64($0 * 0x1p16)) &- $1 },
      ]
    }
    for place in copy.exchanges.indices {
      for side in PartySide.allCases {
        copy.exchanges[place].words[side] = exchanges[place].words(of: side).indices.map {
          Self.word(1000 * (side.rawValue + 1) + place, $0)
        }
      }
    }
    copy.cost.seconds = 0.004
    copy.batch?.seconds = 0.05
    copy.batch?.largestError = 0.000_1
    return copy
  }

  /// Of splitmix64.
  private static func word(_ row: Int, _ place: Int) -> UInt64 {
    var z = UInt64(row) << 32 &+ UInt64(place) &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

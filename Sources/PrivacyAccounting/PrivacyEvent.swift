/// What a mechanism did to the data. Events say what happened, never what it cost: every accountant reads the same
/// ledger.
///
/// A noise multiplier is the noise's scale over the sensitivity under the neighbouring relation that is accounted for.
public indirect enum PrivacyEvent: Hashable, Sendable {
  /// Gaussian noise, of standard deviation `noiseMultiplier` × the sensitivity, added to a sum.
  case gaussian(noiseMultiplier: Double)
  /// Laplace noise, of scale `noiseMultiplier` × the sensitivity in the 1-norm.
  case laplace(noiseMultiplier: Double)
  /// One of `categoryCount` answers: with probability `noise` a uniformly random one, else the true one.
  case randomizedResponse(noise: Double, categoryCount: Int)
  /// An event on a random subset that each example joins independently with probability `rate`.
  case poissonSampled(rate: Double, PrivacyEvent)
  /// Several events, one after another, each free to depend on what came before.
  case composed([PrivacyEvent])
  /// The same event that many times.
  case repeated(PrivacyEvent, count: Int)
  /// Data were used with no protection: nothing bounds what was learned.
  case nonPrivate
}

/// Which data sets count as neighbours, and therefore what one example can change.
public enum NeighboringRelation: String, CaseIterable, Hashable, Codable, Sendable {
  /// One example is added or removed.
  case addOrRemove = "add-or-remove"
  /// One example is replaced by another.
  case replaceOne = "replace-one"
}

extension PrivacyEvent {
  /// The noise multipliers that figures in double precision mean anything for.
  public static let noiseMultipliers = 1e-12...1e12

  /// The event as plain ones with counts: compositions opened, repetitions multiplied out, nothing twice.
  public func flattened() -> [(event: PrivacyEvent, count: Int)] {
    var result: [(event: PrivacyEvent, count: Int)] = []
    collect(count: 1, into: &result)
    return result
  }

  private func collect(count: Int, into result: inout [(event: PrivacyEvent, count: Int)]) {
    guard count > 0 else { return }
    switch self {
    case .composed(let events):
      for event in events { event.collect(count: count, into: &result) }
    case .repeated(let event, let repetitions):
      event.collect(count: count * repetitions, into: &result)
    case .gaussian, .laplace, .randomizedResponse, .poissonSampled, .nonPrivate:
      if let index = result.firstIndex(where: { $0.event == self }) {
        result[index].count += count
      } else {
        result.append((self, count))
      }
    }
  }
}

/// What a mechanism did to the data. Events say what happened, never what it cost: every accountant reads the
/// same ledger.
public indirect enum PrivacyEvent: Hashable, Sendable {
  /// Gaussian noise, of standard deviation `noiseMultiplier` × the sensitivity, added to a sum.
  case gaussian(noiseMultiplier: Double)
  /// An event on a random subset that each example joins independently with probability `rate`.
  case poissonSampled(rate: Double, PrivacyEvent)
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

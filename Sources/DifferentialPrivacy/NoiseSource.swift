public import LinearAlgebra
public import Statistics

/// Where noise and batches come from.
public enum NoiseSource: RandomNumberGenerator, Sendable {
  /// Reproducible, and therefore private to nobody who knows the seed.
  case seeded(RandomStream)
  /// The operating system's generator: private, and never the same twice.
  case system

  public mutating func next() -> UInt64 {
    switch self {
    case .seeded(var stream):
      let value = stream.next()
      self = .seeded(stream)
      return value
    case .system:
      var generator = SystemRandomNumberGenerator()
      return generator.next()
    }
  }
}

extension NoiseSource {
  /// `batch` becomes the positions that joined out of `count`, with the stream in hand as for many draws.
  mutating func sample(_ sampling: PoissonSampling, from count: Int, into batch: inout [Int]) {
    switch self {
    case .seeded(var stream):
      sampling.sample(from: count, using: &stream, into: &batch)
      self = .seeded(stream)
    case .system:
      var generator = SystemRandomNumberGenerator()
      sampling.sample(from: count, using: &generator, into: &batch)
    }
  }

  /// Many draws at once: the same numbers, with the stream in hand rather than taken out for each.
  mutating func draw(_ work: (() -> Double) -> Void) {
    switch self {
    case .seeded(var stream):
      work { stream.uniform() }
      self = .seeded(stream)
    case .system:
      var generator = SystemRandomNumberGenerator()
      work { generator.uniform() }
    }
  }
}

extension GaussianNoise {
  /// Draws from that source; of a seeded one, from the beginning of its stream.
  public init(_ source: NoiseSource) {
    switch source {
    case .seeded(let stream): self.init(stream)
    case .system: self = .system
    }
  }
}

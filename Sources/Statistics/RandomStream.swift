/// A repeatable source of random bits that can be split by name.
///
/// A split depends on the seed and the names alone, never on how much was drawn before, so a new consumer moves
/// no one's numbers. Repeatable is not private: whoever knows the seed knows the noise.
///
/// The generator is xoshiro256++ (Blackman and Vigna, arXiv:1805.01407), seeded through SplitMix64.
public struct RandomStream: RandomNumberGenerator, Hashable, Sendable {
  private let key: UInt64
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// The root of everything that is drawn under this seed.
  public init(seed: UInt64) {
    key = seed
    var mixer = seed
    state = (
      Self.splitMix(&mixer), Self.splitMix(&mixer), Self.splitMix(&mixer), Self.splitMix(&mixer)
    )
  }

  /// The stream of that name under this one.
  public func split(_ name: String) -> RandomStream {
    // FNV-1a over the name, then mixed with this stream's own key.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var mixer = key ^ hash
    return RandomStream(seed: Self.splitMix(&mixer) ^ key.byteSwapped)
  }

  public mutating func next() -> UInt64 {
    let sum = state.0 &+ state.3
    let result = (sum << 23 | sum >> 41) &+ state.0
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = state.3 << 45 | state.3 >> 19
    return result
  }

  private static func splitMix(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  public static func == (left: RandomStream, right: RandomStream) -> Bool {
    left.key == right.key && left.state == right.state
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(key)
    hasher.combine(state.0)
  }
}

extension RandomNumberGenerator {
  /// A number in [0, 1), one of 2⁵³ equally likely ones.
  @inlinable
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }
}

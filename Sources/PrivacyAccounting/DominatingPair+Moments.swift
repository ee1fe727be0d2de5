#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension DominatingPair {
  /// ln E_P[e^(λL)] for λ > 0.
  ///
  /// (1/λ times it is the Rényi divergence of P from Q of order 1 + λ.) As p and q both integrate to one, the moment less
  /// one is the integral of E₂((1 + λ) ln p − λ ln q) − (1 + λ) E₂(ln p) + λ E₂(ln q) with E₂(x) = e^x − 1 − x, of which
  /// nothing cancels however near to one the moment is. Under a ceiling it is the moment of the losses that are left; what
  /// is above counts in the first term alone, for it is next to nothing under Q.
  func logMoment(_ tilt: Double) -> LogMoment {
    if case .mixtures(let mixtures) = self, let mu = mixtures.gaussianMu {
      let value = tilt * (tilt + 1) * mu * mu / 2
      return LogMoment(value: value, error: value * 0x1p-50, isExact: true)
    }
    if let nodes = PrivacyLossNodes(of: self, tilt: tilt, largestCount: 50_000) {
      return nodes.logMoment(tilt)
    }
    return LogMoment(value: revealedLogMoment(tilt), error: 0, isExact: false)
  }

  /// The same, had the component been revealed: never less, for the moment is convex in P and Q together, and near it where
  /// there is so little noise that the outcome reveals the component.
  private func revealedLogMoment(_ tilt: Double) -> Double {
    guard case .mixtures(let mixtures) = self else { return .infinity }
    let sigma = mixtures.noiseMultiplier
    var terms = [Double]()
    for first in mixtures.first {
      for second in mixtures.second {
        let mu = (first.shift - second.shift) / sigma
        terms.append(log(first.weight) + log(second.weight) + tilt * (tilt + 1) * mu * mu / 2)
      }
    }
    let largest = terms.max() ?? 0
    let revealed = largest.isFinite ? largest + log(terms.reduce(0) { $0 + exp($1 - largest) }) : largest
    return min(revealed, tilt * largestLoss)
  }
}

/// ln E_P[e^(λL)].
struct LogMoment {
  let value: Double
  /// What it may be off by in floating point.
  let error: Double
  /// Or else an upper bound.
  let isExact: Bool
}

extension PrivacyLossNodes {
  func logMoment(_ tilt: Double) -> LogMoment {
    var largest = -Double.infinity
    for index in 0..<count { largest = max(largest, logWeights[index] + exponent(index, tilt)) }
    if largest > 30 {
      // Far from one, and the sum itself is as good.
      var sum = 0.0
      var size = 0.0
      for index in 0..<count {
        let exponent = exponent(index, tilt)
        let term = exp(logWeights[index] + exponent - largest)
        sum += term
        size += term * (abs(logWeights[index]) + abs(exponent))
      }
      return LogMoment(
        value: largest + log(sum), error: 0x1p-50 * (4 + size / sum), isExact: true)
    }
    var excess = 0.0
    var size = 0.0
    for index in 0..<count {
      let logWeight = logWeights[index]
      let terms = (
        Self.secondOrder(logWeight + (logShares.isEmpty ? 0 : logShares[index]), power(index, tilt)),
        (1 + tilt) * Self.secondOrder(logWeight, logFirst[index]),
        tilt * Self.secondOrder(logWeight, logSecond[index])
      )
      excess += terms.0 - terms.1 + terms.2
      size += abs(terms.0) + abs(terms.1) + abs(terms.2)
    }
    let moment = max(0, excess)
    return LogMoment(value: log1p(moment), error: 0x1p-46 * size / (1 + moment), isExact: true)
  }

  /// ln of p^(1+λ) q^(−λ), and of what is kept of it.
  func exponent(_ index: Int, _ tilt: Double) -> Double {
    power(index, tilt) + (logShares.isEmpty ? 0 : logShares[index])
  }

  private func power(_ index: Int, _ tilt: Double) -> Double {
    (1 + tilt) * logFirst[index] - tilt * logSecond[index]
  }

  /// e^w (e^x − 1 − x), without overflow or cancellation.
  private static func secondOrder(_ w: Double, _ x: Double) -> Double {
    if abs(x) < 0.1 {
      // The Taylor series; nine terms reach 1e-17 at this size of x.
      var (term, sum) = (x * x / 2, 0.0)
      for power in 3...11 {
        sum += term
        term *= x / Double(power)
      }
      return exp(w) * (sum + term)
    }
    return exp(w + x) - exp(w) * (1 + x)
  }
}

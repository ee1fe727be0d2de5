import Statistics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension PrivacyLossNodes {
  /// The loss of Lap(0) and Lap(1) is constant outside [0, 1], and inside the density is integrated panel by panel.
  mutating func appendLaplace(rate: Double, scale: Double, isRemoval: Bool, panelCount: Int) {
    let mixed = { (z: Double) in
      // ln of (1 − q) Lap(0) + q Lap(1) over Lap(0).
      log1p(rate * expm1((abs(z) - abs(z - 1)) / scale))
    }
    let add = { (nodes: inout PrivacyLossNodes, logWeight: Double, z: Double) in
      let value = mixed(z)
      nodes.append(logWeight, isRemoval ? value : 0, isRemoval ? 0 : value)
    }
    add(&self, log(0.5), 0)
    add(&self, log(0.5) - 1 / scale, 1)
    let width = 1 / Double(panelCount)
    for panel in 0..<panelCount {
      for (point, weight) in GaussLegendre.sixteen {
        let z = (Double(panel) + (1 + point) / 2) * width
        add(&self, log(weight * width / 2) - z / scale - log(2 * scale), z)
      }
    }
  }
}

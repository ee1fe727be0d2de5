/// How people see colours: all of them, or without one kind of cone.
///
/// Reference: Machado, Oliveira and Fernandes, _A Physiologically-based Model for Simulation of Color Vision Deficiency_, IEEE
/// TVCG 15 (2009), whose matrices for a missing cone these are; they act on light.
public enum ColorVision: String, CaseIterable, Codable, Hashable, Sendable {
  case full
  /// Without the cones for long waves.
  case protanopia
  /// Without those for middle waves.
  case deuteranopia
  /// Without those for short waves.
  case tritanopia

  private var matrix: [[Double]]? {
    switch self {
    case .full: nil
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanopia:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900],
      ]
    }
  }

  /// What such eyes take that colour for.
  package func seen(_ color: RGB) -> RGB {
    guard let matrix else { return color }
    let light = LinearRGB(color)
    let parts = matrix.map { $0[0] * light.red + $0[1] * light.green + $0[2] * light.blue }
    return LinearRGB(parts[0], parts[1], parts[2]).encoded
  }
}

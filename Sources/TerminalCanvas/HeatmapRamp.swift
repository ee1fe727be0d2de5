/// The colours of a heatmap, from dark to light.
///
/// The maps of matplotlib at the entries of the 256-colour palette nearest to them, in order of lightness, so
/// that a picture reads the same without its hues.
public enum HeatmapRamp: String, CaseIterable, Sendable {
  case grey
  case cividis
  case viridis
  case magma

  /// The ramp that follows, in the order the `V` key walks.
  public var next: HeatmapRamp {
    switch self {
    case .grey: .cividis
    case .cividis: .viridis
    case .viridis: .magma
    case .magma: .grey
    }
  }

  /// The palette's numbers, darkest first.
  package var colors: [UInt8] {
    switch self {
    case .grey: [16] + Array(232...255) + [231]
    case .cividis: [60, 61, 96, 243, 244, 102, 144, 179, 185, 227]
    case .viridis: [53, 61, 97, 67, 73, 79, 114, 120, 191, 226]
    case .magma: [16, 17, 54, 90, 126, 168, 203, 209, 222, 229]
    }
  }

  /// The colour of a shade; each colour stands for equally many shades.
  package func color(of shade: UInt8) -> UInt8 {
    let colors = colors
    return colors[Int(shade) * colors.count / 256]
  }
}

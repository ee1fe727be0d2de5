/// The colours of a heatmap, from dark to light.
///
/// The maps of matplotlib (in the public domain, CC0), or the entries of the 256-colour palette nearest to them in order of
/// lightness, so that a picture reads the same without its hues.
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

  /// A shade where colours are given by their parts; each level stands for equally many shades.
  package func directColor(of shade: UInt8) -> RGB {
    let levels =
      switch self {
      case .grey: Self.greyLevels
      case .cividis: Self.cividisLevels
      case .viridis: Self.viridisLevels
      case .magma: Self.magmaLevels
      }
    return levels[Int(shade) * Self.levelCount / 256]
  }

  /// A cell of two pixels takes a pair of colours, and curses has 65,536 pairs: more levels than 64 would run out of them.
  package static let levelCount = 64

  private static let greyLevels = levels([(0, 0x000000), (255, 0xFFFFFF)])
  private static let cividisLevels = levels([
    (0, 0x00224E), (11, 0x002A61), (22, 0x003171), (33, 0x1C396F), (58, 0x3D4A6C), (145, 0x8D8878),
    (195, 0xBFB06B), (232, 0xE7D150), (251, 0xFDE334), (255, 0xFEE838),
  ])
  private static let viridisLevels = levels([
    (0, 0x440154), (23, 0x482173), (52, 0x404588), (108, 0x277E8E), (146, 0x1FA187), (166, 0x2FB47C),
    (192, 0x5EC962), (232, 0xC2DF23), (244, 0xE2E418), (255, 0xFDE725),
  ])
  private static let magmaLevels = levels([
    (0, 0x000004), (6, 0x02020D), (30, 0x1A1042), (51, 0x3B0F70), (68, 0x57157E), (110, 0x992D80),
    (147, 0xD5446D), (170, 0xF1605D), (189, 0xFB835F), (216, 0xFEB67C), (255, 0xFCFDBF),
  ])

  /// Straight lines between a map's colours at some of its 256 places (`Tests/ReferenceValues/color_maps.py` chose them): no part
  /// of a colour is further than 2.5 of 255 from the map's.
  private static func levels(_ knots: [(place: Double, color: UInt32)]) -> [RGB] {
    (0..<levelCount).map { level in
      let place = 255 * Double(level) / Double(levelCount - 1)
      let after = knots.firstIndex { $0.place >= place } ?? knots.count - 1
      let before = max(0, after - 1)
      let (low, high) = (knots[before], knots[after])
      let share = low.place == high.place ? 0 : (place - low.place) / (high.place - low.place)
      let parts = zip(RGB(low.color).parts, RGB(high.color).parts).map {
        UInt8((Double($0) * (1 - share) + Double($1) * share).rounded())
      }
      return RGB(parts[0], parts[1], parts[2])
    }
  }
}

/// How well a scheme can be read, and which of its colours are too much alike.
public struct ThemeInspection: Hashable, Sendable {
  /// How an ink stands out.
  public struct Legibility: Hashable, Sendable {
    public let ink: Ink
    /// As it is shown.
    public let color: RGB
    /// Whether it had to be made lighter or darker than the scheme's.
    public let isAdjusted: Bool
    /// By the contrast ratio of WCAG 2.2, from 1 to 21.
    public let onBackground: Double
    /// The same on base02, the background that schemes give to what is chosen.
    public let onSelection: Double
  }

  /// Two inks of a chart that can hardly be told apart.
  public struct Clash: Hashable, Sendable {
    public let first: Ink
    public let second: Ink
    public let vision: ColorVision
    /// By CIEDE2000.
    public let difference: Double
  }

  /// In the order of `Ink`; all but the shades of pictures.
  public let legibility: [Legibility]
  /// By vision, then the most alike first.
  public let clashes: [Clash]

  /// Two colours nearer than this, by CIEDE2000, clash. Those of Okabe and Ito, made for colour-blind people, are 11 apart.
  public static let leastDifference = 8.0

  public init(_ scheme: Base16Scheme) {
    let theme = Theme(scheme, name: scheme.name)
    let colors = Theme.roles.map {
      (ink: $0.ink, own: scheme[$0.place], shown: theme.directColor(of: $0.ink))
    }
    legibility = colors.map { ink, own, shown in
      Legibility(
        ink: ink, color: shown, isAdjusted: shown != own,
        onBackground: shown.contrast(with: scheme.background),
        onSelection: shown.contrast(with: scheme[0x02]))
    }
    let series = Theme.seriesInks.map { ($0, theme.directColor(of: $0)) }
    clashes = ColorVision.allCases.flatMap { vision in
      let places = series.map { (ink: $0, place: LabColor(vision.seen($1))) }
      return places.indices.flatMap { first in
        places.indices.dropFirst(first + 1).map { second in
          Clash(
            first: places[first].ink, second: places[second].ink, vision: vision,
            difference: places[first].place.difference(from: places[second].place))
        }
      }.filter { $0.difference < Self.leastDifference }.sorted { $0.difference < $1.difference }
    }
  }

  /// The ink that is hardest to read, by its contrast on the background.
  public var leastContrast: Double { legibility.map(\.onBackground).min() ?? 1 }
}

extension Theme {
  fileprivate func directColor(of ink: Ink) -> RGB {
    guard case .rgb(let color) = look(of: ink, at: .direct).color else {
      preconditionFailure("a scheme gives it")
    }
    return color
  }
}

extension Theme {
  /// What no ink falls below on the background, whatever a scheme says: what the Web Content Accessibility Guidelines ask of
  /// large text and graphics.
  public static let leastContrast = 3.0

  /// The contrasts that those guidelines know, highest first. What meets one of them keeps it in 256 colours too.
  private static let contrastSteps = [7, 4.5, leastContrast]

  /// The inks of a chart that may stand side by side and must be told apart.
  public static let seriesInks: [Ink] = [
    .member, .nonMember, .train, .test, .bound, .baseline, .good, .warning,
  ]

  /// Where a scheme has the colour of an ink, and what is done besides.
  static let roles: [(ink: Ink, place: Int, attributes: Look.Attributes)] = [
    (.text, 0x05, []), (.dim, 0x04, []), (.title, 0x07, .bold), (.border, 0x03, []), (.focus, 0x0D, .bold),
    (.selection, 0x05, .reverse), (.member, 0x08, []), (.nonMember, 0x0D, []), (.train, 0x0F, []),
    (.test, 0x0C, []), (.bound, 0x0E, []), (.baseline, 0x0A, []), (.pinned, 0x04, []), (.good, 0x0B, []),
    (.warning, 0x09, .bold), (.danger, 0x12, .bold),
  ]

  /// A theme in the colours of a scheme: as they are where colours are given by their parts, the nearest of the palette where
  /// there are 256 (never of the first sixteen, which are the user's), and `standard` where there are fewer.
  ///
  /// A colour that cannot be read on the background becomes a shade of its hue that can.
  public init(_ scheme: Base16Scheme, name: String) {
    let ground = IndexedPalette.nearest(to: scheme.background) ?? 16
    var taken: [RGB: UInt8] = [:]
    var rows = Theme.standard.rows
    for (ink, place, attributes) in Self.roles {
      let color = scheme[place].readable(on: scheme.background, atLeast: Self.leastContrast)
      let contrast = color.contrast(with: scheme.background)
      let number =
        taken[color]
        ?? Self.number(
          of: color, on: RGB(palette: ground), besides: Set(taken.values),
          atLeast: Self.contrastSteps.first { $0 <= contrast } ?? Self.leastContrast)
      // Two curves in one colour are told apart by their strokes alone; other inks may share.
      if Self.seriesInks.contains(ink) { taken[color] = number }
      rows[ink]?.ofPalette = Look(.palette(number), attributes)
      rows[ink]?.ofDirect = Look(.rgb(color), attributes)
    }
    self.init(
      name: name, rows: rows, background: Background(ofPalette: ground, ofDirect: scheme.background))
  }

  private static func number(
    of color: RGB, on ground: RGB, besides taken: Set<UInt8>, atLeast contrast: Double
  ) -> UInt8 {
    let isReadable = { (candidate: RGB) in candidate.contrast(with: ground) >= contrast }
    return IndexedPalette.nearest(to: color) { !taken.contains($0) && isReadable($1) }
      ?? IndexedPalette.nearest(to: color) { isReadable($1) }
      // A grey in the middle has nothing at 7:1 on either side.
      ?? IndexedPalette.nearest(to: color.readable(on: ground, atLeast: leastContrast)) ?? 231
  }
}

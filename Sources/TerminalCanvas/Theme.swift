/// How every ink looks, on every kind of terminal: the one table from what a cell means to what is done to it.
public struct Theme: Hashable, Sendable {
  /// How one ink looks, by the colours a terminal has.
  public struct Row: Hashable, Sendable {
    public var withoutColor: Look
    public var ofEight: Look
    public var ofSixteen: Look
    public var ofPalette: Look

    public init(_ withoutColor: Look, _ ofEight: Look, _ ofSixteen: Look, _ ofPalette: Look) {
      self.withoutColor = withoutColor
      self.ofEight = ofEight
      self.ofSixteen = ofSixteen
      self.ofPalette = ofPalette
    }

    func look(at depth: ColorDepth) -> Look {
      switch depth {
      case .none: withoutColor
      case .eight: ofEight
      case .sixteen: ofSixteen
      case .twoHundredFiftySix, .direct: ofPalette
      }
    }
  }

  /// What has no row looks like the terminal's own text.
  public var rows: [Ink: Row]
  /// What gives the shades of pictures their colours, where a terminal has 256.
  public var ramp: HeatmapRamp

  public init(rows: [Ink: Row], ramp: HeatmapRamp = .grey) {
    self.rows = rows
    self.ramp = ramp
  }

  /// How text in this ink looks on a terminal's own background.
  public func look(of ink: Ink, at depth: ColorDepth) -> Look {
    if case .ramp(let shade) = ink, depth >= .twoHundredFiftySix {
      return Look(.palette(ramp.color(of: shade)))
    }
    return rows[ink]?.look(at: depth) ?? Look()
  }

  /// Without colours few attributes, and none that hides a block glyph: charts tell their series apart by shape. Of eight colours
  /// blue is bold because plain blue can hardly be read on black; yellow means two things, one of them bold. Of sixteen never 8:
  /// bright black is invisible in many colour schemes. Of 256 those of Okabe and Ito (https://jfly.uni-koeln.de/color), which
  /// colour-blind people can tell apart.
  public static let standard = Theme(rows: [
    .text: Row(Look(), Look(), Look(), Look()),
    .dim: Row(Look(), Look(.own, .dim), Look(.own, .dim), Look(245)),
    .title: Row(Look(.own, .bold), Look(.own, .bold), Look(.own, .bold), Look(.own, .bold)),
    .border: Row(Look(), Look(.own, .dim), Look(.own, .dim), Look(245)),
    .focus: Row(Look(.own, .bold), Look(.own, .bold), Look(.own, .bold), Look(.own, .bold)),
    .selection: Row(Look(.own, .reverse), Look(.own, .reverse), Look(.own, .reverse), Look(.own, .reverse)),
    .member: Row(Look(.own, .bold), Look(1), Look(9), Look(166)),
    .nonMember: Row(Look(), Look(4, .bold), Look(12), Look(32)),
    .train: Row(Look(.own, .bold), Look(3), Look(3), Look(214)),
    .test: Row(Look(), Look(6), Look(6), Look(74)),
    .bound: Row(Look(), Look(5), Look(5), Look(175)),
    .baseline: Row(Look(), Look(3, .bold), Look(11), Look(227)),
    .pinned: Row(Look(.own, .dim), Look(.own, .dim), Look(.own, .dim), Look(245)),
    .good: Row(Look(.own, .bold), Look(2), Look(2), Look(36)),
    .warning: Row(
      Look(.own, [.bold, .underline]), Look(3, [.bold, .underline]), Look(11, .bold), Look(208, .bold)),
    .danger: Row(Look(.own, [.bold, .underline]), Look(1, .bold), Look(1, .bold), Look(160, .bold)),
  ])
}

/// How every ink looks, on every kind of terminal: the one table from what a cell means to what is done to it.
public struct Theme: Hashable, Sendable {
  /// How one ink looks, by the colours a terminal has.
  public struct Row: Hashable, Sendable {
    public var withoutColor: Look
    public var ofEight: Look
    public var ofSixteen: Look
    public var ofPalette: Look
    public var ofDirect: Look

    /// - Parameter ofDirect: as of the palette where nil.
    public init(
      _ withoutColor: Look, _ ofEight: Look, _ ofSixteen: Look, _ ofPalette: Look, _ ofDirect: Look? = nil
    ) {
      self.withoutColor = withoutColor
      self.ofEight = ofEight
      self.ofSixteen = ofSixteen
      self.ofPalette = ofPalette
      self.ofDirect = ofDirect ?? ofPalette
    }

    func look(at depth: ColorDepth) -> Look {
      switch depth {
      case .none: withoutColor
      case .eight: ofEight
      case .sixteen: ofSixteen
      case .twoHundredFiftySix: ofPalette
      case .direct: ofDirect
      }
    }
  }

  /// What it is chosen by.
  public var name: String
  /// What has no row looks like the terminal's own text.
  public var rows: [Ink: Row]
  /// What a cell without a field stands on; nil is the terminal's own background.
  public var background: Background?
  /// What gives the shades of pictures their colours, where a terminal has 256.
  public var ramp: HeatmapRamp

  /// A background of a theme's own, where a terminal has the colours for one.
  public struct Background: Hashable, Sendable {
    public var ofPalette: UInt8
    public var ofDirect: RGB
  }

  public init(
    name: String = "terminal", rows: [Ink: Row], background: Background? = nil, ramp: HeatmapRamp = .grey
  ) {
    self.name = name
    self.rows = rows
    self.background = background
    self.ramp = ramp
  }

  /// How text in this ink looks on the theme's background.
  public func look(of ink: Ink, at depth: ColorDepth) -> Look {
    if case .ramp(let shade) = ink, depth >= .twoHundredFiftySix {
      return Look(depth == .direct ? .rgb(ramp.directColor(of: shade)) : .palette(ramp.color(of: shade)))
    }
    return rows[ink]?.look(at: depth) ?? Look()
  }

  /// What a cell without a field stands on. With sixteen colours or fewer it is always the terminal's own.
  public func background(at depth: ColorDepth) -> Look.Color {
    guard let background else { return .own }
    return switch depth {
    case .none, .eight, .sixteen: .own
    case .twoHundredFiftySix: .palette(background.ofPalette)
    case .direct: .rgb(background.ofDirect)
    }
  }
}

package import TerminalCanvas

/// What a terminal does to a glyph: two colours, and attributes that need none.
package struct CellStyle: Hashable, Sendable {
  package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let bold = Attributes(rawValue: 1)
    package static let dim = Attributes(rawValue: 2)
    package static let reverse = Attributes(rawValue: 4)
    package static let underline = Attributes(rawValue: 8)
  }

  /// The terminal's own colour, whatever its user chose.
  package static let own: Int16 = -1

  package var foreground = own
  package var background = own
  package var attributes: Attributes = []

  package init(_ foreground: Int16 = own, _ attributes: Attributes = []) {
    self.foreground = foreground
    self.attributes = attributes
  }

  /// How a cell with this ink, field and emphasis looks.
  package init(_ cell: Cell, at depth: ColorDepth, ramp: HeatmapRamp) {
    self = cell.ink.style(at: depth, ramp: ramp)
    if let field = cell.field?.style(at: depth, ramp: ramp) {
      background = field.foreground
      attributes.formUnion(field.attributes.intersection(.reverse))
    }
    if cell.isBold { attributes.insert(.bold) }
    if cell.isReversed { attributes.insert(.reverse) }
  }
}

extension Ink {
  /// How text in this ink looks on a terminal's own background.
  package func style(at depth: ColorDepth, ramp: HeatmapRamp) -> CellStyle {
    switch depth {
    case .none: monochrome
    case .eight: ofEight
    case .sixteen: ofSixteen
    case .twoHundredFiftySix: ofPalette(ramp: ramp)
    }
  }

  /// Few attributes, and none that hides a block glyph: charts tell their series apart by shape.
  private var monochrome: CellStyle {
    switch self {
    case .title, .focus, .member, .train, .good: CellStyle(CellStyle.own, .bold)
    case .warning, .danger: CellStyle(CellStyle.own, [.bold, .underline])
    case .selection: CellStyle(CellStyle.own, .reverse)
    case .text, .dim, .border, .nonMember, .test, .bound, .baseline, .ramp: CellStyle()
    }
  }

  /// Blue is bold because plain blue can hardly be read on black; yellow means two things, one of them bold.
  private var ofEight: CellStyle {
    switch self {
    case .text, .ramp: CellStyle()
    case .dim, .border: CellStyle(CellStyle.own, .dim)
    case .title, .focus: CellStyle(CellStyle.own, .bold)
    case .selection: CellStyle(CellStyle.own, .reverse)
    case .member: CellStyle(1)
    case .nonMember: CellStyle(4, .bold)
    case .train: CellStyle(3)
    case .test: CellStyle(6)
    case .bound: CellStyle(5)
    case .baseline: CellStyle(3, .bold)
    case .good: CellStyle(2)
    case .warning: CellStyle(3, [.bold, .underline])
    case .danger: CellStyle(1, .bold)
    }
  }

  /// Never 8: bright black is invisible in many colour schemes.
  private var ofSixteen: CellStyle {
    switch self {
    case .member: CellStyle(9)
    case .nonMember: CellStyle(12)
    case .baseline: CellStyle(11)
    case .warning: CellStyle(11, .bold)
    default: ofEight
    }
  }

  /// The colours of Okabe and Ito (https://jfly.uni-koeln.de/color), which colour-blind people can tell apart.
  private func ofPalette(ramp: HeatmapRamp) -> CellStyle {
    switch self {
    case .text: CellStyle()
    case .dim, .border: CellStyle(245)
    case .title, .focus: CellStyle(CellStyle.own, .bold)
    case .selection: CellStyle(CellStyle.own, .reverse)
    case .member: CellStyle(166)
    case .nonMember: CellStyle(32)
    case .train: CellStyle(214)
    case .test: CellStyle(74)
    case .bound: CellStyle(175)
    case .baseline: CellStyle(227)
    case .good: CellStyle(36)
    case .warning: CellStyle(208, .bold)
    case .danger: CellStyle(160, .bold)
    case .ramp(let shade): CellStyle(ramp.color(of: shade))
    }
  }
}

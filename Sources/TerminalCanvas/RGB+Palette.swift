extension RGB {
  /// A colour by its number among the 256 of xterm: sixteen that users change as they like, as xterm has them at first, a cube of six
  /// steps a side, and greys.
  public init(palette number: UInt8) {
    switch number {
    case ..<16: self = Self.sixteen[Int(number)]
    case ..<232:
      let (step, place) = ({ (index: UInt8) in index == 0 ? UInt8(0) : 55 + 40 * index }, number - 16)
      self.init(step(place / 36), step(place / 6 % 6), step(place % 6))
    default:
      let grey = 8 + 10 * (number - 232)
      self.init(grey, grey, grey)
    }
  }

  private static let sixteen = [
    RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0), RGB(0, 0, 238), RGB(205, 0, 205),
    RGB(0, 205, 205), RGB(229, 229, 229), RGB(127, 127, 127), RGB(255, 0, 0), RGB(0, 255, 0),
    RGB(255, 255, 0), RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255), RGB(255, 255, 255),
  ]
}

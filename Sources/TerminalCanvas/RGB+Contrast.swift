extension RGB {
  /// Whether black is read on it better than white.
  public var isLight: Bool { contrast(with: RGB(0, 0, 0)) > contrast(with: RGB(255, 255, 255)) }

  /// How bright it is, from 0 for black to 1 for white.
  ///
  /// Reference: _relative luminance_ of the Web Content Accessibility Guidelines 2.2.
  public var luminance: Double {
    let light = LinearRGB(self)
    return 0.2126 * light.red + 0.7152 * light.green + 0.0722 * light.blue
  }

  /// How well one can be read on the other, from 1 for not at all to 21 for black on white.
  ///
  /// Reference: _contrast ratio_ of the Web Content Accessibility Guidelines 2.2, which ask 3 of large text and graphics, 4.5 of
  /// text, and 7 for readers with weaker eyes.
  public func contrast(with other: RGB) -> Double {
    let (one, two) = (luminance, other.luminance)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// This colour where it can be read on that background, else the nearest shade of its hue that can: lighter on a dark
  /// background, darker on a light one.
  ///
  /// - Parameter contrast: at least this much; at most 4.5, which black or white has on any background.
  public func readable(on background: RGB, atLeast contrast: Double) -> RGB {
    guard self.contrast(with: background) < contrast else { return self }
    let (black, white) = (RGB(0), RGB(0xFFFFFF))
    let goal = background.contrast(with: white) >= background.contrast(with: black) ? white : black
    for step in 1...255 {
      let shade = mixed(with: goal, step)
      if shade.contrast(with: background) >= contrast { return shade }
    }
    return goal
  }

  /// So many parts of 255 of the other.
  private func mixed(with other: RGB, _ share: Int) -> RGB {
    func part(_ one: UInt8, _ two: UInt8) -> UInt8 {
      UInt8((Int(one) * (255 - share) + Int(two) * share) / 255)
    }
    return RGB(part(red, other.red), part(green, other.green), part(blue, other.blue))
  }
}

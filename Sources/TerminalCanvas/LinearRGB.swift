import Foundation

/// The light of a colour: its parts in proportion to what a screen emits, from 0 to 1.
struct LinearRGB {
  var red: Double
  var green: Double
  var blue: Double

  init(_ red: Double, _ green: Double, _ blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  init(_ color: RGB) {
    self.init(Self.light[Int(color.red)], Self.light[Int(color.green)], Self.light[Int(color.blue)])
  }

  /// Of every value of a part (IEC 61966-2-1).
  private static let light: [Double] = (0...255).map { value in
    let part = Double(value) / 255
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }

  /// The nearest colour of a screen.
  var encoded: RGB { RGB(Self.part(of: red), Self.part(of: green), Self.part(of: blue)) }

  private static func part(of light: Double) -> UInt8 {
    let light = min(1, max(0, light))
    let part = light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
    return UInt8((255 * part).rounded())
  }
}

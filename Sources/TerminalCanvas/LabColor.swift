import Foundation

/// A colour by lightness, red against green, and yellow against blue, so that distances are about what the eye sees (CIE 1976
/// L*a*b*, in the light of D65).
package struct LabColor: Hashable, Sendable {
  package var lightness: Double
  package var a: Double
  package var b: Double

  package init(lightness: Double, a: Double, b: Double) {
    self.lightness = lightness
    self.a = a
    self.b = b
  }

  package init(_ color: RGB) {
    let light = LinearRGB(color)
    let x = 0.4124564 * light.red + 0.3575761 * light.green + 0.1804375 * light.blue
    let y = 0.2126729 * light.red + 0.7151522 * light.green + 0.0721750 * light.blue
    let z = 0.0193339 * light.red + 0.1191920 * light.green + 0.9503041 * light.blue
    let (fx, fy, fz) = (
      Self.response(x / 0.9504700), Self.response(y / 1.0000001), Self.response(z / 1.0888300)
    )
    self.init(lightness: 116 * fy - 16, a: 500 * (fx - fy), b: 200 * (fy - fz))
  }

  private static func response(_ ratio: Double) -> Double {
    ratio > 216.0 / 24389 ? cbrt(ratio) : (24389.0 / 27 * ratio + 16) / 116
  }

  /// The straight distance (CIE 1976), squared: enough to find the nearest of many.
  func squaredDistance(to other: LabColor) -> Double {
    let (l, a, b) = (lightness - other.lightness, a - other.a, b - other.b)
    return l * l + a * a + b * b
  }

  /// How different two colours look: about 1 is the least that can be seen side by side.
  ///
  /// Reference: Sharma, Wu and Dalal, _The CIEDE2000 Color-Difference Formula_, Color Research and Application 30 (2005).
  package func difference(from other: LabColor) -> Double {
    let stretch = 1.5 - 0.5 * Self.chromaWeight((hypot(a, b) + hypot(other.a, other.b)) / 2)
    let (one, two) = (Polar(stretch * a, b), Polar(stretch * other.a, other.b))
    let chroma = (one.chroma + two.chroma) / 2
    let (hue, turn) = Self.meanHue(one, two)
    let centre = (lightness + other.lightness) / 2 - 50
    let lift = centre * centre

    let l = (other.lightness - lightness) / (1 + 0.015 * lift / (20 + lift).squareRoot())
    let c = (two.chroma - one.chroma) / (1 + 0.045 * chroma)
    let chord: Double = 2 * (one.chroma * two.chroma).squareRoot() * Self.sine(turn / 2)
    let h = chord / (1 + 0.015 * chroma * Self.tone(hue))
    let bend = (hue - 275) / 25
    let rotation: Double = -2 * Self.chromaWeight(chroma) * Self.sine(60 * exp(-bend * bend))
    return (l * l + c * c + h * h + rotation * c * h).squareRoot()
  }

  /// The hue between two, and the way from one to the other; greys have none.
  private static func meanHue(_ one: Polar, _ two: Polar) -> (hue: Double, turn: Double) {
    let sum = one.hue + two.hue
    guard one.chroma * two.chroma != 0 else { return (sum, 0) }
    let turn = two.hue - one.hue
    guard abs(turn) > 180 else { return (sum / 2, turn) }
    return ((sum < 360 ? sum + 360 : sum - 360) / 2, turn > 0 ? turn - 360 : turn + 360)
  }

  private static func tone(_ hue: Double) -> Double {
    let first = 1 - 0.17 * sine(hue + 60) + 0.24 * sine(2 * hue + 90)
    return first + 0.32 * sine(3 * hue + 96) - 0.2 * sine(4 * hue + 27)
  }

  private static func chromaWeight(_ chroma: Double) -> Double {
    let power: Double = pow(chroma, 7)
    return (power / (power + 6_103_515_625)).squareRoot()
  }

  private static func sine(_ degrees: Double) -> Double { sin(degrees * .pi / 180) }

  /// Its hue in degrees from 0 to 360.
  private struct Polar {
    let chroma: Double
    let hue: Double

    init(_ a: Double, _ b: Double) {
      chroma = hypot(a, b)
      let angle = atan2(b, a) * 180 / .pi
      hue = angle < 0 ? angle + 360 : angle
    }
  }
}

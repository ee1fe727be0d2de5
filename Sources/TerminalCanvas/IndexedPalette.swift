/// The colours that terminals number from 16 to 255: a cube of six levels, and greys. Those below are the user's own.
package enum IndexedPalette {
  private static let coordinates: [(number: UInt8, color: RGB, place: LabColor)] = (16...255).map {
    (number: UInt8) in
    let color = RGB(palette: number)
    return (number, color, LabColor(color))
  }

  /// The number of the nearest colour, in CIE 1976 L*a*b*, among those that `isAllowed` takes; nil if it takes none.
  package static func nearest(to color: RGB, where isAllowed: (UInt8, RGB) -> Bool = { _, _ in true })
    -> UInt8?
  {
    let place = LabColor(color)
    return coordinates.filter { isAllowed($0.number, $0.color) }
      .min { $0.place.squaredDistance(to: place) < $1.place.squaredDistance(to: place) }?.number
  }
}

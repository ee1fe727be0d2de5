import TerminalCanvas
import Testing

private let halfBlocks = Rendering(glyphs: .blocks, hasShades: true)
private let sextants = Rendering(glyphs: .blocks, hasShades: true, hasSextants: true)
private let letters = Rendering(glyphs: .ascii, hasShades: false)

extension Heatmap {
  fileprivate func drawn(
    _ width: Int, _ height: Int, _ rendering: Rendering, isFilling: Bool = false
  ) -> Canvas {
    var canvas = Canvas(width: width, height: height)
    draw(on: &canvas, in: canvas.bounds, rendering: rendering, isFilling: isFilling)
    return canvas
  }
}

struct HeatmapTests {
  @Test func shadesAreStretchedBetweenPercentiles() {
    let map = Heatmap(width: 2, height: 2, values: [0.4, 0.5, 0.6, .nan])
    #expect(map.shades[0] == 0 && map.shades[2] == 1)
    #expect(abs(map.shades[1] - 0.5) < 1e-6)
    #expect(Heatmap(width: 1, height: 2, values: [3, 3]).shades == [0.5, 0.5])
  }

  @Test func zeroIsMidGreyOnASymmetricScale() {
    let map = Heatmap(width: 5, height: 1, values: [-0.5, 0, 0.25, 1, .infinity], scale: .symmetric)
    #expect(map.shades == [0.25, 0.5, 0.625, 1, 0.5])
    #expect(Heatmap(width: 2, height: 1, values: [0, 0], scale: .symmetric).shades == [0.5, 0.5])
    let large = Float.greatestFiniteMagnitude
    #expect(Heatmap(width: 2, height: 1, values: [-large, large], scale: .symmetric).shades == [0, 1])
  }

  /// The format of netpbm's `pgm(5)`.
  @Test func greymapsHoldAByteForEachShade() {
    let map = Heatmap(width: 3, height: 1, values: [0, 1, 2])
    #expect(map.pgm == Array("P5\n3 1\n255\n".utf8) + [0, 128, 255])
  }

  /// Two pixels to a cell: the upper one in ink, the lower one under it.
  @Test func halfBlocksHoldTwoPixels() {
    let map = Heatmap(width: 1, height: 2, values: [1, 0])
    #expect(map.drawn(1, 1, halfBlocks).cells == [Cell("▀", ink: .ramp(255), field: .ramp(0))])
  }

  /// Without shades a pixel is a letter, two columns wide; what does not fit is averaged.
  @Test func lettersStandWhereShadesLack() {
    let map = Heatmap(width: 4, height: 2, values: [0, 0, 1, 1, 0, 0, 1, 1])
    #expect(map.drawn(4, 1, letters).plain == "  MM")
    #expect(map.fitted(in: Rect(column: 0, row: 0, width: 4, height: 9), rendering: letters).height == 1)
  }

  /// From blank to full, each step to a letter that inks more.
  @Test func denserLettersAreLighter() {
    let count = 400
    let map = Heatmap(width: count, height: 1, values: (0..<count).map(Float.init))
    var seen: [Unicode.Scalar] = []
    for cell in map.drawn(2 * count, 1, letters).cells where cell.glyph != seen.last {
      seen.append(cell.glyph)
    }
    #expect(String(String.UnicodeScalarView(seen)) == " -:;!r|v}IV$UgQM")
  }

  /// 23 x 28 pixels take 23 columns and 14 rows of half blocks, or 46 and 28 of letters.
  @Test func facesFitTheScreenTheyWereMeantFor() {
    let face = Heatmap(width: 23, height: 28, values: Array(repeating: 0, count: 644))
    func size(_ width: Int, _ height: Int, _ rendering: Rendering, isFilling: Bool = false) -> [Int] {
      let area = face.fitted(
        in: Rect(column: 0, row: 0, width: width, height: height), rendering: rendering, isFilling: isFilling)
      return [area.width, area.height]
    }
    #expect(size(23, 14, halfBlocks) == [23, 14])
    #expect(size(46, 28, letters) == [46, 28])
    #expect(size(300, 300, halfBlocks) == [69, 42])
    // In a zoomed pane all there is, whatever the pixels.
    for rendering in [halfBlocks, sextants, letters] {
      #expect(size(230, 300, rendering, isFilling: true) == [230, 140])
      #expect(size(46, 28, rendering, isFilling: true) == [46, 28])
    }
  }
}

/// Fewer than a hundred pixels, so that none lies outside the percentiles and a shade is a value between the least and the greatest.
private func picture(_ width: Int, _ height: Int, _ value: (Double, Double) -> Double) -> Heatmap {
  precondition(width * height < 100)
  return Heatmap(
    width: width, height: height,
    values: (0..<height).flatMap { y in (0..<width).map { x in Float(value(Double(x), Double(y))) } })
}

struct ResamplingTests {
  /// Keys chose the kernel so that parabolas come out exactly; away from the edge, where pixels lack.
  @Test func parabolasAreInterpolatedExactly() {
    let value = { (x: Double, y: Double) in x * x + 3 * y * y + x * y }
    let finer = picture(9, 8, value).resampled(columns: 45, rows: 24)
    for row in 5..<18 {
      for column in 8..<37 {
        let (x, y) = ((Double(column) + 0.5) / 5 - 0.5, (Double(row) + 0.5) / 3 - 0.5)
        #expect(abs(Double(finer[row * 45 + column]) - value(x, y) / value(8, 7)) < 1e-5)
      }
    }
  }

  @Test func aPictureOfItsOwnSizeStays() {
    let map = picture(9, 8) { x, y in (x * 7 + y * 5).truncatingRemainder(dividingBy: 11) }
    for (shade, own) in zip(map.resampled(columns: 9, rows: 8), map.shades) {
      #expect(abs(shade - own) < 1e-6)
    }
  }

  /// Next to an edge the curve overshoots; no shade does.
  @Test func noShadeIsDarkerThanBlack() {
    let map = picture(9, 1) { x, _ in x < 4 ? 0 : 1 }
    let finer = map.resampled(columns: 200, rows: 3)
    #expect(finer.min() == 0 && finer.max() == 1)
  }

  /// A coarser grid has the means of what falls on its points, also in part.
  @Test func shrinkingKeepsTheMean() {
    let map = picture(9, 8) { x, y in (x * 7 + y * 5).truncatingRemainder(dividingBy: 11) }
    let mean = map.shades.reduce(0, +) / 72
    for (columns, rows) in [(1, 1), (2, 3), (4, 5), (7, 8)] {
      let coarser = map.resampled(columns: columns, rows: rows)
      #expect(abs(coarser.reduce(0, +) / Float(columns * rows) - mean) < 1e-5)
    }
    let halves = picture(3, 1) { x, _ in x }.resampled(columns: 2, rows: 1)
    #expect(abs(halves[0] - 1.0 / 6) < 1e-6 && abs(halves[1] - 5.0 / 6) < 1e-6)
  }
}

struct SextantTests {
  /// What the names of the characters say: BLOCK SEXTANT-135 and its like are left out of the row, for there were halves before.
  @Test func everyPixelIsWhereItsNameSays() {
    for mask in 1..<63 {
      let map = picture(2, 3) { x, y in
        let pixel = Int(2 * y + x)
        return mask >> pixel & 1 == 1 ? 1 : 0
      }
      let cell = map.drawn(1, 1, sextants).cells[0]
      #expect(cell.ink == .ramp(255) && cell.field == .ramp(0))
      let inked = (0..<6).filter { (pixel: Int) in mask >> pixel & 1 == 1 }
      let digits = inked.map { "\($0 + 1)" }.joined()
      switch digits {
      case "135": #expect(cell.glyph == "▌")
      case "246": #expect(cell.glyph == "▐")
      default: #expect(cell.glyph.properties.name == "BLOCK SEXTANT-\(digits)")
      }
    }
  }

  private func loss(of shades: [Float], parting mask: Int) -> (loss: Float, means: [Float]) {
    var (loss, means) = (Float(0), [Float]())
    for side in 0...1 {
      let group = (0..<6).filter { mask >> $0 & 1 == side }.map { shades[$0] }
      let mean = group.reduce(0, +) / Float(group.count)
      means.append(mean)
      for shade in group { loss += (shade - mean) * (shade - mean) }
    }
    return (loss, means.sorted())
  }

  /// Of all ways to part six pixels in two the one that loses least, by trying all.
  @Test func noOtherTwoShadesLoseLess() {
    var state: UInt64 = 1
    for _ in 0..<300 {
      let values = (0..<6).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 40) / Double(1 << 24)
      }
      let map = picture(2, 3) { x, y in values[Int(2 * y + x)] }
      let losses = (1..<32).map { loss(of: map.shades, parting: $0) }
      guard let best = losses.min(by: { $0.loss < $1.loss }) else { continue }
      let cell = map.drawn(1, 1, sextants).cells[0]
      guard case .ramp(let light) = cell.ink, case .ramp(let dark)? = cell.field else {
        Issue.record("no shades")
        continue
      }
      // To one of 64 levels.
      #expect(
        abs(Float(dark) / 255 - best.means[0]) < 0.011 && abs(Float(light) / 255 - best.means[1]) < 0.011)
    }
  }

  @Test func aPictureHasFewLevels() {
    let map = Heatmap(width: 64, height: 64, values: (0..<4096).map(Float.init))
    for rendering in [halfBlocks, sextants] {
      let cells = map.drawn(128, 64, rendering, isFilling: true).cells
      #expect(Set(cells.flatMap { [$0.ink, $0.field] }).count <= 64)
    }
  }
}

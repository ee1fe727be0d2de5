import Records
import TerminalCanvas

/// How values are drawn as one picture: as the image they are, or row by row in as many columns as rows.
struct ValueShape {
  let width: Int
  let height: Int
  let count: Int

  init(count: Int, layout: Dataset.Layout? = nil) {
    self.count = count
    if case .image(let width, let height, _, _) = layout, width * height == count {
      (self.width, self.height) = (width, height)
    } else {
      width = max(1, Int(Double(count).squareRoot().rounded(.up)))
      height = max(1, (count + width - 1) / width)
    }
  }

  func mosaic(_ values: [Float], _ scale: Heatmap.Scale = .stretched) -> PictureMosaic? {
    guard count > 0, values.count >= count else { return nil }
    let rest = [Float](repeating: .nan, count: width * height - count)
    return PictureMosaic(width: width, height: height, values: values.prefix(count) + rest, scale: scale)
  }

  func mosaic(_ values: [Double]) -> PictureMosaic? { mosaic(values.map { Float($0) }) }

  /// Words as signed numbers, stretched to what they reach.
  func mosaic(_ words: [UInt64]) -> PictureMosaic? { mosaic(words.map { Float(Int64(bitPattern: $0)) }) }
}

/// `8f3122c01a9077e4`.
func hexadecimal(_ word: UInt64) -> String {
  let digits = String(word, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

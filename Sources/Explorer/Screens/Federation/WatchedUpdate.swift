import Experiments
package import FederatedLearning
import LinearAlgebra
import Records
import Statistics
import TerminalCanvas

/// A round in which a client was watched.
package struct WatchedRound: Hashable, Sendable {
  package let round: FederatedRound
  package let watched: WatchedClient
  /// As they were.
  let settings: FederationSettings

  /// Masks put on, and masks taken off.
  var stageCount: Int {
    watched.transcript.map { $0.maskings.count + $0.unmaskings.count } ?? 0
  }
}

/// The update that is looked at, and how it is drawn.
struct WatchedUpdate {
  let context: ScreenContext
  let client: Int
  /// nil where the client has sent none since it is watched.
  let round: WatchedRound?
  /// How far a round that stands still was gone through; nil goes on with every round.
  let stage: Int?

  var glyphs: GlyphSet { context.glyphs }
  var mark: String { glyphs.diagnosticMark }
  var settings: FederationSettings {
    round?.settings ?? context.subject.snapshot?.settings.federation ?? FederationSettings()
  }

  init(_ screen: FederationScreen, in context: ScreenContext) {
    self.context = context
    client = screen.client(in: context)
    guard screen.isOf(context.subject) else {
      // Of the pinned run what it came to last.
      let snapshot = context.subject.snapshot
      round = snapshot?.federation?.lastRound.flatMap { round in
        round.watched.map {
          WatchedRound(
            round: round, watched: $0, settings: snapshot?.settings.federation ?? FederationSettings())
        }
      }
      stage = nil
      return
    }
    round = screen.frozen?.round ?? screen.watched
    stage = screen.frozen?.stage
  }

  /// Why there is no mask to go through; nil where there are some.
  var obstacleToMasks: String? {
    guard settings.aggregation == .secure else {
      return
        "Nothing is masked: the server sees each update as it is. s restarts with secure sums."
    }
    guard let round else { return reasonForNothing }
    guard round.watched.transcript != nil else {
      if round.round.isAborted { return "The round was aborted before anything was masked." }
      return
        "The masks of so many clients and parameters are not kept: choose fewer clients, or a smaller network."
    }
    return round.stageCount == 0 ? "The round was aborted before anything was masked." : nil
  }

  var reasonForNothing: String {
    "Client \(client) has sent no update since it is watched: it is watched in the next round that it takes part in, unless it dropped out. c watches whoever sends one first."
  }

  var notes: [[Span]] {
    guard let round else { return [] }
    let number = grouped(round.round.index + 1)
    let held = stage == nil ? "" : ", held"
    return [
      [Span("client \(round.watched.client)"), Span("  round \(number)\(held)", .dim)],
      [Span("client \(round.watched.client)")],
    ]
  }

  // How a vector of parameters is drawn.

  /// Of one picture, in pixels; nil before there is a network.
  private var shape: (range: Range<Int>, width: Int, height: Int, padding: Int)? {
    guard let snapshot = context.subject.snapshot, let (range, inputs) = snapshot.firstLayerPlace else {
      return nil
    }
    if case .image(let width, let height, _, _) = snapshot.data.dataset.layout, width * height == inputs {
      return (range, width, height, 0)
    }
    // What is no picture is folded into one.
    let width = Int(Double(inputs).squareRoot().rounded(.up))
    let height = (inputs + width - 1) / width
    return (range, width, height, width * height - inputs)
  }

  private static let mostPixels = 8192

  /// What the pictures show, to follow "of".
  var subjectOfPictures: String {
    guard let snapshot = context.subject.snapshot, let shape else { return "nothing" }
    let units = snapshot.firstLayerWeights?.rowCount ?? 0
    let what = units == snapshot.data.dataset.classCount ? "classes" : "hidden units"
    return shape.padding == 0 && isImage
      ? "the first layer, \(units) \(what)" : "the first layer, \(units) \(what), inputs row by row"
  }

  private var isImage: Bool {
    if case .image = context.subject.snapshot?.data.dataset.layout { true } else { false }
  }

  func mosaic(_ values: [Float], _ scale: Heatmap.Scale) -> PictureMosaic? {
    mosaic(count: values.count, scale) { values[$0] }
  }

  /// Words modulo 2³² as signed numbers, stretched to what they reach.
  func mosaic(_ words: [UInt32]) -> PictureMosaic? {
    mosaic(count: words.count, .stretched) { Float(Int32(bitPattern: words[$0])) }
  }

  /// Of as many units as are ever drawn.
  private func mosaic(
    count valueCount: Int, _ scale: Heatmap.Scale, value: (Int) -> Float
  ) -> PictureMosaic? {
    guard let shape, valueCount >= shape.range.upperBound else { return nil }
    let size = shape.width * shape.height
    let inputs = size - shape.padding
    let count = min(shape.range.count / max(1, inputs), max(1, Self.mostPixels / size))
    var pixels: [Float] = []
    pixels.reserveCapacity(count * size)
    for unit in 0..<count {
      let start = shape.range.lowerBound + unit * inputs
      for place in start..<start + inputs { pixels.append(value(place)) }
      if shape.padding > 0 { pixels += [Float](repeating: .nan, count: shape.padding) }
    }
    return PictureMosaic(width: shape.width, height: shape.height, values: pixels, scale: scale)
  }

  /// How many values lie between the least and the largest word, as signed numbers.
  func reach(_ words: [UInt32]) -> String {
    guard let shape, words.count >= shape.range.upperBound else { return "" }
    var (low, high) = (Int32.max, Int32.min)
    for place in shape.range {
      let word = Int32(bitPattern: words[place])
      (low, high) = (min(low, word), max(high, word))
    }
    let width = Int(high) - Int(low)
    return width > 1 << 31 ? "all of 2^32" : "\(grouped(width + 1)) of 2^32"
  }

  func reach(_ values: [Float]) -> String {
    guard let shape, values.count >= shape.range.upperBound else { return "" }
    let most = values[shape.range].lazy.map { abs($0) }.filter(\.isFinite).max() ?? 0
    return "\(glyphs == .ascii ? "+-" : "±")\(significant(Double(most)))"
  }

  /// How alike two vectors of words are, weight by weight of the first layer.
  func correlation(_ words: [UInt32], _ others: [UInt32]) -> Double? {
    guard let shape, min(words.count, others.count) >= shape.range.upperBound else { return nil }
    let signed = { (words: [UInt32]) in words[shape.range].map { Double(Int32(bitPattern: $0)) } }
    return pearsonCorrelation(signed(words), signed(others))
  }
}

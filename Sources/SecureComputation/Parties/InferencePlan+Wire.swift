import Crypto
package import Foundation
import LinearAlgebra

/// A plan as programs tell each other: how it is written, what is too large, and how much of it is done at a time.
extension InferencePlan {
  private static let mostLayers = 16
  private static let mostWidth = 100_000
  /// Their names are told in one message.
  private static let mostClasses = 4096
  /// Weights of a layer are opened in one message.
  private static let mostWeights = 1 << 24
  /// Records of a batch, and what limits them for larger networks: words of a message, and products of a round.
  private static let mostRecords = 1000
  private static let mostWords = 1 << 22
  private static let mostProducts = 1 << 28

  /// The numbers of layers and fractional bits, how products are truncated and what is revealed, a byte each, then the widths.
  package var encoded: Data {
    let truncations = Truncation.allCases
    let reveals = Revealed.allCases
    return Data([
      UInt8(truncatingIfNeeded: layerCount), UInt8(truncatingIfNeeded: fractionBits),
      UInt8(truncations.firstIndex(of: truncation) ?? 0), UInt8(reveals.firstIndex(of: revealed) ?? 0),
    ]) + widths.map { UInt32(truncatingIfNeeded: $0) }.littleEndianBytes
  }

  /// Nil where those bytes are no plan that could be carried out.
  package init?(decoding bytes: Data) {
    var reader = PartyReader(bytes)
    guard let numbers = reader.bytes(4).map({ [UInt8]($0) }), (1...Self.mostLayers).contains(Int(numbers[0])),
      numbers[2] < Truncation.allCases.count, numbers[3] < Revealed.allCases.count,
      let widths = reader.words(UInt32.self, Int(numbers[0]) + 1), reader.isAtEnd
    else { return nil }
    self.init(
      widths: widths.map(Int.init), fractionBits: Int(numbers[1]),
      truncation: Truncation.allCases[Int(numbers[2])],
      revealed: Revealed.allCases[Int(numbers[3])])
    guard (try? fixedPoint()) != nil, (try? checkSize()) != nil else { return nil }
  }

  /// - Throws: `PartyError.planTooLarge`.
  package func checkSize() throws(PartyError) {
    guard layerCount <= Self.mostLayers else {
      throw .planTooLarge(what: "a number of layers", layerCount, most: Self.mostLayers)
    }
    // Widths first: their products are numbers that there is room for.
    for width in widths where !(1...Self.mostWidth).contains(width) {
      throw .planTooLarge(what: "a layer", width, most: Self.mostWidth)
    }
    if let classes = widths.last, classes > Self.mostClasses {
      throw .planTooLarge(what: "a number of classes", classes, most: Self.mostClasses)
    }
    guard weightCount <= Self.mostWeights else {
      throw .planTooLarge(what: "a number of weights", weightCount, most: Self.mostWeights)
    }
  }

  private var weightCount: Int { zip(widths, widths.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } }

  package var hash: Data { Data(SHA256.hash(data: encoded)) }

  /// How many records are computed together at most: so that no message is too large for the time that it has.
  package var largestBatch: Int {
    let words = max(1, wordsOfLargestMessage(recordCount: 1))
    return max(1, min(Self.mostRecords, Self.mostWords / words, Self.mostProducts / max(1, weightCount)))
  }

  /// The records of each batch.
  package func batches(of recordCount: Int) -> [Range<Int>] {
    stride(from: 0, to: recordCount, by: largestBatch).map { $0..<min($0 + largestBatch, recordCount) }
  }

  /// Messages of a batch that each party sends, the answer among them.
  package var roundCount: Int { demands(recordCount: 1).count + 1 }

  /// Words of the corrections for a batch.
  func correctionCount(recordCount: Int) -> Int {
    demands(recordCount: recordCount).reduce(0) { $0 + $1.correctedWordCount }
  }

  private func wordsOfLargestMessage(recordCount: Int) -> Int {
    demands(recordCount: recordCount).reduce(correctionCount(recordCount: recordCount)) {
      max($0, $1.freeWordCount)
    }
  }

  /// The most bytes that any message has.
  package var largestMessage: Int {
    let layers = zip(widths, widths.dropFirst()).reduce(0) { max($0, $1.0 * $1.1) }
    return PartyMessage.largestBeforePlan + 8 * max(layers, wordsOfLargestMessage(recordCount: largestBatch))
  }
}

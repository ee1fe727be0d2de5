import Foundation
package import LinearAlgebra

/// What is found of numbers without anybody knowing them: their signs, and what follows.
extension ComputingParty {
  /// Conjunctions of words bit by bit, in a round: sixteen bytes for each.
  private mutating func conjunctions(_ x: [UInt64], _ y: [UInt64]) throws -> [UInt64] {
    let (masks, made) = try supply.next(.conjunctions(x.count))
    let opened = try openBits(.closingBits(x, y, under: masks), for: .carry)
    return .conjunctions(made: made, masks: masks, opened: opened, addsPublic: side == .first)
  }

  /// Whether numbers are at least zero, as bits shared modulo 2: seven rounds, 192 bytes for each.
  ///
  /// The sign is the highest bit of the sum of both shares: what a carry does to it, found by the parallel prefix of Kogge and Stone
  /// (_A Parallel Algorithm for the Efficient Solution of a General Class of Recurrence Equations_, 1973) on whole words.
  ///
  /// - Precondition: the numbers are below 2⁶² in magnitude, or differences of two that are.
  package mutating func areNotNegative(_ words: [UInt64]) throws -> [UInt64] {
    // Each party's share is a number that it knows: bits of which the other has zero.
    let zeros = [UInt64](repeating: 0, count: words.count)
    let (one, other) = side == .first ? (words, zeros) : (zeros, words)
    // Where a carry begins, and where one is passed on.
    var generates = try conjunctions(one, other)
    var passes = words
    for shift in [1, 2, 4, 8, 16] as [UInt64] {
      // Both conjunctions of a level in one round.
      let results = try conjunctions(
        passes + passes, generates.map { $0 << shift } + passes.map { $0 << shift })
      generates.formExclusiveOr(Array(results.prefix(words.count)))
      passes = Array(results.dropFirst(words.count))
    }
    generates.formExclusiveOr(try conjunctions(passes, generates.map { $0 << 32 }))
    let flip = share(ofPublic: 1)
    return zip(words, generates).map { word, carries in (word >> 63) ^ (carries >> 62 & 1) ^ flip }
  }

  /// Bits shared modulo 2 as numbers shared modulo 2⁶⁴: a round, a bit for each.
  ///
  /// With a random bit r shared both ways, c = b ⊕ r is opened, and b = c + r − 2 c r.
  package mutating func numbers(ofBits bits: [UInt64]) throws -> [UInt64] {
    let (masks, made) = try supply.next(.bits(bits.count))
    var closed = [UInt8](repeating: 0, count: (bits.count + 7) / 8)
    for (index, bit) in bits.enumerated() {
      let mask = masks[index / 64] >> UInt64(index % 64)
      closed[index / 8] |= UInt8((bit ^ mask) & 1) << UInt8(index % 8)
    }
    let received = [UInt8](try exchange(Data(closed), for: .convertBit))
    let one = share(ofPublic: 1)
    return made.enumerated().map { index, random in
      let isOne = (closed[index / 8] ^ received[index / 8]) >> UInt8(index % 8) & 1 == 1
      return isOne ? one &- random : random
    }
  }

  /// max(0, x) for each: nine rounds, and 208 bytes and a bit for each.
  package mutating func rectify(_ words: [UInt64]) throws -> [UInt64] {
    let bits = try numbers(ofBits: areNotNegative(words))
    return try products(words, bits)
  }

  /// clip(x, 0, 1) for each, as the difference of two rectifiers side by side.
  package mutating func clip(_ words: [UInt64]) throws -> [UInt64] {
    let one = share(ofPublic: fixedPoint.encode(1))
    let both = words + words.map { $0 &- one }
    let rectified = try rectify(both)
    var result = Array(rectified.prefix(words.count))
    result.subtractWrapping(Array(rectified.dropFirst(words.count)))
    return result
  }

  /// Where each row is largest, the first of several, by a tournament: nine rounds a level.
  package mutating func largestColumns(_ matrix: Matrix<UInt64>) throws -> [UInt64] {
    let rowCount = matrix.rowCount
    // A player is a column: its values, and its number, which it keeps a share of from here on.
    var players = (0..<matrix.columnCount).map { column in
      (
        values: (0..<rowCount).map { matrix[$0, column] },
        numbers: [UInt64](repeating: share(ofPublic: UInt64(column)), count: rowCount)
      )
    }
    var level = 0
    while players.count > 1 {
      stage = .argmax(level: level)
      let pairCount = players.count / 2
      var valueGains: [UInt64] = []
      var numberGains: [UInt64] = []
      for pair in 0..<pairCount {
        var (values, numbers) = players[2 * pair]
        values.subtractWrapping(players[2 * pair + 1].values)
        numbers.subtractWrapping(players[2 * pair + 1].numbers)
        valueGains += values
        numberGains += numbers
      }
      let isFirst = try numbers(ofBits: areNotNegative(valueGains))
      let gains = try products(valueGains + numberGains, isFirst + isFirst)
      var winners: [(values: [UInt64], numbers: [UInt64])] = []
      for pair in 0..<pairCount {
        var (values, numbers) = players[2 * pair + 1]
        values.addWrapping(Array(gains[pair * rowCount..<(pair + 1) * rowCount]))
        numbers.addWrapping(Array(gains[(pairCount + pair) * rowCount..<(pairCount + pair + 1) * rowCount]))
        winners.append((values, numbers))
      }
      if players.count % 2 == 1 { winners.append(players[players.count - 1]) }
      players = winners
      level += 1
    }
    return players.first?.numbers ?? []
  }
}

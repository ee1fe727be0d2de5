import ArgumentParser
import Experiments
import Files
import Foundation
import LinearAlgebra
import Records
import SecureComputation

/// The options of a run that say which records it holds back, and which network it trains.
struct PartyDataOptions: KnobOptions {
  static let knobs =
    Knob.dataKnobs.filter { $0.help != nil } + [
      .statistics, .unit, .trainSize, .inclusion, .network, .activation, .seed,
    ]
  var given: [Knob: KnobValue] = [:]

  func configuration() throws -> ExperimentConfiguration {
    var options = RunOptions()
    options.given = given
    return try options.configuration()
  }
}

/// The records that a party brings, as the network takes them.
struct PartyRecords {
  /// [records, inputs].
  let matrix: Matrix<Float>

  /// - Throws: `PartyCommandError`, and what reading throws.
  init(values: String?, count: Int?, _ options: PartyDataOptions) throws {
    if let values {
      guard count == nil else { throw PartyCommandError.recordsTwice }
      matrix = try Self.read(values)
    } else {
      guard options.given[.dataset] != nil else {
        throw PartyCommandError.missingOption(.data, "--values FILE, or --dataset NAME")
      }
      let asked = count ?? 1
      guard (1...1_000_000).contains(asked) else { throw PartyCommandError.recordCount(asked) }
      let inputs = try ExperimentData(try options.configuration()).testInputs
      guard asked <= inputs.rowCount else {
        throw PartyCommandError.tooFewRecords(inputs.rowCount, asked: asked)
      }
      matrix = inputs.gatheringRows(Array(0..<asked))
    }
    // As numbers, in fixed point, and shared.
    let needed = 24 * Double(matrix.elements.count)
    guard needed < MachineMemory.available else {
      throw PartyCommandError.tooLarge(
        rows: matrix.rowCount, width: matrix.columnCount, needed, MachineMemory.available)
    }
  }

  private static func read(_ path: String) throws -> Matrix<Float> {
    let lines = try ValuesFile.lines(at: path)
    let width = lines[0].values.count
    for line in lines where line.values.count != width {
      throw PartyCommandError.raggedLine(
        path: path, line: line.number, count: line.values.count, first: width)
    }
    return Matrix(rowCount: lines.count, columnCount: width, elements: lines.flatMap(\.values))
  }
}

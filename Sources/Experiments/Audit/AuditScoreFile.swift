public import Auditing
import Foundation
import Records

/// The scores of canaries of a model trained anywhere, and who of them was in: a CSV file with the columns `score` and `included`, in
/// any order, others ignored. A higher score means that it was in.
public struct AuditScoreFile: Sendable {
  public let scores: CanaryScores

  /// - Throws: `AuditError`.
  public init(at path: String) throws(AuditError) {
    let table: CSVTable
    do { table = try CSVTable(at: path) } catch { throw .file(error) }
    let column = { (name: String) throws(AuditError) -> Int in
      guard let index = table.header.firstIndex(of: name) else {
        throw .column(name, path: table.path, known: table.shownHeader)
      }
      return index
    }
    let (score, included) = (try column("score"), try column("included"))
    var (scores, isIncluded) = ([Double](), [Bool]())
    for (row, line) in table.lines.enumerated() {
      guard let number = Double(table.columns[score][row]), number.isFinite else {
        throw .notAScore(path: table.path, line: line)
      }
      guard let bit = Bool(membership: table.columns[included][row]) else {
        throw .notABit(path: table.path, line: line)
      }
      scores.append(number)
      isIncluded.append(bit)
    }
    guard scores.count > 1 else { throw .tooFewScores(path: table.path, count: scores.count) }
    if Set(isIncluded).count == 1 {
      throw .oneSidedScores(path: table.path, count: scores.count, included: isIncluded[0])
    }
    self.scores = CanaryScores(scores: scores, isIncluded: isIncluded)
  }
}

public import Attacks
import Foundation
import Records
public import Statistics

/// What reference models trained anywhere answer on the candidates of a score file, and who was trained on whom: two
/// matrices as CSV files, one row a model and one column a candidate in the order of the score file, a line of headings
/// allowed above each.
///
/// A matrix with one row a candidate is taken too, and turned over; one that could be either has one row a model.
public struct ReferenceFiles: Sendable {
  /// For each model its margins, candidate by candidate.
  public let margins: [[Double]]
  /// For each model whether it was trained on each candidate.
  public let includes: [[Bool]]
  /// How candidates were given equal numbers of models; nil where all models are as the files have them.
  public let levelling: ReferenceLevelling?

  /// - Parameters:
  ///   - scores: the target's answers, and who was a member: so that models betray nobody but by what they answer.
  ///   - random: where it is drawn which models are left out.
  /// - Throws: `MembershipFileError`, `targetAmongReferences` where one of the models is the target itself.
  public init(
    margins: String, inclusion: String, scores: ScoreFile, random: RandomStream
  ) throws(MembershipFileError) {
    let candidateCount = scores.margins.count
    let answers = try Matrix(at: margins)
    let memberships = try Matrix(at: inclusion)
    guard answers.shape == memberships.shape else {
      throw .differentMatrices(margins: answers.shape, inclusion: memberships.shape)
    }
    let numbers = try answers.numbers(candidateCount: candidateCount)
    let inclusions = try memberships.memberships(candidateCount: candidateCount)
    let target = TargetAmongReferences(margins: scores.margins, isMember: scores.isMember)
    if let found = target.first(inMargins: numbers, includes: inclusions) {
      throw .targetAmongReferences(
        path: found.sign == .members ? memberships.path : answers.path, model: found.model, sign: found.sign)
    }
    levelling = ReferenceLevelling(includes: inclusions, isMember: scores.isMember)
    (self.margins, includes) =
      levelling?.applied(toMargins: numbers, includes: inclusions, random: random) ?? (numbers, inclusions)
  }

  /// Takes every model into account, in the order of the files.
  public func add(to evidence: inout MembershipEvidence) {
    for (margins, includes) in zip(margins, includes) {
      evidence.add(referenceMargins: margins, includes: includes)
    }
  }

  /// The fields of a file, and the lines its rows begin on.
  private struct Matrix {
    let path: String
    let rows: [(line: Int, fields: [String])]

    init(at path: String) throws(MembershipFileError) {
      self.path = path
      var records: [(line: Int, fields: [String])]
      do { records = try CSVReader.records(at: path) } catch { throw .file(error) }
      if let first = records.first,
        first.fields.allSatisfy({ Double($0) == nil && Bool(membership: $0) == nil })
      {
        records.removeFirst()
      }
      guard let width = records.first?.fields.count else { throw .emptyMatrix(path: path) }
      for record in records where record.fields.count != width {
        throw .raggedMatrix(path: path, line: record.line, found: record.fields.count, expected: width)
      }
      rows = records
    }

    var shape: MatrixShape { MatrixShape(rows: rows.count, columns: rows[0].fields.count) }

    func numbers(candidateCount: Int) throws(MembershipFileError) -> [[Double]] {
      var values = [[Double]]()
      var notFinite = (count: 0, line: 0)
      for (line, fields) in rows {
        var numbers = [Double]()
        for (column, field) in fields.enumerated() {
          guard let number = Double(field) else {
            throw .notANumber(path: path, line: line, column: "column \(column + 1)")
          }
          if !number.isFinite {
            notFinite = (notFinite.count + 1, notFinite.count == 0 ? line : notFinite.line)
          }
          numbers.append(number)
        }
        values.append(numbers)
      }
      guard notFinite.count == 0 else {
        throw .notFinite(path: path, count: notFinite.count, line: notFinite.line)
      }
      return try oneRowAModel(values, candidateCount: candidateCount)
    }

    func memberships(candidateCount: Int) throws(MembershipFileError) -> [[Bool]] {
      var values = [[Bool]]()
      for (line, fields) in rows {
        var memberships = [Bool]()
        for (column, field) in fields.enumerated() {
          guard let isIncluded = Bool(membership: field) else {
            throw .notMembership(path: path, line: line, column: "column \(column + 1)")
          }
          memberships.append(isIncluded)
        }
        values.append(memberships)
      }
      return try oneRowAModel(values, candidateCount: candidateCount)
    }

    private func oneRowAModel<Value>(
      _ values: [[Value]], candidateCount: Int
    ) throws(MembershipFileError) -> [[Value]] {
      if shape.columns == candidateCount { return values }
      guard shape.rows == candidateCount else {
        throw .matrixWithoutCandidates(path: path, shape: shape, candidates: candidateCount)
      }
      return (0..<shape.columns).map { model in values.map { $0[model] } }
    }
  }
}

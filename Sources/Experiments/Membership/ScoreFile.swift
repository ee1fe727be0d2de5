public import Attacks
import Foundation
import Records

/// What a model trained anywhere answers on candidates whose membership is known: a CSV file with the columns `margin` and
/// `member`, in any order, others ignored.
///
/// Where it also has the columns `label` and `predicted`, as the files of `train --scores` do, right answers are taken from
/// them. Otherwise a margin above zero counts as right, which is exact for two classes.
public struct ScoreFile: Sendable {
  /// In the order of the file, as are the others.
  public let margins: [Double]
  public let isMember: [Bool]
  /// Whether each candidate is predicted rightly; nil where the file does not say.
  public let hits: [Bool]?
  /// Whole numbers from 0, one for each label that occurs; nil where the file does not say.
  public let labels: [Int]?
  /// What the file calls each of these; nil where it does not say.
  public let classNames: [String]?

  /// - Throws: `MembershipFileError`.
  public init(at path: String) throws(MembershipFileError) {
    let table: CSVTable
    do { table = try CSVTable(at: path) } catch { throw .file(error) }
    let margins = try Self.column("margin", of: table)
    let members = try Self.column("member", of: table)
    self.margins = try Self.finiteNumbers(margins, of: table)
    isMember = try Self.memberships(members, of: table)
    guard let first = isMember.first, isMember.contains(!first) else {
      throw .oneClass(path: table.path, isMember: isMember.first ?? false, count: isMember.count)
    }
    let known = table.header.firstIndex(of: "label").map { table.columns[$0] }
    labels = known.map(Self.numbered)
    classNames = known.map { Set($0).sorted() }
    let predicted = table.header.firstIndex(of: "predicted").map { table.columns[$0] }
    hits = if let known, let predicted { zip(known, predicted).map { $0 == $1 } } else { nil }
  }

  /// What an attack is shown of them: not who is a member.
  public var evidence: MembershipEvidence { MembershipEvidence(margins: margins, hits: hits, labels: labels) }

  private static func column(_ name: String, of table: CSVTable) throws(MembershipFileError) -> Int {
    guard let index = table.header.firstIndex(of: name) else {
      throw .missingColumn(path: table.path, column: name, known: table.shownHeader)
    }
    return index
  }

  private static func finiteNumbers(_ column: Int, of table: CSVTable) throws(MembershipFileError) -> [Double]
  {
    var numbers = [Double]()
    for (field, line) in zip(table.columns[column], table.lines) {
      guard let number = Double(field) else {
        throw .notANumber(path: table.path, line: line, column: "column `\(table.header[column])`")
      }
      numbers.append(number)
    }
    if let first = numbers.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(
        path: table.path, count: numbers.count { !$0.isFinite }, line: table.lines[first])
    }
    return numbers
  }

  private static func memberships(_ column: Int, of table: CSVTable) throws(MembershipFileError) -> [Bool] {
    var memberships = [Bool]()
    for (field, line) in zip(table.columns[column], table.lines) {
      guard let isMember = Bool(membership: field) else {
        throw .notMembership(path: table.path, line: line, column: "column `\(table.header[column])`")
      }
      memberships.append(isMember)
    }
    return memberships
  }

  private static func numbered(_ labels: [String]) -> [Int] {
    let numbers = Dictionary(
      uniqueKeysWithValues: Set(labels).sorted().enumerated().map { ($0.element, $0.offset) })
    return labels.map { numbers[$0] ?? 0 }
  }
}

extension Bool {
  /// 1 or 0, true or false, in any case.
  init?(membership field: String) {
    switch field.lowercased() {
    case "1", "true", "1.0": self = true
    case "0", "false", "0.0": self = false
    default: return nil
    }
  }
}

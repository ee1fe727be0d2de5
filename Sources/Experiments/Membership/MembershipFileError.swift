public import PlainText
public import Records

/// What can be wrong with answers of somebody else's model. No value of a record is ever repeated.
public enum MembershipFileError: Error, Hashable {
  case file(DatasetError)
  /// - Parameter known: the names there are; nil where the first line may be a record.
  case missingColumn(path: String, column: String, known: [String]?)
  case notANumber(path: String, line: Int, column: String)
  /// A field of `member`, or of a matrix of inclusion, that is neither.
  case notMembership(path: String, line: Int, column: String)
  case notFinite(path: String, count: Int, line: Int)
  case oneClass(path: String, isMember: Bool, count: Int)
  case raggedMatrix(path: String, line: Int, found: Int, expected: Int)
  case emptyMatrix(path: String)
  case differentMatrices(margins: MatrixShape, inclusion: MatrixShape)
  case matrixWithoutCandidates(path: String, shape: MatrixShape, candidates: Int)
  /// - Parameter model: from 0.
  case targetAmongReferences(path: String, model: Int, sign: TargetAmongReferences.Sign)
}

/// Rows and columns of a matrix in a file.
public struct MatrixShape: Hashable, Sendable, CustomStringConvertible {
  public let rows: Int
  public let columns: Int

  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  public var description: String { "\(rows) x \(columns)" }
}

extension MembershipFileError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .file(let error): "\(error)"
    case .missingColumn(let path, let column, let known):
      if let known {
        "The file \(path) has no column `\(column)` but \(known.listed(atMost: 20)). Begin it with the line margin,member."
      } else {
        "The first line of \(path) names no column `\(column)`. Begin it with the line margin,member."
      }
    case .notANumber(let path, let line, let column):
      "Line \(line) of \(path) has no number in \(column). Correct or remove that line."
    case .notMembership(let path, let line, let column):
      "Line \(line) of \(path) has neither 1 nor 0 in \(column). Write 1 for a record trained on and 0 for another."
    case .notFinite(let path, let count, let line):
      "\(count) margin\(count == 1 ? "" : "s") of \(path) \(count == 1 ? "is not a finite number" : "are not finite numbers"), the first in line \(line). Compute ln p_y − ln Σ of the other p from the logits, in double precision, or remove those records."
    case .oneClass(let path, let isMember, let count):
      "\(count == 1 ? "The only record" : "All \(count) records") of \(path) \(count == 1 ? "is a" : "are") \(isMember ? "member" : "non-member")\(count == 1 ? "" : "s"), and an attack needs both. Add \(isMember ? "records the model was not trained on" : "records the model was trained on")."
    case .raggedMatrix(let path, let line, let found, let expected):
      "Line \(line) of \(path) has \(found) values and the line before it \(expected). Give every model a value for each candidate."
    case .emptyMatrix(let path):
      "The file \(path) holds no values. Write one row a model, one column a candidate."
    case .differentMatrices(let margins, let inclusion):
      "The matrix of --reference-margins is \(margins) and that of --reference-inclusion \(inclusion). Give both one row a model and one column a candidate."
    case .matrixWithoutCandidates(let path, let shape, let candidates):
      "The matrix \(path) is \(shape) and the scores are of \(candidates) candidates, so it must be models x \(candidates). Write one row a model, one column a candidate."
    case .targetAmongReferences(let path, let model, let sign):
      "Model \(model + 1) of \(path) \(sign), so who was a member could be read and not guessed. Leave the target out of both matrices."
    }
  }
}

public import Files
import Foundation
public import PlainText

/// An audit of before, that a newer one is compared with.
public struct AuditBaseline: Sendable {
  public let path: String
  public let figures: AuditReport.Figures

  /// Reads what `audit` wrote as JSON.
  ///
  /// - Throws: `AuditBaselineError`.
  public init(at path: String) throws(AuditBaselineError) {
    let bytes: [UInt8]
    do { bytes = try InputFile.text(at: path, atMost: Self.largestSize) } catch { throw .input(error) }
    let decoder = JSONDecoder()
    guard let head = try? decoder.decode(Head.self, from: Data(bytes)), head.format == AuditReport.format
    else { throw .noReport(path: path) }
    guard head.version == AuditReport.version else { throw .otherVersion(path: path, found: head.version) }
    do { figures = try decoder.decode(AuditReport.Figures.self, from: Data(bytes)) } catch {
      throw .damaged(path: path)
    }
    guard figures.isPossible else { throw .damaged(path: path) }
    self.path = path
  }

  private struct Head: Decodable {
    let format: String
    let version: Int
  }

  private static let largestSize = 1e8
}

extension AuditReport.Figures {
  /// Whether counts and areas are some that an audit can come to.
  fileprivate var isPossible: Bool {
    let areas = [(area, areaLow, areaHigh)] + attacks.map { ($0.area, $0.areaLow, $0.areaHigh) }
    let areOrdered = areas.allSatisfy { area in
      guard let value = area.0, let low = area.1, let high = area.2 else { return true }
      return 0 <= low && low <= value && value <= high && high <= 1
    }
    return 0 <= right && right <= guesses && guesses <= canaries && canaries <= 10_000_000 && areOrdered
  }
}

/// Why an audit cannot be compared with an earlier one.
public enum AuditBaselineError: Error, Hashable {
  case input(InputError)
  case noReport(path: String)
  case otherVersion(path: String, found: Int)
  case damaged(path: String)
  case otherData(path: String, found: String?, expected: String?)
  case otherCanaries(path: String, found: AuditedCanaries, expected: AuditedCanaries)
  case otherPromise(path: String)
}

extension AuditBaselineError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .input(let error): "\(error)"
    case .noReport(let path):
      "The baseline \(path) is no report of an audit. Give the JSON that `audit --format json` or `audit --report FILE.json` wrote."
    case .otherVersion(let path, let found):
      "The baseline \(path) is of version \(found) and this program compares with version \(AuditReport.version). Audit again with this program, and keep that report."
    case .damaged(let path):
      "The baseline \(path) cannot be read to its end. Give it as the program wrote it."
    case .otherData(let path, let found, let expected):
      "The baseline \(path) is of \(found.map { "the data set \($0)" } ?? "a file of scores"), and this audit of \(expected.map { $0 == found ? "the same with another label" : "the data set \($0)" } ?? "a file of scores"). Compare audits of the same data."
    case .otherCanaries(let path, let found, let expected):
      "The baseline \(path) guessed at \(found.title), and this audit at \(expected.title). Compare audits of the same canaries."
    case .otherPromise(let path):
      "The baseline \(path) states its ε at another δ or of another unit. Compare audits of the same promise."
    }
  }
}

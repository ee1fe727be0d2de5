import Crypto
import Files
import Foundation
import PlainText
import Synchronization

/// A comparison as JSON lines: what is compared, then a line a trial, each added when it is done, so that a kill loses no more than
/// what was under way; and beside it the same as a CSV file.
public final class ComparisonFile: Sendable {
  private struct State: ~Copyable {
    let lines: AppendedFile
    var trials: [VariantTrial]
    var failure: (any Error)?
  }

  /// Trials of this comparison that the file held already.
  public let finished: [VariantTrial]
  private let state: Mutex<State>
  private let table: OutputFile

  private struct Header: Codable, Hashable {
    var format = ComparisonFile.format
    var version = 1
    var base: ExperimentConfiguration
    var shadows: Int
    /// SHA-256 of what is read, so that trials on other records are not averaged with these.
    var data: String
  }

  static let format = "glasshouse-comparison"

  /// The paths of what is written for that name.
  public static func paths(named name: String) -> [String] { [name + ".jsonl", name + ".csv"] }

  /// Goes on with the file of that name, or begins it.
  ///
  /// - Throws: `ComparisonError` where there is no such name, it holds another comparison, or another process writes it, `InputError` or `OutputError`.
  public init(named name: String, of plan: ComparisonPlan) throws {
    guard let last = name.split(separator: "/", omittingEmptySubsequences: false).last,
      !["", ".", ".."].contains(last)
    else { throw ComparisonError.noName(name) }
    let paths = Self.paths(named: name)
    let header = Header(
      base: plan.seedless, shadows: plan.shadowCount, data: try Self.hash(of: plan.base.inputPaths))
    if AppendedFile.isClaimed(paths[0]) { throw ComparisonError.inUse(path: paths[0]) }
    var found = [VariantTrial]()
    // What is written to a pipe or a device is not read first.
    let kind = try? FileManager.default.attributesOfItem(atPath: paths[0])[.type] as? FileAttributeType
    if kind == .typeRegular {
      found = try Self.read(paths[0], expecting: header)
    } else if kind == nil, let other = try? InputFile.bytes(at: paths[1], atMost: 1e9),
      !other.starts(with: Data(Self.tableHeader.utf8))
    {
      throw ComparisonError.otherTable(path: paths[1])
    }
    finished = found
    table = OutputFile(paths[1])
    // Written anew, so that a line that was cut off is gone.
    let lines = try AppendedFile(
      replacing: paths[0], beginning: (try [Self.line(header)] + found.map { try Self.line($0) }).joined())
    guard lines.claim() else { throw ComparisonError.inUse(path: paths[0]) }
    state = Mutex(State(lines: lines, trials: found, failure: nil))
    try table.write(Data(Self.csv(of: found).utf8))
  }

  private static func hash(of paths: [String]) throws -> String {
    var hash = SHA256()
    for path in paths { hash.update(data: try InputFile.bytes(at: path, atMost: 4e9)) }
    return hash.finalize().hexadecimal
  }

  private static func read(_ path: String, expecting header: Header) throws -> [VariantTrial] {
    let text = try LogText(of: InputFile.text(at: path, atMost: 1e9))
    guard let first = text.whole.first, let written = try? JSONDecoder().decode(Header.self, from: first.text)
    else { throw ComparisonError.notAComparison(path: path, line: 1) }
    guard written == header else { throw ComparisonError.otherComparison(path: path) }
    return try text.whole.dropFirst().map { line in
      guard let trial = try? JSONDecoder().decode(VariantTrial.self, from: line.text), trial.isPossible else {
        throw ComparisonError.notAComparison(path: path, line: line.number)
      }
      return trial
    }
  }

  /// Adds a trial, from any thread. What cannot be written now is said by `finish`.
  public func append(_ trial: VariantTrial) {
    state.withLock { state in
      state.trials.append(trial)
      do {
        try state.lines.append((try? Self.line(trial)) ?? "")
        try table.write(Data(Self.csv(of: state.trials).utf8))
      } catch {
        state.failure = state.failure ?? error
      }
    }
  }

  /// - Throws: `OutputError` where a trial could not be written.
  public func finish() throws {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  private static func line(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  private static let tableHeader =
    "name,seed,test_accuracy,balanced_accuracy,auc,auc_low,auc_high,tpr_at_1_percent_fpr,canary_auc,epsilon,unique,seconds"

  /// A row a trial; numbers unrounded, and nothing where there is none.
  static func csv(of trials: [VariantTrial]) -> String {
    return
      ([tableHeader]
      + trials.map { trial in
        let figures = [
          trial.testAccuracy, trial.balancedAccuracy, trial.area, trial.areaLow, trial.areaHigh, trial.rate,
          trial.canaryArea, trial.epsilon.flatMap { $0.isFinite ? $0 : nil }, trial.unique,
          trial.seconds,
        ]
        return
          (["\"\(trial.name.replacing("\"", with: "\"\""))\"", "\(trial.seed)"]
          + figures.map { $0.map { "\($0)" } ?? "" }).joined(separator: ",")
      }).joined(separator: "\n") + "\n"
  }
}

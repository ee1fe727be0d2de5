import Experiments

/// The margin of one record over the steps of a run, and of the run that was looked at before.
struct RecordTrails: Sendable {
  /// In one run.
  struct Trail: Sendable {
    let generation: Int
    let isPlanted: Bool
    private(set) var points: [(step: Int, margin: Double)] = []

    init(_ findings: RecordFindings) {
      (generation, isPlanted) = (findings.generation, findings.isPlanted)
    }

    private static let most = 400

    mutating func append(_ findings: RecordFindings) {
      guard let margin = findings.margin?.score else { return }
      points.removeAll { $0.step >= findings.step }
      points.append((findings.step, margin))
      guard points.count > Self.most else { return }
      points = points.enumerated().filter { $0.offset % 2 == 0 || $0.offset == points.count - 1 }.map(
        \.element)
    }

    /// At the step nearest to that one; nil where none is near enough to be compared with.
    func nearest(to step: Int) -> (step: Int, margin: Double)? {
      points.min { abs($0.step - step) < abs($1.step - step) }
        .flatMap { abs($0.step - step) <= max(10, step / 10) ? $0 : nil }
    }
  }

  private(set) var record: PlantedRecord?
  private(set) var now: Trail?
  private(set) var before: Trail?

  mutating func take(_ findings: RecordFindings) {
    if findings.record != record { (record, now, before) = (findings.record, nil, nil) }
    if let present = now, present.generation != findings.generation {
      if !present.points.isEmpty { before = present }
      now = nil
    }
    if now == nil { now = Trail(findings) }
    now?.append(findings)
  }
}

import Attacks
import Records

/// What a run's model service answers on every record of its pool, for attacks and tools outside this program.
public struct CandidateScores: Sendable {
  /// One record of the pool.
  public struct Row: Hashable, Sendable {
    /// The row of the file, from 0.
    public let index: Int
    /// The class number trained on, wrong or not.
    public let label: Int
    public let isMember: Bool
    /// Cross-entropy without label smoothing, as the margin has it.
    public let loss: Double
    /// ln p_y − ln Σ_{i≠y} p_i, or where labels alone are shown an estimate of it.
    public let margin: Double
    /// The class the model finds likeliest.
    public let predicted: Int
  }

  /// In the order of the file.
  public let rows: [Row]

  /// What an adversary makes of the answers; see `AskedRecords`.
  public init(of run: TrainingRun) {
    let data = run.data
    let asked = data.asked(run.service(for: "scores"))
    rows = data.split.pool.indices.map { candidate in
      Row(
        index: data.dataset.rows[data.split.pool[candidate]], label: data.candidateLabels[candidate],
        isMember: data.split.isMember[candidate],
        loss: CandidateConfidences.loss(margin: asked.margins[candidate]), margin: asked.margins[candidate],
        predicted: asked.predicted[candidate])
    }.sorted { $0.index < $1.index }
  }

  /// A CSV file with the header `index,label,member,loss,margin,predicted`; numbers unrounded.
  public var csv: String {
    "index,label,member,loss,margin,predicted\n"
      + rows.map {
        "\($0.index),\($0.label),\($0.isMember ? 1 : 0),\($0.loss),\($0.margin),\($0.predicted)\n"
      }.joined()
  }
}

public import AccessControl
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
    /// Cross-entropy without label smoothing.
    public let loss: Double
    /// ln p_y − ln Σ_{i≠y} p_i.
    public let margin: Double
    /// The class the model finds likeliest.
    public let predicted: Int
  }

  /// In the order of the file.
  public let rows: [Row]

  /// - Throws: `Refusal` where it shows no confidences.
  public init(of run: TrainingRun) throws(Refusal) {
    let data = run.data
    guard let shown = try run.service.answers(to: data.candidateInputs).logits else {
      throw .notGranted(.confidences)
    }
    let (members, nonMembers) = data.answers(showing: shown)
    var rows = [Row]()
    for (indices, answers, isMember) in [
      (data.split.members, members, true), (data.split.nonMembers, nonMembers, false),
    ] {
      let margins = answers.confidences.margins()
      for (position, index) in indices.enumerated() {
        rows.append(
          Row(
            index: data.dataset.rows[index], label: answers.confidences.labels[position], isMember: isMember,
            loss: answers.losses[position], margin: margins[position],
            predicted: answers.predicted[position]))
      }
    }
    self.rows = rows.sorted { $0.index < $1.index }
  }

  /// A CSV file with the header `index,label,member,loss,margin,predicted`; numbers unrounded.
  public var csv: String {
    "index,label,member,loss,margin,predicted\n"
      + rows.map {
        "\($0.index),\($0.label),\($0.isMember ? 1 : 0),\($0.loss),\($0.margin),\($0.predicted)\n"
      }.joined()
  }
}

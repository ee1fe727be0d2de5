import AccessControl
import Attacks
import LinearAlgebra
import NeuralNetworks
import Records

/// A record under reference models that are there already, as one candidate more: scored by LiRA on the scale of all others.
///
/// While a run has not planted it, every model is one without it: it can be compared with those alone (offline). Of a record that
/// the run planted, one model of each pair is trained on it, so that it has models with and without as any candidate; and so it has
/// where a record of the pool is the same, which is with a model in either way.
struct ReferenceComparison: Sendable {
  private let references: ReferenceModels
  /// Of the pool, as the target answered at the step of the models.
  private let targetMargins: [Double]
  /// Of the pool, model by model.
  private let margins: [[Double]]

  /// Fewer models on a side say nothing of its spread.
  private static let fewest = 2

  /// nil where models and records cannot be compared: units of several records are scored by their means, and no record is one.
  init?(_ references: ReferenceModels) {
    let data = references.snapshot.data
    guard data.split.recordsOfUnits == nil, data.oneSidedPool == nil,
      let logits = try? references.snapshot.service.answers(to: data.candidateInputs).logits
    else { return nil }
    targetMargins = CandidateConfidences(logits: logits, labels: data.candidateLabels).margins()
    // A model that diverged says nothing.
    let answers = references.models.map { model in
      (model, CandidateConfidences(logits: model.candidateLogits, labels: data.candidateLabels).margins())
    }.filter { $0.1.allSatisfy(\.isFinite) }
    margins = answers.map(\.1)
    self.references = ReferenceModels(answers.map(\.0), at: references.snapshot)
    guard targetMargins.allSatisfy(\.isFinite) else { return nil }
    modelCount = references.models.count
  }

  /// Those that diverged among them.
  private let modelCount: Int

  func isOf(_ other: ReferenceModels) -> Bool {
    references.snapshot.generation == other.snapshot.generation
      && references.snapshot.step == other.snapshot.step && modelCount == other.models.count
  }

  /// nil where an answer is not finite.
  func compared(_ record: PlantedRecord) -> RecordFindings.Compared? {
    let (snapshot, models) = (references.snapshot, references.models)
    let data = snapshot.data
    let planted = snapshot.startConfiguration.planted
    let places = planted.indices.filter { planted[$0] == record }
    // A record of the pool is with a model that was trained on it by its coin.
    let distances = data.candidateInputs.squaredDistances(to: Array(data.inputs(of: [record]).row(0)))
    let copies = distances.indices.filter { distances[$0] == 0 && data.candidateLabels[$0] == record.label }
    guard let target = margin(of: record, on: snapshot.network, inputs: data.inputs(of: [record])) else {
      return nil
    }
    let own = models.map { model in
      margin(of: record, on: model.network, inputs: data.inputs(of: [record], scaledBy: model.scaling))
    }
    guard own.allSatisfy({ $0 != nil }) else { return nil }
    let isWith = models.map { model in
      places.contains { model.includesPlanted[$0] } || copies.contains { model.includes[$0] }
    }
    let candidates = targetMargins + [target]
    let side = { (wanted: Bool) in
      ReferenceMargins(
        targetMargins.indices.map { candidate in
          models.indices.filter { models[$0].includes[candidate] == wanted }.map { margins[$0][candidate] }
        } + [models.indices.filter { isWith[$0] == wanted }.compactMap { own[$0] }])
    }
    let withCount = isWith.count(where: \.self)
    let (with, without) = (side(true), side(false))
    let isMember = data.split.isMember
    let standing = { (scores: [Double]) in
      RecordFindings.Standing(scores[scores.count - 1], among: Array(scores.dropLast()), isMember: isMember)
    }
    let offline = OfflineLikelihoodRatioAttack(variance: .pooled)
    let online = OnlineLikelihoodRatioAttack(variance: .pooled)
    let hasWithout = models.count - withCount >= Self.fewest
    return RecordFindings.Compared(
      step: snapshot.step, withCount: withCount, withoutCount: models.count - withCount,
      offline: hasWithout && models.count >= 2 * Self.fewest
        ? standing(offline.scores(of: OfflineMargins(target: candidates, without: without))) : nil,
      online: hasWithout && withCount >= Self.fewest
        ? standing(online.scores(of: OnlineMargins(target: candidates, with: with, without: without)))
        : nil)
  }

  private func margin(
    of record: PlantedRecord, on network: Network<Float>, inputs: Matrix<Float>
  ) -> Double? {
    let logits = network.logits(of: inputs)
    let margin = CandidateConfidences(logits: logits, labels: [record.label]).margins()[0]
    return margin.isFinite ? margin : nil
  }
}

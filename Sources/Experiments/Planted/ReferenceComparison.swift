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
  /// The target at the step of the models, and these, in their order: all behind one door.
  private let target: ModelService
  private let services: [ModelService]
  /// Of the pool, as the target answered at the step of the models.
  private let targetMargins: [Double]
  /// Of the pool, model by model.
  private let margins: [[Double]]

  /// Fewer models on a side say nothing of its spread.
  private static let fewest = 2

  /// nil where models and records cannot be compared: units of several records are scored by their means, and no record is one.
  ///
  /// - Parameter door: how target and models answer.
  init?(_ references: ReferenceModels, behind door: Door) {
    let (snapshot, data) = (references.snapshot, references.snapshot.data)
    guard data.split.recordsOfUnits == nil, data.oneSidedPool == nil else { return nil }
    target = ModelService(snapshot.model, behind: door, showsWeights: false)
    targetMargins = data.asked(target).margins
    // A model that diverged says nothing.
    let answers = references.models.compactMap { model -> (ShadowModel, ModelService, [Double])? in
      let service = ModelService(
        model.network, behind: door.split("reference \(model.index)"), showsWeights: false)
      guard
        let asked = try? AskedRecords(
          asking: service, showing: model.candidateLogits, about: model.candidateInputs,
          labels: data.candidateLabels, copies: data.noisyCopies),
        asked.margins.allSatisfy(\.isFinite)
      else { return nil }
      return (model, service, asked.margins)
    }
    (services, margins) = (answers.map(\.1), answers.map(\.2))
    self.references = ReferenceModels(answers.map(\.0), at: snapshot)
    guard targetMargins.allSatisfy(\.isFinite) else { return nil }
    modelCount = references.models.count
  }

  /// Those that diverged among them.
  private let modelCount: Int

  func isOf(_ other: ReferenceModels, behind door: Door) -> Bool {
    target.door.settings == door.settings && references.snapshot.generation == other.snapshot.generation
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
    guard let target = margin(of: record, asking: target, inputs: data.inputs(of: [record])) else {
      return nil
    }
    let own = zip(models, services).map { model, service in
      margin(of: record, asking: service, inputs: data.inputs(of: [record], scaledBy: model.scaling))
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
    of record: PlantedRecord, asking service: ModelService, inputs: Matrix<Float>
  ) -> Double? {
    let asked = try? AskedRecords(
      asking: service, about: inputs, labels: [record.label], copies: references.snapshot.data.noisyCopies)
    return asked.flatMap { $0.margins[0].isFinite ? $0.margins[0] : nil }
  }
}

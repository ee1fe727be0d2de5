import Foundation
import LinearAlgebra
import NeuralNetworks
import SecureComputation

/// Computes a prediction on shares of the newest snapshot's weights and of a record, and what careless steps would show.
///
/// Shares and masks are of the system's generator, and others every time.
public struct ComputationInvestigation: ScreenInvestigation {
  public typealias Found = ComputationFindings

  /// What was computed last, so that a mistake beside it needs no new one.
  private var last: (step: Int, generation: Int, focus: ComputationFocus, prediction: SecurePrediction)?
  /// The mistake that was made last, which stands until the next is made.
  private var made: (generation: Int, focus: ComputationFocus, found: MistakeFound)?
  /// Of the run.
  private var inputBound: (generation: Int, value: Double)?
  /// The network of the newest step as it is computed on.
  private var encoded: (generation: Int, step: Int, focus: ComputationFocus, network: SecureNetwork)?
  private var scene: (generation: Int, scene: InversionScene)?
  /// The batch that was predicted last, of any record's arithmetic.
  private var batch:
    (generation: Int, focus: ComputationFocus, end: ContinuousClock.Instant, found: BatchAgreement)?

  /// Held-out records that are predicted in one batch.
  static let batchCount = 100
  /// Between two batches while there are newer steps: each takes as long as a hundred predictions, which the run would lack.
  private static let batchInterval = Duration.seconds(1)
  /// Before the next step's prediction: noise that changes more often is seen no better, and takes from the run.
  private static let rest = Duration.milliseconds(100)

  public init() {}

  public mutating func examine(
    _ snapshot: Snapshot, for focus: ComputationFocus, in round: Round<Self>
  ) -> Bool {
    let publish = { (outcome: Result<SecurePrediction, ComputationObstacle>, isWhole: Bool) in
      _ = round.publish(
        ComputationFindings(
          generation: snapshot.generation, step: snapshot.step, focus: focus, outcome: outcome,
          isWhole: isWhole))
    }
    do throws(ComputationObstacle) {
      var prediction = try prediction(of: snapshot, for: focus.computation)
      guard !round.isOutdated else { return false }
      if let made, made.generation == snapshot.generation, made.focus == focus {
        prediction.mistake = made.found
      }
      prediction.batch = batch(of: snapshot, for: focus)
      publish(.success(prediction), false)
      if let mistake = focus.mistake {
        let found = found(mistake, of: snapshot, for: focus)
        (prediction.mistake, made) = (found, (snapshot.generation, focus, found))
        guard !round.isOutdated else { return false }
        publish(.success(prediction), false)
      }
      if prediction.batch?.step != snapshot.step {
        guard waits(for: snapshot, focus, in: round) else { return !round.isOutdated }
        prediction.batch = try newBatch(of: snapshot, for: focus)
        guard !round.isOutdated else { return false }
      }
      publish(.success(prediction), true)
    } catch {
      guard !round.isOutdated else { return false }
      publish(.failure(error), true)
    }
    return true
  }

  /// The newest batch of the same arithmetic, of this step or an earlier one.
  private func batch(of snapshot: Snapshot, for focus: ComputationFocus) -> BatchAgreement? {
    guard let batch, batch.generation == snapshot.generation, batch.focus == focus.arithmetic,
      batch.found.step <= snapshot.step
    else { return nil }
    return batch.found
  }

  /// Waits until a batch is due, if one of the same arithmetic is there, or a newer snapshot is; says whether it is the batch.
  private func waits(for snapshot: Snapshot, _ focus: ComputationFocus, in round: Round<Self>) -> Bool {
    guard batch(of: snapshot, for: focus) != nil, let batch else { return true }
    let start = ContinuousClock.now
    while ContinuousClock.now < batch.end + Self.batchInterval {
      guard !round.isOutdated else { return false }
      if round.newest.step != snapshot.step, ContinuousClock.now > start + Self.rest { return false }
      Thread.sleep(forTimeInterval: 0.01)
    }
    return true
  }

  /// nil without held-out records that the bound has room for.
  ///
  /// - Throws: `ComputationObstacle`.
  private mutating func newBatch(
    of snapshot: Snapshot, for focus: ComputationFocus
  ) throws(ComputationObstacle) -> BatchAgreement? {
    let network = try network(of: snapshot, for: focus)
    do {
      guard let found = try Self.agreement(of: network, beside: snapshot) else { return nil }
      batch = (snapshot.generation, focus.arithmetic, ContinuousClock.now, found)
      return found
    } catch {
      throw .ended("\(error)")
    }
  }

  /// - Throws: `ComputationObstacle`.
  private mutating func prediction(
    of snapshot: Snapshot, for focus: ComputationFocus
  ) throws(ComputationObstacle) -> SecurePrediction {
    if let last, last.step == snapshot.step, last.generation == snapshot.generation, last.focus == focus {
      return last.prediction
    }
    guard let record = snapshot.data.computed(focus.record)?.record else {
      throw .noRecord(focus.record.side)
    }
    let network = try network(of: snapshot, for: focus)
    guard record.inputs.allSatisfy({ Double($0.magnitude) <= network.inputBound }) else {
      throw .beyondBound(network.inputBound)
    }
    let prediction: SecurePrediction
    do {
      prediction = try Self.predicted(record, by: network, beside: snapshot)
    } catch let error as SecureComputationError {
      throw .refused(error)
    } catch {
      throw .ended("\(error)")
    }
    last = (snapshot.step, snapshot.generation, focus, prediction)
    return prediction
  }

  private mutating func network(
    of snapshot: Snapshot, for focus: ComputationFocus
  ) throws(ComputationObstacle) -> SecureNetwork {
    if let encoded, encoded.generation == snapshot.generation, encoded.step == snapshot.step,
      encoded.focus == focus.arithmetic
    {
      return encoded.network
    }
    if inputBound?.generation != snapshot.generation {
      inputBound = (snapshot.generation, snapshot.data.publicInputBound)
    }
    do throws(SecureComputationError) {
      let network = try SecureNetwork(
        snapshot.model, inputBound: inputBound?.value ?? 1, fractionBits: focus.fractionBits,
        truncation: focus.truncation, revealed: focus.revealed)
      encoded = (snapshot.generation, snapshot.step, focus.arithmetic, network)
      return network
    } catch {
      throw .refused(error)
    }
  }

  private static func predicted(
    _ record: ComputedRecord, by network: SecureNetwork, beside snapshot: Snapshot
  ) throws -> SecurePrediction {
    let inputs = Matrix(rowCount: 1, columnCount: record.inputs.count, elements: record.inputs)
    var inference = try SecureInference(network, isWatched: true)
    let answer = try inference.answer(inputs)
    let fixedPoint = try network.plan.fixedPoint()
    return SecurePrediction(
      plan: network.plan, inputBound: network.inputBound, failureBound: network.truncationFailureBound,
      record: record, label: answer.labels[0], logits: Array(answer.logits.row(0)),
      plainLogits: snapshot.model.logits(of: inputs).row(0).map { Double($0) },
      values: answer.sharedValues(in: fixedPoint), exchanges: answer.exchanges,
      cost: ComputationCost(of: answer, after: inference.setup))
  }

  private static func agreement(
    of network: SecureNetwork, beside snapshot: Snapshot
  ) throws -> BatchAgreement? {
    let data = snapshot.data
    let rows = Array(data.heldOutRows(within: network.inputBound).prefix(batchCount))
    guard !rows.isEmpty else { return nil }
    let records = data.testInputs.gatheringRows(rows)
    var inference = try SecureInference(network)
    let answer = try inference.answer(records)
    let plain = snapshot.model.logits(of: records)
    return BatchAgreement(
      step: snapshot.step, recordCount: records.rowCount,
      agreeing: zip(plain.largestColumns(), answer.labels).count { $0 == $1 },
      largestError: zip(plain.elements, answer.logits.elements).reduce(0) {
        max($0, abs(Double($1.0) - $1.1))
      },
      bytesSent: answer.traffic[.first]?.bytesSent ?? 0,
      seconds: answer.seconds)
  }

  private mutating func found(
    _ mistake: ComputationFocus.Mistake, of snapshot: Snapshot, for focus: ComputationFocus
  ) -> MistakeFound {
    do {
      guard let (record, other) = snapshot.data.computed(focus.record) else {
        throw ComputationObstacle.noRecord(focus.record.side)
      }
      let network = try network(of: snapshot, for: focus)
      switch mistake {
      case .reusedTriple:
        guard other.inputs.allSatisfy({ Double($0.magnitude) <= network.inputBound }) else {
          throw ComputationObstacle.beyondBound(network.inputBound)
        }
        let both = Matrix(
          rowCount: 2, columnCount: record.inputs.count, elements: record.inputs + other.inputs)
        return .reusedTriple(other: other, try ReusedTriple(network: network, records: both))
      case .smallMask:
        let inputs = Matrix(rowCount: 1, columnCount: record.inputs.count, elements: record.inputs)
        return .smallMask(try SmallMask(network: network, record: inputs, bits: focus.maskBits))
      case .openedLogits:
        let scene = scene(of: snapshot)
        guard let label = scene.classDrawn(for: record.label) else {
          return .refused(mistake, reason: "There is no class to draw.")
        }
        return .openedLogits(try scene.openedLogits(of: snapshot, class: label))
      }
    } catch {
      return .refused(mistake, reason: "\(error)")
    }
  }

  private mutating func scene(of snapshot: Snapshot) -> InversionScene {
    if let scene, scene.generation == snapshot.generation { return scene.scene }
    let made = InversionScene(of: snapshot.data, seed: snapshot.settings.seed)
    scene = (snapshot.generation, made)
    return made
  }
}

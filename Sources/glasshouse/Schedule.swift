import Experiments
import Foundation
import PlainText
package import PrivacyAccounting

/// Phases of private steps, as a person writes them.
package struct Schedule {
  package struct Phase: Codable, Hashable, Sendable {
    let noiseMultiplier: Double
    let samplingRate: Double
    let stepCount: Int

    init(_ noiseMultiplier: Double, _ samplingRate: Double, _ stepCount: Int) throws {
      guard NumberLimit.noiseMultiplier.contains(noiseMultiplier) else {
        throw ScheduleError(
          "The noise multiplier cannot be \(noiseMultiplier). Choose \(NumberLimit.noiseMultiplier.choice).")
      }
      guard (0...1).contains(samplingRate) else {
        throw ScheduleError(
          "The sampling rate \(samplingRate) is no probability. Give one from 0 to 1: the expected batch size over the training set."
        )
      }
      guard NumberLimit.steps.contains(stepCount) else {
        throw ScheduleError(
          "The number of steps cannot be \(stepCount). Choose one \(NumberLimit.steps.allowed).")
      }
      self.noiseMultiplier = noiseMultiplier
      self.samplingRate = samplingRate
      self.stepCount = stepCount
    }

    /// Reads `1.0,0.05,100`.
    package init(parsing text: String) throws {
      let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard parts.count == 3, let sigma = Double(parts[0]), let rate = Double(parts[1]),
        let steps = Int(parts[2])
      else {
        throw ScheduleError(
          "The phase `\(text)` cannot be read. Write noise multiplier, sampling rate and steps, as in --phase 1.0,0.05,100."
        )
      }
      try self.init(sigma, rate, steps)
    }

    var event: PrivacyEvent {
      let step: PrivacyEvent =
        noiseMultiplier > 0
        ? .poissonSampled(rate: samplingRate, .gaussian(noiseMultiplier: noiseMultiplier)) : .nonPrivate
      return .repeated(step, count: samplingRate > 0 ? stepCount : 0)
    }

    /// Batches shuffled once an epoch meet each example once an epoch, in a step that nothing amplifies. An epoch that was
    /// begun counts as one; what rounding alone makes of a whole number is none.
    var shuffledEvent: PrivacyEvent {
      let epochs = Int((Double(stepCount) * samplingRate * (1 - 1e-12)).rounded(.up))
      return .repeated(
        noiseMultiplier > 0 ? .gaussian(noiseMultiplier: noiseMultiplier) : .nonPrivate, count: epochs)
    }
  }

  let phases: [Phase]
  let delta: Double
  let relation: NeighboringRelation

  package init(phases: [Phase], delta: Double, relation: NeighboringRelation) {
    self.phases = phases
    self.delta = delta
    self.relation = relation
  }

  var events: [PrivacyEvent] { phases.map(\.event) }

  /// The ε of the same steps on shuffled batches.
  func shuffledEpsilon() throws -> Double {
    try EpsilonBounds(of: phases.map(\.shuffledEvent), atDelta: delta, relation: relation).upper
  }
}

struct ScheduleError: ExplainedError {
  let sentence: Sentence

  init(_ sentence: Sentence) { self.sentence = sentence }
}

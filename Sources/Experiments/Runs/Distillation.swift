import DifferentialPrivacy
import LinearAlgebra
import NeuralNetworks
import Statistics

/// Whether the model learns labels, or what teachers that did say in their place.
public enum Distillation: String, CaseIterable, Hashable, Codable, Sendable {
  case none
  /// One teacher is trained on all members, and the model on its softened answers (Hinton, Vinyals and Dean,
  /// arXiv:1503.02531).
  case own = "self"
  /// Two teachers are trained on one half of the members each, by a coin a member, and the model on what the teacher says of
  /// each record that did not see it, after SELENA (Tang et al., arXiv:2110.08324), which has more teachers, each of whom saw
  /// all but a few.
  case cross

  public var teacherCount: Int {
    switch self {
    case .none: 0
    case .own: 1
    case .cross: 2
    }
  }

  /// At which one teacher's answers are learned: as high as 4 they tell of classes beside the likeliest.
  static let temperature = 4.0
}

extension ExperimentConfiguration {
  /// Steps until the model is trained: those of its teachers, where it has any, and its own, unless it is stopped early.
  public var plannedStepCount: Int { min(steps * (1 + distil.teacherCount), earlyStopping ?? .max) }

  /// What is trained on these members: a network, or teachers and then their student, each for as long as a run is.
  ///
  /// - Parameter random: where the halves of two teachers are drawn from.
  func trainingPlan(on set: TrainingSet, random: RandomStream) -> TrainingPlan {
    let stepCount = max(1, steps)
    switch distil {
    case .none: return TrainingPlan(set)
    case .own:
      return TrainingPlan(phases: [
        TrainingPlan.Phase(stepCount: stepCount) { _ in set },
        TrainingPlan.Phase { teachers in
          set.taught(
            SoftLabels(
              shares: teachers[0].logits(of: set.records).softened(by: Distillation.temperature),
              temperature: Distillation.temperature))
        },
      ])
    case .cross:
      var coins = random.split("distillation halves")
      // Tossed for every example, so that a coin depends on no other one's membership.
      let isFirst = set.isMember.map { _ in coins.uniform() < 0.5 }
      // A batch is no larger than what it is drawn from: a rate of one at most.
      let batch = max(1, step.expectedBatchSize)
      let teachers = [true, false].map { side in
        TrainingPlan.Phase(stepCount: stepCount) { _ in
          set.choosing(
            zip(set.isMember, isFirst).map { $0 && $1 == side },
            expectedMemberCount: max(batch, set.expectedMemberCount / 2))
        }
      }
      let student = TrainingPlan.Phase { teachers in
        let answers = teachers.map { $0.logits(of: set.records).softened(by: 1) }
        return set.taught(
          SoftLabels(
            shares: answers[1].choosingRows(of: answers[0], where: set.spread(isFirst).map { !$0 }),
            temperature: 1))
      }
      return TrainingPlan(phases: teachers + [student])
    }
  }
}

extension TrainingSet {
  /// What holds of each example, said of each record of it.
  fileprivate func spread<Value>(_ values: [Value]) -> [Value] {
    guard let recordsOfExamples else { return values }
    return zip(values, recordsOfExamples).flatMap { value, records in records.map { _ in value } }
  }
}

extension Matrix<Float> {
  /// The confidences of each row of logits at that temperature.
  fileprivate func softened(by temperature: Double) -> Matrix {
    var shares = self
    var losses = [Float]()
    // Softmax less a target of nothing, for which cross-entropy asks for no distribution.
    shares.applyCrossEntropy(
      targets: Matrix(rowCount: rowCount, columnCount: columnCount), temperature: temperature, losses: &losses
    )
    return Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: shares.elements.map { $0 / Float(temperature) })
  }

  /// These rows, but those of `other` where that is to be.
  fileprivate func choosingRows(of other: Matrix, where isOther: [Bool]) -> Matrix {
    Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: isOther.indices.flatMap { isOther[$0] ? other.row($0) : row($0) })
  }
}

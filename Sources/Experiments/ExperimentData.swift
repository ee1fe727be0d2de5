public import Attacks
import DifferentialPrivacy
public import LinearAlgebra
import NeuralNetworks
public import Records
import Statistics

/// The records of a run as training and attacks use them: split, labelled, and scaled for the network.
public struct ExperimentData: Sendable {
  public let dataset: Dataset
  /// What coins are tossed for, of all records.
  let units: PrivacyUnits
  public let split: MembershipSplit
  /// The label each record of the data set is trained and attacked with, wrong ones included.
  public let labels: [Int]
  /// How inputs follow from the values of the file.
  public let scaling: InputScaling
  /// Whether what inputs are scaled by was taken from the members alone.
  let isScaledByMembers: Bool
  /// The pool, [candidates, inputs], in its order.
  public let candidateInputs: Matrix<Float>
  /// The class of each candidate, in the order of the pool, wrong ones included.
  public let candidateLabels: [Int]
  /// [records, inputs], in the order of the split's test records.
  public let testInputs: Matrix<Float>
  /// What weights start from, where that was read from a file.
  var initialParameters: ParameterVector<Float>?
  /// What judges inversions.
  public let inversionJudge: InversionJudge

  /// - Throws: `DatasetError`.
  public init(_ configuration: ExperimentConfiguration) throws(DatasetError) {
    let dataset = try configuration.reference.read()
    let root = RandomStream(seed: configuration.seed)
    units =
      switch configuration.unit {
      case .record: PrivacyUnits(recordCount: dataset.count)
      case .person: PrivacyUnits(halvesOf: dataset.labels, using: root)
      }
    split = try MembershipSplit(
      units: units, trainSize: configuration.trainSize, inclusion: configuration.inclusion, using: root)
    labels =
      configuration.labelNoise > 0
      ? dataset.noisyLabels(fraction: configuration.labelNoise, split: split, using: root) : dataset.labels
    let rows =
      switch configuration.statistics {
      case .public: Array(0..<dataset.count)
      case .members: split.members
      }
    isScaledByMembers = configuration.statistics == .members
    scaling = dataset.scaling(from: rows)
    let inputs = dataset.inputs(scaledBy: scaling)
    candidateInputs = inputs.gatheringRows(split.pool)
    candidateLabels = split.pool.map { [labels] in labels[$0] }
    testInputs = inputs.gatheringRows(split.test)
    let image: InversionTruth.Image? =
      if case .image(let width, let height, _, let offset) = dataset.layout {
        InversionTruth.Image(width: width, height: height, offset: Float(offset))
      } else { nil }
    inversionJudge = InversionJudge(
      InversionTruth(
        members: inputs.gatheringRows(split.members),
        memberLabels: split.members.map { [labels] in labels[$0] },
        heldOut: testInputs, heldOutLabels: split.test.map { dataset.labels[$0] },
        classCount: dataset.classCount, image: image))
    self.dataset = dataset
  }

  /// What the configuration trains on the pool with those units as members, and on what was planted.
  ///
  /// - Parameters:
  ///   - records: the pool as the network takes it; nil is as the run's does, as is the next.
  ///   - scaling: how inputs follow from the values of the file.
  ///   - planted: nil is all that the configuration plants.
  func trainingPlan(
    records: Matrix<Float>? = nil, scaledBy scaling: InputScaling? = nil, isMember: [Bool],
    planted: [PlantedRecord]? = nil, of configuration: ExperimentConfiguration
  ) -> TrainingPlan {
    let pool = TrainingSet(
      records: records ?? candidateInputs, labels: candidateLabels, isMember: isMember,
      recordsOfExamples: split.recordsOfUnits, expectedMemberCount: configuration.trainSize)
    let planted = planted ?? configuration.planted
    guard !planted.isEmpty else { return TrainingPlan(pool) }
    return TrainingPlan(
      pool.planting(inputs(of: planted, scaledBy: scaling), labels: planted.map(\.label)))
  }

  /// What inversions are judged by.
  public var inversionTruth: InversionTruth { inversionJudge.truth }

  /// The labels as they are in the file: a test counts no wrong one, whoever stands in for the test records.
  public var testLabels: [Int] { split.test.map { dataset.labels[$0] } }
}

public import Attacks
import DifferentialPrivacy
import FederatedLearning
public import LinearAlgebra
import NeuralNetworks
public import Records
package import Statistics

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
  /// Which client has each unit of the pool; nil where there are none.
  let dealing: Dealing?
  /// Records planted to be found; nil where there are none.
  public let canaries: CanarySet?
  /// How an adversary who sees labels alone asks about a record again.
  let noisyCopies: NoisyCopies
  /// What judges inversions.
  public let inversionJudge: InversionJudge

  /// - Parameter read: gives the records, where they were read already; nil reads what the configuration says.
  /// - Throws: `DatasetError`.
  public init(
    _ configuration: ExperimentConfiguration, reading read: (() -> Dataset)? = nil
  ) throws(DatasetError) {
    let dataset: Dataset
    if let read { dataset = read() } else { dataset = try configuration.reference.read() }
    let root = RandomStream(seed: configuration.seed)
    units =
      switch configuration.unit {
      case .record, .client: PrivacyUnits(recordCount: dataset.count)
      case .person: PrivacyUnits(halvesOf: dataset.labels, using: root)
      }
    split = try MembershipSplit(
      units: units, trainSize: configuration.trainSize, inclusion: configuration.inclusion,
      reservedCount: configuration.canaries == .mislabelled ? configuration.canaryCount : 0, using: root)
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
    noisyCopies = NoisyCopies(
      deviation: image == nil ? NoisyCopies.tableDeviation : NoisyCopies.imageDeviation, random: root)
    inversionJudge = InversionJudge(
      InversionTruth(
        members: inputs.gatheringRows(split.members),
        memberLabels: split.members.map { [labels] in labels[$0] },
        heldOut: testInputs, heldOutLabels: split.test.map { dataset.labels[$0] },
        classCount: dataset.classCount, image: image))
    switch configuration.canaries {
    case .none: canaries = nil
    case .mislabelled:
      canaries = CanarySet(
        mislabelling: split.reserved, inputs: inputs.gatheringRows(split.reserved),
        trueLabels: split.reserved.map { dataset.labels[$0] }, classCount: dataset.classCount, using: root)
    case .ownFeature:
      canaries = CanarySet(
        ownFeaturesBehind: dataset.inputCount, count: configuration.canaryCount,
        classCount: dataset.classCount, using: root)
    case .gradient:
      canaries = CanarySet(
        gradientsBehind: dataset.inputCount,
        unitCount: configuration.firstLayerWidth(classCount: dataset.classCount),
        count: configuration.canaryCount, using: root)
    }
    if let clientCount = configuration.federation.clientCount {
      dealing = Dealing(
        split: split, labels: labels, classCount: dataset.classCount, clientCount: clientCount,
        by: configuration.federation.partition, using: root)
    } else {
      dealing = nil
    }
    self.dataset = dataset
  }

  /// What the configuration trains on the pool with those units as members, and on what was planted.
  ///
  /// - Parameters:
  ///   - records: the pool as the network takes it; nil is as the run's does, as is the next.
  ///   - scaling: how inputs follow from the values of the file.
  ///   - planted: nil is all that the configuration plants.
  ///   - includesCanary: which canaries are among the members; nil is by the coins of the run.
  ///   - random: where what the plan draws is drawn from.
  package func trainingPlan(
    records: Matrix<Float>? = nil, scaledBy scaling: InputScaling? = nil, isMember: [Bool],
    planted: [PlantedRecord]? = nil, includesCanary: [Bool]? = nil, of configuration: ExperimentConfiguration,
    random: RandomStream
  ) -> TrainingPlan {
    var set = TrainingSet(
      records: widened(records ?? candidateInputs), labels: candidateLabels, isMember: isMember,
      recordsOfExamples: split.recordsOfUnits, expectedMemberCount: configuration.expectedMemberCount)
    let planted = planted ?? configuration.planted
    var clients = dealing?.clients ?? []
    if let dealing { clients += dealing.clients(of: planted, among: configuration.planted) }
    if !planted.isEmpty {
      set = set.planting(
        widened(inputs(of: planted, scaledBy: scaling)), labels: planted.map(\.label),
        isMember: planted.map { _ in true })
    }
    if let canaries {
      let isMember = includesCanary ?? canaries.isMember
      set =
        canaries.kind == .gradient
        ? set.planting(diracsAt: canaries.diracParameters(inputCount: inputCount), isMember: isMember)
        : set.planting(canaryInputs(scaledBy: scaling), labels: canaries.labels, isMember: isMember)
      if let dealing { clients += dealing.clients(ofCanaries: canaries.count) }
    }
    if dealing != nil { set = set.dealt(to: clients) }
    return configuration.trainingPlan(on: set, random: random)
  }

  /// What inversions are judged by.
  public var inversionTruth: InversionTruth { inversionJudge.truth }

  /// The labels as they are in the file: a test counts no wrong one, whoever stands in for the test records.
  public var testLabels: [Int] { split.test.map { dataset.labels[$0] } }
}

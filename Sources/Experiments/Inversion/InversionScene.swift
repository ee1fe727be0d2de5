public import AccessControl
public import Attacks
public import LinearAlgebra
public import NeuralNetworks
import Records
import Statistics

/// What inversions of a run have to go by, whatever its model is by now: the adversary's public records, and the judge with its
/// second identifier. Made once a run.
public struct InversionScene: Sendable {
  public let judge: InversionJudge
  /// Who is drawn from answers: half of the classes, chosen at random; the held-out records of the others are public.
  public let privateClasses: [Int]
  private let data: ExperimentData
  private let random: RandomStream
  private let space: PublicSpace
  private let publicRecordCount: Int

  public init(of data: ExperimentData, seed: UInt64) {
    self.data = data
    random = RandomStream(seed: seed).split("inversion")
    judge = data.inversionJudge.withWitnesses(using: random)
    let truth = data.inversionTruth
    var stream = random.split("private classes")
    let order = Array(0..<truth.classCount).shuffled(using: &stream)
    privateClasses = order.prefix((truth.classCount + 1) / 2).sorted()
    let isPrivate = Set(privateClasses)
    let rows = truth.heldOutLabels.indices.filter { !isPrivate.contains(truth.heldOutLabels[$0]) }
    publicRecordCount = rows.count
    space = PublicSpace(of: truth.heldOut.gatheringRows(rows), using: random)
  }

  private var names: [String] { data.dataset.classNames }

  /// The classes of those names.
  ///
  /// - Throws: `InversionObstacle` for a name that no class has.
  public func classes(named wanted: [String]) throws(InversionObstacle) -> [Int] {
    guard !wanted.isEmpty else { throw .noClass }
    var classes = [Int]()
    for name in wanted {
      guard let found = names.firstIndex(of: name) else { throw .unknownClass(name, known: names) }
      if !classes.contains(found) { classes.append(found) }
    }
    return classes
  }

  /// The classes that a method draws: with weights all of them.
  public func classes(drawnBy method: InversionMethod) -> [Int] {
    method.access.searchesPublicSpace ? privateClasses : Array(0..<data.dataset.classCount)
  }

  /// The classes to be drawn: those wanted, or all that the method draws.
  ///
  /// - Throws: `InversionObstacle` for a class that the method does not draw.
  public func classes(_ wanted: [Int]?, by focus: InversionFocus) throws(InversionObstacle) -> [Int] {
    let possible = classes(drawnBy: focus.method)
    if let other = wanted?.first(where: { !possible.contains($0) }) {
      throw .notDrawn(names[other], drawn: possible.map { names[$0] })
    }
    return wanted ?? possible
  }

  /// What an inversion draws of a model at its door, and how that is judged.
  ///
  /// - Parameters:
  ///   - door: how the model answers; who has its weights does not ask.
  ///   - wanted: the classes to draw, among those that the method draws; nil draws all of these.
  /// - Throws: `InversionObstacle`.
  public func study(
    of network: Network<Float>, behind door: Door, by focus: InversionFocus, drawing wanted: [Int]? = nil
  ) throws(InversionObstacle) -> InversionStudy {
    try focus.validate(classCount: data.dataset.classCount, at: door.settings)
    let classes = try classes(wanted, by: focus)
    guard network.parameters.values.allSatisfy(\.isFinite) else { throw .diverged }
    let searches = focus.method.access.searchesPublicSpace
    let found = searches ? publicRecordCount : judge.truth.heldOut.rowCount
    // One record has a mean, and says nothing of how records differ.
    guard found > (searches ? 1 : 0) else { throw .tooFewPublicRecords(found: found, focus.method) }
    let service = ModelService(
      network, behind: door.showing(focus.answers(at: door.settings).policy),
      queryBudget: focus.method == .labels ? focus.queries : focus.queries * classes.count,
      showsWeights: focus.method.access == .whiteBox)
    let start = ContinuousClock.now
    let drawn: DrawnClasses
    do { drawn = try draw(classes, asking: service, by: focus) } catch { throw .refused(error) }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    // Finite weights may be too large for finite answers.
    guard drawn.pictures.elements.allSatisfy(\.isFinite) else { throw .diverged }
    return InversionStudy(
      focus: focus, answers: service.door.settings, drawn: drawn, judgement: judge.judgement(of: drawn),
      control: judge.judgement(of: drawn.control), seconds: seconds)
  }

  /// How the means of the classes themselves would be judged: nothing that is drawn of them could be more like their members.
  public func ceiling(of classes: [Int]) -> InversionJudgement {
    let means = classes.compactMap { label in judge.truth.classMeans[label].map { (label, $0) } }
    return judge.judgement(
      of: DrawnClasses(
        classes: means.map(\.0),
        pictures: Matrix(
          rowCount: means.count, columnCount: judge.truth.publicMean.count, elements: means.flatMap(\.1)),
        start: judge.truth.publicMean))
  }

  private func draw(
    _ classes: [Int], asking service: ModelService, by focus: InversionFocus
  ) throws(Refusal) -> DrawnClasses {
    let truth = judge.truth
    switch focus.method {
    case .prior:
      return data.classInversion(by: focus)
        .draw(classes, of: try service.whiteBox(), start: truth.publicMean)
    case .miFace:
      return MIFace().draw(
        classes, of: try service.whiteBox(), start: truth.publicMean, range: truth.image?.range
      ).drawn
    case .evolution:
      return try ConfidenceInversion().draw(
        classes, within: space, asking: service, queryCount: focus.queries, range: truth.image?.range,
        using: random)
    case .labels:
      return try LabelInversion().draw(
        classes, within: space, asking: service, queryCount: focus.queries, range: truth.image?.range,
        using: random)
    }
  }
}

/// What one inversion of one model drew, and what that gives away.
public struct InversionStudy: Sendable {
  public let focus: InversionFocus
  /// How the model answered who asked.
  public let answers: DoorSettings
  public let drawn: DrawnClasses
  public let judgement: InversionJudgement
  /// Of the start, handed in for every class.
  public let control: InversionJudgement
  /// Wall-clock time of the attack itself, without training and judging.
  public let seconds: Double
}

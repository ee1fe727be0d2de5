import Attacks
import LinearAlgebra
import Statistics
import Testing

/// What drawings are judged by: every figure where its value is known beforehand.
struct InversionJudgeTests {
  private static let side = 8
  private static let image = InversionTruth.Image(width: side, height: side, offset: 0.5)

  /// Of four classes, five records each around a picture of its own; the last class has no members, the one before no held-out records.
  private static let truth: InversionTruth = {
    var noise = GaussianNoise(RandomStream(seed: 5))
    func records(_ classes: [Int]) -> (Matrix<Float>, [Int]) {
      let labels = classes.flatMap { Array(repeating: $0, count: 5) }
      var values = labels.flatMap { picture($0) }
      noise.add(to: &values, standardDeviation: 0.05)
      return (Matrix(rowCount: labels.count, columnCount: side * side, elements: values), labels)
    }
    let (members, memberLabels) = records([0, 1, 2])
    let (heldOut, heldOutLabels) = records([0, 1, 3])
    return InversionTruth(
      members: members, memberLabels: memberLabels, heldOut: heldOut, heldOutLabels: heldOutLabels,
      classCount: 4, image: image)
  }()

  private static let judge = InversionJudge(truth).withWitnesses(using: RandomStream(seed: 1))

  private static func picture(_ label: Int) -> [Float] {
    (0..<side * side).map { index in
      let (row, column) = (index / side, index % side)
      return [row < 4, column < 4, (row + column) % 4 < 2, row < 2 || column > 5][label] ? 0.35 : -0.35
    }
  }

  private func drawn(_ pictures: [[Float]], of classes: [Int]) -> DrawnClasses {
    DrawnClasses(
      classes: classes,
      pictures: Matrix(
        rowCount: classes.count, columnCount: Self.side * Self.side, elements: pictures.flatMap { $0 }),
      start: Self.truth.publicMean)
  }

  @Test func classMeansAreRecognisedByBoth() throws {
    let means = try [0, 1].map { try #require(Self.truth.classMeans[$0]) }
    let judged = Self.judge.judgement(of: drawn(means, of: [0, 1]))
    #expect(judged.identificationTop1 == 1 && judged.secondIdentifierTop1 == 1)
    #expect(abs(try #require(judged.similarityToClassMean) - 1) < 1e-12)
    #expect(judged.noiseRatioToClassMean == 100)
    #expect(judged.candidateCount == 3 && judged.identificationTop5 == nil)
    let exchanged = Self.judge.judgement(of: drawn(means.reversed(), of: [0, 1]))
    #expect(exchanged.identificationTop1 == 0 && exchanged.secondIdentifierTop1 == 0)
    #expect(try #require(exchanged.similarityToClassMean) < 0.5)
  }

  /// A record is found again among those it is one of, and no other kind has it.
  @Test func nearestRecordIsOfItsOwnKind() throws {
    let member = Self.judge.judgement(of: drawn([Array(Self.truth.members.row(7))], of: [1]))
    #expect(abs(try #require(member.similarityToNearestMember) - 1) < 1e-12)
    #expect(try #require(member.similarityToNearestNonMember) < 0.99)
    let other = Self.judge.judgement(of: drawn([Array(Self.truth.heldOut.row(7))], of: [1]))
    #expect(abs(try #require(other.similarityToNearestNonMember) - 1) < 1e-12)
    #expect(try #require(other.similarityToNearestMember) < 0.99)
  }

  /// One picture handed in for every class is one class's at most.
  @Test func theControlIsRecognisedOnce() {
    let control = drawn([0, 1, 3].map { Self.picture($0) }, of: [0, 1, 3]).control
    let judged = Self.judge.judgement(of: control)
    #expect(judged.identifiedCount == 1)
    #expect(judged.pictures.count { $0.isNamedRightly == true } == 1)
  }

  /// Of what diverged nobody is recognised: no number is less than another.
  @Test func whatIsNoNumberIsNotJudged() {
    for value in [Float.nan, .infinity, -.infinity] {
      var picture = Self.picture(0)
      picture[9] = value
      let judged = Self.judge.judgement(of: drawn([picture, Self.picture(1)], of: [0, 1]))
      #expect(judged.pictures[0].isRecognised == nil && judged.pictures[0].isNamedRightly == nil)
      #expect(judged.pictures[0].noiseRatioToClassMean == nil)
      #expect(judged.judgedCount == 1 && judged.identifiedCount == 1)
    }
  }

  @Test func whatCannotBeJudgedIsNot() {
    let pictures = Self.judge.judgement(of: drawn([2, 3].map { Self.picture($0) }, of: [2, 3])).pictures
    // Without held-out records nobody knows the class, and without members it has no mean.
    #expect(pictures[0].isRecognised == nil && pictures[0].isNamedRightly == nil)
    #expect(pictures[0].similarityToClassMean != nil)
    #expect(pictures[1].isRecognised == true && pictures[1].similarityToClassMean == nil)
    #expect(pictures[1].noiseRatioToClassMean == nil)
    let table = InversionTruth(
      members: Self.truth.members, memberLabels: Array(repeating: 0, count: 15), heldOut: Self.truth.heldOut,
      heldOutLabels: Array(repeating: 1, count: 15), classCount: 2, image: nil)
    let unjudged = InversionJudge(table).withWitnesses(using: RandomStream(seed: 1))
      .judgement(of: drawn([Self.picture(0)], of: [0]))
    #expect(unjudged.identifiedCount == nil && unjudged.similarityToClassMean == nil)
  }
}

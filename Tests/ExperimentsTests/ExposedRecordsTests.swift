import Attacks
import Experiments
import Foundation
import LinearAlgebra
import NeuralNetworks
import Records
import Statistics
import Synchronization
import Testing

/// The members most exposed and what is said of them, against the same computed another way.
struct ExposedRecordsTests {
  /// A run with wrong labels, its reference models, and what three attacks found.
  struct Attacked {
    let run: TrainingRun
    let evidence: MembershipEvidence
    let study: MembershipStudy
    let exposed: ExposedRecords

    init() throws {
      var configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
      (configuration.trainSize, configuration.network, configuration.labelNoise) = (150, "mlp:16", 0.1)
      let log = CommandLog(kind: TrainingRun.kind, configuration: configuration)
      let run = try TrainingRun.replaying(log, stepCount: 300)
      var evidence = try run.data.membershipEvidence(asking: run.service(for: "membership"))
      let models = Mutex<[ShadowModel]>([])
      _ = ShadowFarm(try ShadowPlan(of: run, count: 8)).train(threadCount: 2) { model in
        models.withLock { $0.append(model) }
      }
      for model in models.withLock({ $0 }).sorted(by: { $0.index < $1.index }) { evidence.add(model) }
      study = MembershipStudy(
        of: [.lossThreshold, .liraOnline, .rmiaOffline], on: evidence,
        isMember: run.data.candidateMembership, random: .membershipAttacks(seed: 1))
      exposed = try #require(
        ExposedRecords(
          40, by: study.outcomes, on: evidence, isMember: run.data.candidateMembership,
          indices: run.data.split.pool.map { run.data.dataset.rows[$0] }, prior: 0.1,
          surroundings: RecordSurroundings(of: run.data)))
      (self.run, self.evidence) = (run, evidence)
    }
  }

  private static let attacked = Result { try Attacked() }

  /// LiRA online ranks, members alone are listed, and nobody who is left out has a higher score.
  @Test func theMembersWithTheHighestScoresAreListed() throws {
    let attacked = try Self.attacked.get()
    let (data, exposed) = (attacked.run.data, attacked.exposed)
    #expect(exposed.ranking == .liraOnline && exposed.records.count == 40)
    let scores = attacked.study.outcomes[1].scores
    #expect(exposed.scores == scores)
    let members = scores.indices.filter { data.split.isMember[$0] }
    let highest = Array(members.map { scores[$0] }.sorted(by: >).prefix(40))
    #expect(exposed.records.map(\.score) == highest)
    for record in exposed.records {
      #expect(record.isMember && data.split.isMember[record.candidate])
      #expect(record.index == data.dataset.rows[data.split.pool[record.candidate]])
      #expect(record.label == data.candidateLabels[record.candidate])
      let above = scores.indices.filter { !data.split.isMember[$0] && scores[$0] > record.score }
      #expect(record.outsidersAbove == above.count)
      for outcome in attacked.study.outcomes {
        let found = try FoundMembers(
          scores: outcome.scores, isMember: attacked.study.isMember, curve: outcome.result.curve,
          atFalsePositiveRate: 0.01)
        #expect(record.foundBy.contains(outcome.method) == found.contains(record.candidate))
      }
    }
  }

  /// LiRA's score of a record follows from its own margins: their means, and the deviations of all candidates pooled.
  @Test func marginsWithAndWithoutAreThoseOfTheScore() throws {
    let attacked = try Self.attacked.get()
    let candidates = attacked.evidence.margins.indices
    let sides = [true, false].map { side in
      candidates.map { candidate in
        attacked.evidence.references.filter { $0.includes[candidate] == side }.map { $0.margins[candidate] }
      }
    }
    let variances = sides.map { side in
      let squares = side.map { margins in
        let mean = margins.reduce(0, +) / Double(margins.count)
        return margins.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      }
      return squares.reduce(0, +) / Double(side.reduce(0) { $0 + $1.count - 1 })
    }
    for record in attacked.exposed.records {
      #expect(record.marginsWith == sides[0][record.candidate])
      #expect(record.marginsWithout == sides[1][record.candidate])
      let (with, without) = (try #require(record.with), try #require(record.without))
      #expect(with.count == 4 && without.count == 4)
      let (fromIn, fromOut) = (record.margin - with.mean, record.margin - without.mean)
      let score =
        fromOut * fromOut / (2 * variances[1]) - fromIn * fromIn / (2 * variances[0])
        + 0.5 * log(variances[1] / variances[0])
      let tolerance = 1e-9 * max(1, abs(score))
      #expect(abs(score - record.score) < tolerance)
      let loss = log1p(exp(-record.margin))
      #expect(abs(record.loss - loss) < 1e-12)
    }
  }

  /// Learning a wrong label is memorising it: among the most exposed they are many times as many as in the pool.
  @Test func wrongLabelsComeFirst() throws {
    let attacked = try Self.attacked.get()
    let wrong = attacked.exposed.records.prefix(10).count { record in
      (record.reasons ?? []).contains { if case .wrongLabel = $0 { true } else { false } }
    }
    #expect(wrong >= 8, "\(wrong)")
    for record in attacked.exposed.records {
      let position = attacked.run.data.split.pool[record.candidate]
      let own = attacked.run.data.dataset.labels[position]
      let isWrong = own != record.label
      #expect((record.reasons ?? []).contains(.wrongLabel(file: "\(own)")) == isWrong)
      #expect(record.nearest.count == 5 && !record.nearest.contains { $0.candidate == record.candidate })
      #expect(record.nearest.map(\.distance) == record.nearest.map(\.distance).sorted())
    }
  }

  /// Attacks without reference models rank where LiRA did not run, and odds are counted all the same.
  @Test func withoutReferenceModelsALiveAttackRanks() throws {
    let attacked = try Self.attacked.get()
    let outcomes = attacked.study.outcomes.filter { $0.method == .lossThreshold }
    let exposed = try #require(
      ExposedRecords(
        5, by: outcomes, on: attacked.evidence, isMember: attacked.study.isMember,
        indices: Array(attacked.study.isMember.indices), prior: 0.5, surroundings: nil))
    #expect(exposed.ranking == .lossThreshold && exposed.records.count == 5)
    #expect(exposed.records.allSatisfy { $0.odds > 0 && $0.reasons == nil && $0.nearest.isEmpty })
    #expect(
      ExposedRecords(
        5, by: [], on: attacked.evidence, isMember: attacked.study.isMember,
        indices: Array(attacked.study.isMember.indices), prior: 0.5, surroundings: nil) == nil)
  }

  /// Every record is in one slice of each slicing, and the figures are those of a curve and a count of its own.
  @Test func slicesArePartsOfTheWhole() throws {
    let attacked = try Self.attacked.get()
    let data = attacked.run.data
    #expect(data.everySlicing == [.classes, .answers, .labels])
    let sliced = try SlicedRun(of: attacked.run, scores: attacked.exposed.scores)
    let predicted = attacked.run.network.logits(of: data.testInputs).largestColumns()
    for slicing in data.everySlicing {
      let slices = sliced.slices(by: slicing)
      #expect(slices.reduce(0) { $0 + $1.members } == data.split.memberCount)
      #expect(slices.reduce(0) { $0 + $1.others } == data.split.nonMemberCount)
      #expect(slices.reduce(0) { $0 + $1.heldOut } == data.split.test.count)
    }
    for slice in sliced.slices(by: .classes) {
      let label = try #require(data.dataset.classNames.firstIndex(of: slice.value))
      let scores = { (side: Bool) in
        data.split.pool.indices.filter {
          data.candidateLabels[$0] == label && data.split.isMember[$0] == side
        }
        .map { attacked.exposed.scores[$0] }
      }
      let curve = ROCCurve(memberScores: scores(true), nonMemberScores: scores(false))
      #expect(slice.members == curve.memberCount && slice.others == curve.nonMemberCount)
      let isEnough = min(slice.members, slice.others) >= Slice.fewest
      let area = Estimate(value: curve.areaUnderCurve, interval: curve.areaInterval)
      #expect(slice.area == (isEnough ? area : nil))
      let tests = data.testLabels.indices.filter { data.testLabels[$0] == label }
      #expect(slice.accuracy?.trials == tests.count)
      #expect(slice.accuracy?.successes == tests.count { predicted[$0] == label })
    }
    let answers = sliced.slices(by: .answers)
    #expect(answers.map(\.value) == ["right", "wrong"] && answers.allSatisfy { $0.accuracy == nil })
    let wrong = try #require(sliced.slices(by: .labels).last)
    #expect(wrong.value == "wrong" && wrong.members + wrong.others == 30 && wrong.heldOut == 0)
    #expect(wrong.accuracy == nil && wrong.area.map { $0.value > 0.9 } == true)
  }
}

import Attacks
import Experiments
import Foundation
import Records
import Statistics
import Testing

/// What reference models of one's own may tell: how they answer, and nothing else.
struct ReferenceFilesTests {
  /// Margins of pure noise, in a design of models each candidate is in half of, of which the first is made the target.
  private struct Noise {
    let scores: String
    let margins: [[Double]]
    let includes: [[Bool]]
    let isMember: [Bool]

    init(candidateCount: Int = 200, modelCount: Int = 6, seed: UInt64) {
      var stream = RandomStream(seed: seed).split("noise")
      let half = (0..<modelCount).map { $0 % 2 == 0 }
      let columns = (0..<candidateCount).map { _ in half.shuffled(using: &stream) }
      let all = (0..<modelCount).map { model in columns.map { $0[model] } }
      // Sums of three, so that spreads are worth estimating.
      let answers = all.map { row in
        row.map { _ in (0..<3).reduce(0.0) { sum, _ in sum + Double.random(in: -2..<2, using: &stream) } }
      }
      let labels = (0..<candidateCount).map { _ in Int.random(in: 0..<3, using: &stream) }
      isMember = all[0]
      (margins, includes) = (Array(answers.dropFirst()), Array(all.dropFirst()))
      scores =
        "margin,member,label\n"
        + zip(zip(answers[0], isMember), labels).map { "\($0.0),\($0.1 ? 1 : 0),\($1)" }
        .joined(separator: "\n")
    }
  }

  private func files(
    _ scores: String, _ margins: [[Double]], _ includes: [[Bool]], seed: UInt64 = 1
  ) throws -> (scores: ScoreFile, references: ReferenceFiles) {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ text: String, to name: String) throws -> String {
      let url = folder.appending(path: name)
      try Data(text.utf8).write(to: url)
      return url.path
    }
    let rows = margins.map { $0.map { "\($0)" }.joined(separator: ",") }.joined(separator: "\n")
    let inclusion = includes.map { $0.map { $0 ? "1" : "0" }.joined(separator: ",") }.joined(separator: "\n")
    let scores = try ScoreFile(at: write(scores, to: "scores.csv"))
    return (
      scores,
      try ReferenceFiles(
        margins: write(rows, to: "margins.csv"), inclusion: write(inclusion, to: "inclusion.csv"),
        scores: scores, random: RandomStream(seed: seed))
    )
  }

  private func areas(on evidence: MembershipEvidence, _ isMember: [Bool]) -> [MembershipMethod: Double] {
    let able = MembershipMethod.allCases.filter { $0.missing(from: evidence) == nil }
    let study = MembershipStudy(
      of: able, on: evidence, isMember: isMember, random: RandomStream(seed: 1))
    return Dictionary(
      uniqueKeysWithValues: study.outcomes.map { ($0.method, $0.result.curve.areaUnderCurve) })
  }

  /// The target taken out of a design that gives each candidate three models of six leaves a member two with it, and
  /// another three. In pure noise no attack may find anything by that; by the files as they are, some would.
  @Test func pureNoiseGivesOneHalf() throws {
    var (levelled, asTheyAre): ([MembershipMethod: [Double]], [MembershipMethod: [Double]]) = ([:], [:])
    for seed in 1...150 as ClosedRange<UInt64> {
      let noise = Noise(seed: seed)
      let files = try files(noise.scores, noise.margins, noise.includes, seed: seed)
      #expect(files.references.levelling?.with == 2...3 && files.references.levelling?.without == 2...3)
      #expect(files.references.margins.count == 4)
      var evidence = files.scores.evidence
      files.references.add(to: &evidence)
      for (method, area) in areas(on: evidence, noise.isMember) { levelled[method, default: []].append(area) }
      var raw = files.scores.evidence
      for (margins, includes) in zip(noise.margins, noise.includes) {
        raw.add(referenceMargins: margins, includes: includes)
      }
      for (method, area) in areas(on: raw, noise.isMember) { asTheyAre[method, default: []].append(area) }
    }
    #expect(levelled.count >= 13 && levelled[.liraOnline] != nil)
    func deviations(_ areas: [Double]) -> Double {
      let mean = areas.reduce(0, +) / Double(areas.count)
      let squares = areas.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (mean - 0.5) / (squares / Double(areas.count - 1) / Double(areas.count)).squareRoot()
    }
    for (method, areas) in levelled {
      #expect(abs(deviations(areas)) < 4, "\(method.name): \(deviations(areas)) standard errors")
    }
    #expect(abs(deviations(try #require(asTheyAre[.liraOnlinePerExample]))) > 8)
  }

  /// Models that each drew their members have unequal numbers too, which say nothing of the target's: all are used.
  @Test func numbersThatBetrayNothingAreLeftAlone() throws {
    let noise = Noise(seed: 3)
    var stream = RandomStream(seed: 8)
    let includes = noise.includes.map { row in row.map { _ in Bool.random(using: &stream) } }
    let drawn = try files(noise.scores, noise.margins, includes).references
    #expect(drawn.levelling == nil && drawn.includes == includes && drawn.margins == noise.margins)
    // Equal numbers are equal numbers, whoever was a member.
    let odd = noise.isMember.indices.map { $0 % 2 == 0 }
    let equal = try files(noise.scores, Array(noise.margins.prefix(2)), [odd, odd.map { !$0 }]).references
    #expect(equal.levelling == nil && equal.includes == [odd, odd.map { !$0 }])
  }

  /// Every answer that is used is one the file has for that candidate on that side, and none is used twice.
  @Test func levellingOnlyLeavesOut() throws {
    let noise = Noise(candidateCount: 60, seed: 5)
    let levelled = try files(noise.scores, noise.margins, noise.includes).references
    for candidate in noise.isMember.indices {
      for side in [true, false] {
        func answers(_ margins: [[Double]], _ includes: [[Bool]]) -> [Double] {
          zip(margins, includes).filter { $1[candidate] == side }.map { $0.0[candidate] }
        }
        let used = answers(levelled.margins, levelled.includes)
        #expect(used.count == 2 && Set(used).count == 2)
        #expect(Set(used).isSubset(of: answers(noise.margins, noise.includes)))
      }
    }
  }

  /// Left among its references the target says who its members are, however its margins were rounded, and whichever of
  /// its two rows shows it.
  @Test(arguments: 1...6)
  func theTargetAmongItsReferencesIsRefusedHoweverRounded(decimals: Int) throws {
    let noise = Noise(seed: 4)
    let target = margins(of: noise)
    let rounded = target.map { Double(String(format: "%.\(decimals)f", $0)) ?? 0 }
    // Twelve candidates are too few for a correlation, and another model's members show no membership.
    for count in [12, 200] {
      let scores = noise.scores.split(separator: "\n").prefix(count + 1).joined(separator: "\n")
      func prefix<Value>(_ rows: [[Value]]) -> [[Value]] { rows.map { Array($0.prefix(count)) } }
      #expect(
        sign(
          scores, prefix(noise.margins + [rounded]), prefix(noise.includes + [noise.includes[0]])) == .margins
      )
    }
  }

  @Test func theTargetsMembersOrItsAnswersScaledAreRefused() throws {
    let noise = Noise(seed: 4)
    #expect(sign(noise.scores, noise.margins, [noise.isMember] + noise.includes.dropFirst()) == .members)
    let scaled = margins(of: noise).map { 0.5 * $0 + 1 }
    guard
      case .correlation(let correlation) = sign(
        noise.scores, noise.margins + [scaled], noise.includes + [noise.includes[0]])
    else {
      Issue.record("a scaled copy is not refused")
      return
    }
    #expect(correlation > 0.999999)
  }

  /// Models that have hardly been trained all answer alike, and none of them is the target; nor is one of a few that was
  /// trained on the same few candidates by chance.
  @Test func modelsThatAllAnswerAlikeAreNotTheTarget() throws {
    let noise = Noise(seed: 4)
    let alike = noise.margins.map { row in zip(row, margins(of: noise)).map { 0.003 * $0 + $1 } }
    #expect(try #require(pearsonCorrelation(alike[0], margins(of: noise))) > 0.9999)
    #expect(sign(noise.scores, alike, noise.includes) == nil)
    let few = noise.scores.split(separator: "\n").prefix(7).joined(separator: "\n")
    let includes = ([noise.isMember] + noise.includes.dropFirst()).map { Array($0.prefix(6)) }
    #expect(sign(few, noise.margins.map { Array($0.prefix(6)) }, includes) == nil)
  }

  /// What gives the target away among these models; nil where they are taken.
  private func sign(
    _ scores: String, _ margins: [[Double]], _ includes: [[Bool]]
  ) -> TargetAmongReferences.Sign? {
    do {
      _ = try files(scores, margins, includes)
      return nil
    } catch {
      guard case .targetAmongReferences(_, _, let sign) = error as? MembershipFileError else {
        Issue.record(error)
        return nil
      }
      return sign
    }
  }

  private func margins(of noise: Noise) -> [Double] {
    noise.scores.split(separator: "\n").dropFirst().map { line in Double(line.prefix { $0 != "," }) ?? 0 }
  }

  /// Single precision is no disguise.
  @Test func theTargetAmongItsReferencesIsRefused() throws {
    let noise = Noise(seed: 4)
    let target = margins(of: noise).map { $0 * (1 + 1e-7) }
    #expect {
      _ = try files(
        noise.scores, noise.margins + [target], noise.includes + [noise.isMember])
    } throws: { error in
      guard case .targetAmongReferences(_, model: 5, sign: .margins) = error as? MembershipFileError else {
        return false
      }
      return "\(error)".hasPrefix("Model 6 of ") && "\(error)".contains("Leave the target out of both")
    }
  }
}

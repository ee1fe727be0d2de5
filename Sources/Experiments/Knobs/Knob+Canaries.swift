import DifferentialPrivacy
import Records

extension Knob {
  public static let canaries = Knob(
    "canaries", title: "canaries", storage: .choice(\.canaries),
    help:
      "Plant records to be found, each in or out by a fair coin, and judge attacks on them apart: none, mislabelled (records from outside the pool with a wrong label), own-feature (an input of its own each), or gradient (a crafted gradient along one weight of its own each, which an audit alone can judge).",
    mention: { settings in
      settings.canaries == .none ? nil : "\(settings.canaryCount) canaries"
    },
    explanation: { settings in
      switch settings.canaries {
      case .none: "No records are planted to be found."
      case .mislabelled:
        "\(settings.canaryCount) records with a wrong label, each in or out by a coin: the average flatters a defence, and these do not."
      case .ownFeature:
        "\(settings.canaryCount) records with an input of their own, each in or out by a coin: nothing else moves its weights."
      case .gradient:
        "\(settings.canaryCount) crafted gradients, each along a weight that nothing else moves, in or out by a coin: for the audit alone."
      }
    })

  public static let canaryCount = Knob(
    "canary_count", title: "number of canaries", storage: .count(\.canaryCount), limit: .canaryCount,
    help:
      "How many records --canaries plants, \(NumberLimit.canaryCount.allowed); half of them are trained on.",
    explanation: { _ in "How many canaries there are, in and out." })

  public static let auditEvery: Knob = Knob(
    "audit_every", title: "audit every", sentenceTitle: "steps between audits", symbol: "audit",
    storage: .optionalCount(\.auditInterval), limit: .auditInterval, advice: ", or off",
    applies: { !$0.isFederated },
    check: { settings in
      guard settings.auditInterval != nil else { return nil }
      do throws(AuditObstacle) { _ = try settings.auditedCanaries() } catch {
        return .audit(.obstacle(error))
      }
      return nil
    },
    help:
      "Audit the canaries, or without any the pool, after every so many steps, \(NumberLimit.auditInterval.allowed), and write it into the log; off unless given. No step reads it.",
    valueName: "steps", isLive: true,
    ladder: { _, _ in [.off] + .numbers([1, 5, 10, 20, 50, 100, 200, 500]) },
    mention: { $0.auditInterval.map { "audited every \($0)" } },
    explanation: { settings in
      settings.auditInterval.map {
        "After every \($0) steps the log says what guesses at the canaries prove."
      } ?? "Off: nothing is audited on the way."
    })

  public static let bug: Knob = Knob(
    "bug", title: "bug", sentenceTitle: "bug in the trainer", storage: .choice(bugs),
    applies: { !$0.isFederated },
    check: { settings in
      settings.bug?.isOfClipping == true && settings.unit != .record
        ? .excluded(.bug, .unit, by: .brokenUnits) : nil
    },
    help:
      "Break the trainer on purpose, to see what an audit finds: none, or \(TrainerBug.allCases.map(\.rawValue).joined(separator: ", ")).",
    ladder: { _, _ in bugs.names.map { .text($0) } }, mention: { $0.bug.map { "BROKEN: \($0.rawValue)" } },
    explanation: { settings in
      settings.bug.map { "The trainer is broken on purpose: \($0.effect). Its ε is a claim, and false." }
        ?? "The trainer does what its settings say."
    })

  private static let bugs = Choice(
    names: ["none"] + TrainerBug.allCases.map(\.rawValue), name: { $0.bug?.rawValue ?? "none" },
    choose: { configuration, name in
      configuration.bug = TrainerBug(rawValue: name)
      return configuration.bug != nil || name == "none"
    })
}

extension ExperimentConfiguration {
  /// What an audit of such a run guesses at.
  ///
  /// - Throws: `AuditObstacle` where there is nothing.
  public func auditedCanaries() throws(AuditObstacle) -> AuditedCanaries {
    guard !isFederated else { throw .federated }
    if let planted = AuditedCanaries(rawValue: canaries.rawValue) { return planted }
    guard inclusion == 0.5 else { throw .unfairCoins(inclusion: inclusion) }
    return .pool
  }
}

extension NumberLimit {
  public static let auditAlpha = NumberLimit(1e-9...0.499999999, "from 1e-9 to less than 0.5")
  public static let claimedEpsilon = NumberLimit(0...1e9, "from 0 to 1e9")
  public static let auditInterval = NumberLimit(1...1e9, "from 1 to 1000000000")
  static let canaryCount = NumberLimit(1...5000, "from 1 to 5000")
}

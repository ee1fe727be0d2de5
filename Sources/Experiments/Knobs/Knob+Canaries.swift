extension Knob {
  public static let canaries = Knob(
    "canaries", title: "canaries", storage: .choice(\.canaries),
    help:
      "Plant records to be found, each in or out by a fair coin, and judge attacks on them apart: none, mislabelled (records from outside the pool with a wrong label), or own-feature (an input of its own each).",
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
      }
    })

  public static let canaryCount = Knob(
    "canary_count", title: "number of canaries", storage: .count(\.canaryCount), limit: .canaryCount,
    help:
      "How many records --canaries plants, \(NumberLimit.canaryCount.allowed); half of them are trained on.",
    explanation: { _ in "How many canaries there are, in and out." })
}

extension NumberLimit {
  static let canaryCount = NumberLimit(2...2000, "from 2 to 2000")
}

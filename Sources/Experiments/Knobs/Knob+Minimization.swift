import Records
import Statistics

// What is left out of the records or made coarser; a restart reads them so.

extension Knob {
  public static let keep = Knob(
    "keep", title: "kept columns", storage: .list(\.minimization.keep),
    help: "The columns to keep, all others being left out; they are called as by --drop.",
    valueName: "a,b", comesWithData: true,
    mention: { settings in
      let count = settings.minimization.keep.count
      return count == 0 ? nil : "\(count) column\(count == 1 ? "" : "s") kept"
    },
    explanation: { _ in "The columns of a table that are read, and no others." })

  public static let coarsen = Knob(
    "coarsen", title: "coarse columns", storage: .list(\.minimization.coarsen),
    check: { settings in
      refusal { () throws(DatasetError) in _ = try Coarsening(parsing: settings.minimization.coarsen) }
    },
    help:
      "Columns of numbers with the width of their bins, as in age:10: each number becomes the middle of its bin.",
    valueName: "a:10,b:5", comesWithData: true,
    mention: { $0.minimization.coarsen.isEmpty ? nil : "coarse numbers" },
    explanation: { _ in
      "Numbers become the middle of a bin; while rows of inputs are still unique, that hides nobody."
    })

  public static let mergeRare = Knob(
    "merge_rare", title: "rare categories merged", sentenceTitle: "share of rare categories",
    storage: .optionalNumber(\.minimization.mergeRare),
    limit: .rareShare, advice: ", or off",
    help:
      "Make one category of those of a column that fewer than this share of all records have, \(NumberLimit.rareShare.allowed).",
    valueName: "share", comesWithData: true,
    ladder: { _, _ in [.off] + .numbers([0.005, 0.01, 0.02, 0.05, 0.1]) },
    mention: { $0.minimization.mergeRare == nil ? nil : "rare categories merged" },
    explanation: { settings in
      guard let share = settings.minimization.mergeRare else {
        return "Off: every category of a column is an input of its own."
      }
      return "Categories that fewer than \((100 * share).brief) % of all records have are one."
    })

  public static let levels = Knob(
    "levels", title: "levels of pixels", sentenceTitle: "number of levels",
    storage: .optionalCount(\.minimization.levels), limit: .levels,
    advice: ", or off",
    help: "Round pixels to so many evenly spaced levels, \(NumberLimit.levels.allowed).", valueName: "n",
    comesWithData: true, ladder: { _, _ in [.off] + .numbers([2, 3, 5, 9, 17, 33]) },
    mention: { settings in settings.minimization.levels.map { "\($0) levels" } },
    explanation: { settings in
      settings.minimization.levels.map { "Pixels are rounded to \($0) evenly spaced levels." }
        ?? "Off: pixels are as the file has them."
    })

  public static let deduplicate = Knob(
    "deduplicate", title: "twins left out", storage: .flag(\.minimization.deduplicate),
    help: "Of records with equal inputs and an equal label keep the first alone.", comesWithData: true,
    mention: { $0.minimization.deduplicate ? "without twins" : nil },
    explanation: { _ in
      "A twin in the other half hides membership: without twins more is found, and no less was there."
    })

  public static let kAnonymity = Knob(
    "k_anonymity", title: "k-anonymity", storage: .optionalText(\.minimization.kAnonymity),
    check: { settings in
      guard let text = settings.minimization.kAnonymity else { return nil }
      return refusal { () throws(DatasetError) in _ = try KAnonymity(parsing: text) }
    },
    help:
      "Make at least k records alike (Mondrian, LeFevre et al. 2006) in all columns but the sensitive one, or in those named, as in 5:age,weight: numbers become their group's mean, categories its most frequent.",
    valueName: "k", comesWithData: true,
    mention: { settings in
      settings.minimization.kAnonymity.map { "\($0.prefix { $0 != ":" })-anonymous" }
    },
    explanation: { _ in
      "At least so many records are alike in all columns, or in some: the model learns the others by heart."
    })

  /// What is wrong with how something is written, whatever the data are.
  private static func refusal(of read: () throws(DatasetError) -> Void) -> ConfigurationError? {
    do {
      try read()
      return nil
    } catch { return .unreadable(error) }
  }
}

extension NumberLimit {
  static let rareShare = NumberLimit(1e-6...0.5, "a fraction from 1e-6 to 0.5")
  static let levels = NumberLimit(2...65536, "from 2 to 65536")
}

import Records

// Which records there are, and how they are read; a restart reads them.

extension Knob {
  public static let dataset = Knob(
    "dataset", title: "data set", storage: .text(\.dataset),
    help: "A data set of the catalog, or the path of a CSV or IDX file.",
    comesWithData: true, screenPosition: 9,
    ladder: { _, installed in
      installed.compactMap { entry in
        if case .text = entry.source { nil } else { .text(entry.name) }
      }
    },
    explanation: { _ in "The records to train on; `o` brings a data set with its own settings." })

  public static let label = Knob(
    "label", title: "label", storage: .optionalText(\.label), help: "The column of a CSV file to predict.",
    comesWithData: true,
    explanation: { _ in "The column of a table that is predicted." })

  public static let categorical = Knob(
    "categorical", title: "categorical columns", storage: .list(\.categorical),
    help: "Columns to encode one-hot.", valueName: "a,b", comesWithData: true,
    explanation: { _ in "Columns of a table with one input a value." })

  public static let drop = Knob(
    "drop", title: "dropped columns", storage: .list(\.drop),
    help:
      "Columns to leave out; '' is those without a name, which are also called by their number, 'column 1'.",
    valueName: "a,b", comesWithData: true, explanation: { _ in "Columns of a table that are not read." })

  public static let missing = Knob(
    "missing", title: "missing values", storage: .choice(\.missing),
    help: "What is done with gaps in a table: refuse, mean (fill them) or drop (leave the record out).",
    comesWithData: true,
    explanation: { _ in "What is done with gaps in a table." })

  public static let downsample = Knob(
    "downsample", title: "downsample", storage: .optionalCount(\.downsample), limit: .downsample,
    help: "Average blocks of N x N pixels, \(NumberLimit.downsample.allowed) (2 for faces, else 1).",
    valueName: "n", comesWithData: true,
    explanation: { _ in "The side of the blocks of pixels that are averaged." })

  public static let sensitive = Knob(
    "sensitive", title: "sensitive column", storage: .optionalText(\.sensitive),
    help:
      "The column that attribute attacks guess: numbers are cut into a few values or two halves, as the catalog says where it knows the column.",
    valueName: "column", comesWithData: true, mention: { $0.sensitive.map { "guesses \($0)" } },
    explanation: { _ in "The column that attribute attacks guess, cut into the values they guess between." })

  public static let coin = Knob(
    "coin", title: "planted coin", storage: .flag(\.coin),
    help:
      "Plant a column of fair coin flips, which only a model that was trained on them can tell: of others' coins an attack finds one half in truth.",
    comesWithData: true, mention: { $0.coin ? "with a coin" : nil },
    explanation: { _ in
      "A column of fair coin flips among the records, of which nothing but training on them can tell an attack."
    })

  public static let statistics = Knob(
    "statistics", title: "statistics", storage: .choice(\.statistics),
    help: "Take means and deviations from all records (public) or from the training set alone (members).",
    mention: { $0.statistics == .members ? "scaled by members" : nil },
    explanation: { _ in "Whose means and deviations inputs are scaled by; those of members no noise hides." })
}

public import ArgumentParser
public import Records

/// How the columns of a table are read.
struct TableOptions: ParsableArguments {
  @Option(help: "The column of a CSV file to predict.")
  var label: String?
  @Option(help: ArgumentHelp("Columns to encode one-hot.", valueName: "a,b"))
  var categorical: String?
  @Option(
    help: ArgumentHelp(
      "Columns to leave out; '' is those without a name, which are also called by their number, 'column 1'.",
      valueName: "a,b"))
  var drop: String?
  @Option(help: "What is done with gaps in a table: refuse, mean (fill them) or drop (leave the record out).")
  var missing: MissingValues?

  var isGiven: Bool { label != nil || categorical != nil || drop != nil || missing != nil }

  func categoricalNames() throws -> [String] {
    try categorical.map { try CSVReader.names(in: $0, option: "--categorical") } ?? []
  }

  func droppedNames() throws -> [String] {
    try drop.map { try CSVReader.names(in: $0, option: "--drop") } ?? []
  }
}

extension MissingValues: ExpressibleByArgument {}

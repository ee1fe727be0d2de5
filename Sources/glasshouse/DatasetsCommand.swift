import ArgumentParser
import PlainText
import Records

struct DatasetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets", abstract: "List the bundled data sets, or say how a table is read.")

  @Option(
    help: ArgumentHelp(
      "Say how each column of this table would be read; no value is shown.", valueName: "file"))
  var describe: String?
  @OptionGroup var table: TableOptions
  @Option(help: "text or json.")
  var format = OutputFormat.text

  func run() throws {
    guard let describe else {
      guard !table.isGiven else {
        throw StartFailure(sentence: "Columns are those of a table. Name it with --describe.")
      }
      return try StandardOutput.write(CatalogReport(), as: format)
    }
    let reference = try table.reference(to: describe)
    let (count, reading) = try reference.readColumns()
    try StandardOutput.write(TableReport(path: describe, count: count, reading), as: format)
  }
}

import ArgumentParser
import Terminal
import TerminalCanvas

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Say what this terminal can show, and draw a test card.")

  @Option(help: "auto, always or never, as for `explore`.")
  var color = ColorChoice.automatic
  @Option(help: "text or json; json has no test card.")
  var format = OutputFormat.text

  func run() throws {
    let terminal = TerminalReport(color: color)
    try StandardOutput.write(DoctorReport(terminal), as: format)
    guard format == .text else { return }
    try StandardOutput.write(sequences: "\n" + TestCard(for: terminal).text)
  }
}

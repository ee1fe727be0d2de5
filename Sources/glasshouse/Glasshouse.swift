import ArgumentParser
import Foundation
import LinearAlgebra
import PlainText

@main
struct Glasshouse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "glasshouse",
    abstract: "Watch a neural network leak its training data, and learn what stops it.",
    version: version,
    subcommands: [
      ExploreCommand.self, TrainCommand.self, AttackCommand.self, CompareCommand.self, FederateCommand.self,
      ComputeCommand.self,
      PartyCommand.self,
      AuditCommand.self, AccountCommand.self,
      ReplayCommand.self,
      DatasetsCommand.self, ThemesCommand.self, DoctorCommand.self, BenchCommand.self,
    ],
    defaultSubcommand: ExploreCommand.self)

  /// The program's version, and what decides the last bits of its figures beside seed and log.
  private static var version: String {
    """
    glasshouse 0.1.0
    matrix library: \(ComputingPlatform.matrixLibrary)
    processor: \(ComputingPlatform.processor)
    """
  }

  static func main() {
    keepStandardDescriptors()
    // Writing says that nobody reads, or that a file may not grow, and a sentence follows.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if let fault = ComputingPlatform.libraryFault { StandardError.warn("\(fault)") }
      try command.run()
    } catch {
      Ending.end(with: error)
    }
  }

  /// Where a standard descriptor is closed, a file of ours would take its number, and what is printed would go there.
  private static func keepStandardDescriptors() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
      // For reading alone: what is printed is still refused, and said.
      _ = open("/dev/null", O_RDONLY)
    }
  }
}

/// How a command prints what it found.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
}

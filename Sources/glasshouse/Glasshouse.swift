import ArgumentParser
import Foundation

@main
struct Glasshouse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "glasshouse",
    abstract: "Watch a neural network leak its training data, and learn what stops it.",
    subcommands: [
      ExploreCommand.self, TrainCommand.self, AttackCommand.self, AccountCommand.self, ReplayCommand.self,
      DatasetsCommand.self,
      BenchCommand.self,
    ],
    defaultSubcommand: ExploreCommand.self)

  static func main() {
    // Writing says that nobody reads, or that a file may not grow, and a sentence follows.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Ending.end(with: error)
    }
  }
}

/// How a command prints what it found.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
}

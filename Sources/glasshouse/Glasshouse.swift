import ArgumentParser

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
}

/// How a command prints what it found.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
}

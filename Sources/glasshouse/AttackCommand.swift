import ArgumentParser

struct AttackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attack", abstract: "Attack a model as an adversary would, and say how much was learned.",
    subcommands: [MembershipCommand.self, InversionCommand.self, AttributesCommand.self])
}

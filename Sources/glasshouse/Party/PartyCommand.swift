import ArgumentParser

struct PartyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "party",
    abstract: "Take part in a prediction on secret shares, as one of three programs.",
    discussion: "See `glasshouse party run --help` for what a party is told; `run` may be left out.",
    subcommands: [PartyRunCommand.self, PartyKeysCommand.self], defaultSubcommand: PartyRunCommand.self)
}

/// Said in the help of those who take part.
enum PartyHelp {
  static let protection =
    "The owner of a model and the owner of records compute predictions on shares: the model's owner learns how many records there were and whether their values have room, the records' owner the plan (widths, fractional bits, how large values may be, the classes' names) and the answers, and the dealer, who makes the randomness, widths and counts. The three prove by the same --key-file that they belong together, and every message carries a code, so that a stranger is noticed. Nothing is encrypted on the way: who reads along on both channels of an owner reads its input, and a dealer who reads along between the owners reads both, so use this machine's own sockets, or a tunnel. All three keep to the protocol and are curious: one that lies can spoil an answer, and the dealer together with either owner learns what the other holds. An answer leaks what answers leak."
}

import ArgumentParser
import FederatedLearning

struct FederateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "federate",
    abstract: "Add up what several programs hold, so that none of them shows its values to another.",
    discussion:
      "Secure aggregation between processes: the server learns the sum, or nothing. Training a federation in one program is `train --clients N`.",
    subcommands: [ServeCommand.self, JoinCommand.self, FederateKeysCommand.self])
}

/// Said in the help of those who are in a round.
enum FederateHelp {
  static let protection =
    "Without a roster the values are hidden from a server that keeps to the protocol and looks at all it gets, even together with clients, if they are fewer than the threshold. It could still invent clients, or tell them different things. With the roster of `federate keys`, which everybody has beforehand, keys and lists are signed, and a server that lies gets no answers, unless more than a third of the clients collude with it. Of two sums over the same values that differ by one client, that client's values are the difference: bring others in each round. Keys, masks and shares always come from the system's generator."
}

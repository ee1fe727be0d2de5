public import ArgumentParser
public import SecureComputation

struct ComputeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compute",
    abstract: "Predict and train on secret shares, so that nobody sees both the model and the records.",
    discussion: ComputeHelp.protection,
    subcommands: [ComputeInferenceCommand.self, ComputeTrainingCommand.self])
}

/// Said in the help of those who compute on shares.
enum ComputeHelp {
  static let protection =
    "Two parties hold shares modulo 2⁶⁴, each of which is noise by itself, and a dealer who sees no data gives them random triples. All follow the protocol and are curious: a party that lies can change the answer, and a dealer that tells one of them the other's key shows it everything. What is revealed leaks as it did before: the attacks of the other commands need no more than answers. Shares, keys and triples come from the system's generator, never from --seed."
}

/// How computations on shares are done, whatever is computed.
struct SharesOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help:
      "Fractional bits of every number, from 1 to \(FixedPoint.mostForLocalTruncation), or to \(FixedPoint.mostFractionBits) where truncation is exact."
  )
  var fractionBits = FixedPoint.usualFractionBits
  @Option(
    help:
      "How products lose the bits they have too many: local, which sends nothing and fails with probability |z|/2⁶⁴, or exact, a round more."
  )
  var truncation = Truncation.local
  @Option(
    parsing: .unconditional, help: "Milliseconds that every message is really on its way, from 0 to 1000.")
  var latency = 0.0

  /// - Throws: `ComputeError`, `SecureComputationError`.
  func check() throws {
    guard (0...1000).contains(latency) else { throw ComputeError.latency(latency) }
    _ = try FixedPoint(fractionBits: fractionBits, truncation: truncation)
  }

  /// Seconds.
  var delay: Double { latency / 1000 }
}

extension SecureTraining.Split: ExpressibleByArgument {}

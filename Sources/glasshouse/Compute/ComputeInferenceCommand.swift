import ArgumentParser
import Experiments
import LinearAlgebra
import NeuralNetworks
import PlainText
import SecureComputation

struct ComputeInferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inference",
    abstract: "Predict held-out records on shares, beside the plain prediction.",
    discussion: ComputeHelp.protection)

  private static let usualRecordCount = 100

  @OptionGroup var target: TargetOptions
  @Option(
    parsing: .unconditional,
    help:
      "How many held-out records, in batches of up to 1000, fewer for wide networks; \(usualRecordCount), or all there are, unless given."
  )
  var records: Int?
  @Option(help: "Where the parties are: memory (one program, a thread each) or processes (a program each).")
  var parties = PartyPlace.memory
  @Option(
    help:
      "What the records' owner learns: label, or logits, which saves rounds and feeds inversion and theft.")
  var reveal = Revealed.label
  @OptionGroup var shares: SharesOptions
  @Option(help: "text or json.") var format = OutputFormat.text

  func run() throws {
    try shares.check()
    if let knob = target.options.answers.keys.min(by: { $0.key < $1.key }) {
      throw ComputeError.answered(knob)
    }
    MachineMemory.keepFreed()
    let target = try target.run(writing: [])
    let headless = try HeadlessRun(of: target.log, stepCount: target.stepCount)
    let data = headless.start.data
    let heldOut = Array(data.heldOutRows(within: data.publicInputBound))
    let count = records ?? min(Self.usualRecordCount, heldOut.count)
    guard count >= 1, count <= heldOut.count else {
      throw ComputeError.records(count, heldOut: heldOut.count)
    }
    let rows = Array(heldOut.prefix(count))
    // A network that is not covered is refused before it is trained.
    _ = try network(of: headless.start)
    let run = try headless.trained()
    let network = try network(of: run)
    let inputs = data.testInputs.gatheringRows(rows)
    let plain = run.model.logits(of: inputs)
    let outcome = try outcome(network, run.model, inputs)
    try StandardOutput.write(
      InferenceReport(
        outcome, of: network, plain: plain, labels: rows.map { data.testLabels[$0] }, run: run,
        passedOver: (rows.last ?? 0) + 1 - count, parties: parties, shares: shares), as: format)
  }

  private func network(of run: TrainingRun) throws -> SecureNetwork {
    try SecureNetwork(
      run.model, inputBound: run.data.publicInputBound, fractionBits: shares.fractionBits,
      truncation: shares.truncation, revealed: reveal)
  }

  private func outcome(_ network: SecureNetwork, _ model: Network<Float>, _ inputs: Matrix<Float>) throws
    -> InferenceOutcome
  {
    switch parties {
    case .memory: try InferenceOutcome(inMemory: network, inputs, latency: shares.delay)
    case .processes:
      try PartyProcesses.infer(model, as: network, on: inputs, latency: shares.delay)
    }
  }
}

/// Where parties compute.
enum PartyPlace: String, CaseIterable, Codable, ExpressibleByArgument, Sendable {
  case memory
  case processes
}

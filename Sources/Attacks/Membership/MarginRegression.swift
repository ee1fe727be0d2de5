import LinearAlgebra
import NeuralNetworks
import Statistics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The margin a record would have as a stranger to the model, as a normal distribution whose mean and deviation are a
/// small network's outputs for the record.
///
/// Fitted by Adam on the negative log-likelihood, and kept as it was when it fitted best the fifth of the records that
/// it is not fitted to. Before it is fitted it is the mean and deviation of all records.
struct MarginRegression {
  private static let hiddenWidth = 32
  private static let batchSize = 64
  private static let learningRate: Float = 3e-3
  private static let largestEpochCount = 200
  /// Epochs without a better fit after which there will be none.
  private static let patience = 15
  /// ln of the deviation, in units of that of all margins.
  private static let logDeviations: ClosedRange<Float> = -5...3

  private var network: Network<Float>
  private let mean: Double
  private let deviation: Double

  /// - Parameters:
  ///   - records: [records, features].
  ///   - margins: what the model says of each record; it knew none of them.
  init(records: Matrix<Float>, margins: [Double], random: RandomStream) {
    mean = margins.reduce(0, +) / Double(margins.count)
    let center = mean
    let square = margins.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(margins.count)
    deviation = max(square.squareRoot(), 1e-6)
    var stream = random.split("regression")
    network = Network(
      Architecture(hiddenWidths: [Self.hiddenWidth]), inputCount: records.columnCount, classCount: 2,
      activation: .tanh)
    network.initialize(from: random.split("regression weights"))
    // No opinion yet: mean 0 and ln deviation 0 for every record.
    if let slot = network.parameters.layout["layers.1.weight"] {
      network.parameters.values.replaceSubrange(slot.range, with: repeatElement(0, count: slot.range.count))
    }

    let targets = standardized(margins)
    let order = Array(targets.indices).shuffled(using: &stream)
    let (held, fitted) = (Array(order.prefix(order.count / 5)), Array(order.dropFirst(order.count / 5)))
    let heldRecords = records.gatheringRows(held)
    let heldTargets = held.map { targets[$0] }
    var best = (network: network, loss: Self.loss(network, heldRecords, heldTargets))
    var epochsSinceBest = 0
    var optimizer = Adam(count: network.parameterCount)
    for _ in 0..<Self.largestEpochCount where epochsSinceBest < Self.patience {
      let shuffled = fitted.shuffled(using: &stream)
      for start in stride(from: 0, to: shuffled.count, by: Self.batchSize) {
        let batch = Array(shuffled[start..<min(shuffled.count, start + Self.batchSize)])
        let gradient = Self.gradient(network, records.gatheringRows(batch), batch.map { targets[$0] })
        optimizer.update(
          &network.parameters.values, along: gradient.values, learningRate: Self.learningRate)
      }
      let loss = Self.loss(network, heldRecords, heldTargets)
      epochsSinceBest = loss < best.loss ? 0 : epochsSinceBest + 1
      if loss < best.loss { best = (network, loss) }
    }
    network = best.network
  }

  /// How many deviations each record's margin lies above the one it would have as a stranger.
  func excess(of margins: [Double], records: Matrix<Float>) -> [Double] {
    let outputs = network.logits(of: records).elements
    return standardized(margins).enumerated().map { row, target in
      (Double(target) - Double(outputs[2 * row])) / exp(Double(Self.clamped(outputs[2 * row + 1])))
    }
  }

  private func standardized(_ margins: [Double]) -> [Float] {
    margins.map { Float(($0 - mean) / deviation) }
  }

  private static func clamped(_ value: Float) -> Float {
    min(max(value, logDeviations.lowerBound), logDeviations.upperBound)
  }

  /// The mean of ln σ + (φ − μ)² / 2σ².
  private static func loss(_ network: Network<Float>, _ records: Matrix<Float>, _ targets: [Float]) -> Float {
    let outputs = network.logits(of: records).elements
    let sum = targets.enumerated().reduce(Float(0)) { sum, element in
      let logDeviation = clamped(outputs[2 * element.offset + 1])
      let error = (element.element - outputs[2 * element.offset]) * exp(-logDeviation)
      return sum + logDeviation + error * error / 2
    }
    return sum / Float(max(1, targets.count))
  }

  private static func gradient(
    _ network: Network<Float>, _ records: Matrix<Float>, _ targets: [Float]
  ) -> ParameterVector<Float> {
    var pass = NetworkPass(for: network)
    pass.forward(network, on: records)
    let outputs = pass.logits.elements
    var back = [Float]()
    for (row, target) in targets.enumerated() {
      let scale = exp(-clamped(outputs[2 * row + 1]))
      let error = (target - outputs[2 * row]) * scale
      back.append(-error * scale / Float(targets.count))
      back.append((1 - error * error) / Float(targets.count))
    }
    pass.backward(network, from: Matrix(rowCount: targets.count, columnCount: 2, elements: back))
    var gradient = network.parameters
    pass.sumGradients(scaledBy: targets.map { _ in 1 }, into: &gradient)
    return gradient
  }
}

import AccessControl
import LinearAlgebra
import NeuralNetworks

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The gradient of each candidate's loss, layer by layer, as logarithms of Euclidean norms.
///
/// The gradient at the outputs is p − (one at the label). Its length is kept as a logarithm and its direction sent back
/// through the layers, so that candidates whose confidence rounds to one still have norms that differ.
struct GradientNorms {
  /// For each layer, the logarithm of each candidate's norm over its weights and biases.
  let layers: [[Double]]
  let margins: [Double]

  init(of candidates: WhiteBoxCandidates) {
    let network = candidates.whiteBox.network
    var pass = NetworkPass(for: network)
    pass.forward(network, on: candidates.inputs)
    let logits = pass.logits
    let answers = CandidateConfidences(logits: logits, labels: candidates.labels)
    margins = answers.margins()
    var directions = [Float]()
    directions.reserveCapacity(logits.elements.count)
    let lengths = answers.map { confidences, label in
      var logs = confidences.logs
      logs[label] = confidences.doubts[label]
      let largest = logs.max() ?? 0
      let squares = logs.reduce(0) { $0 + exp(2 * ($1 - largest)) }
      for (index, log) in logs.enumerated() {
        let share = Float(exp(log - largest) / squares.squareRoot())
        directions.append(index == label ? -share : share)
      }
      return largest + log(squares) / 2
    }
    pass.backward(
      network,
      from: Matrix(rowCount: logits.rowCount, columnCount: logits.columnCount, elements: directions))
    layers = pass.squaredGradientNormsByLayer().map { norms in
      zip(norms, lengths).map { squared, length in length + log(Double(squared)) / 2 }
    }
  }

  /// The logarithm of each candidate's norm over all parameters.
  var total: [Double] {
    margins.indices.map { candidate in
      let largest = layers.reduce(-Double.infinity) { max($0, $1[candidate]) }
      guard largest.isFinite else { return largest }
      return largest + log(layers.reduce(0) { $0 + exp(2 * ($1[candidate] - largest)) }) / 2
    }
  }
}

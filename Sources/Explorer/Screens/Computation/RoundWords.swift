import Experiments
import SecureComputation

/// What a round of a prediction is for, in words.
struct RoundWords {
  let prediction: SecurePrediction

  private var exchanges: [ComputationExchange] { prediction.exchanges }
  private var layerCount: Int { prediction.plan.layerCount }

  /// Which carry of its adder a round is, and of how many.
  private func carry(at place: Int) -> (level: Int, count: Int) {
    let purpose = exchanges[place].purpose
    let isSame = { (exchange: ComputationExchange) in exchange.purpose == purpose }
    let before = exchanges[..<place].reversed().prefix(while: isSame).count
    let after = exchanges[place...].prefix(while: isSame).count
    return (before + 1, before + after)
  }

  /// Games of the tournament, level by level.
  private var levelCount: Int {
    exchanges.reduce(0) { count, exchange in
      if case .argmax(let level) = exchange.purpose.stage { max(count, level + 1) } else { count }
    }
  }

  /// In a few words.
  func short(at place: Int) -> String {
    let purpose = exchanges[place].purpose
    let part =
      switch purpose.stage {
      case .layer(let layer): "layer \(layer + 1)"
      case .rectifier(let layer): "ReLU \(layer + 1)"
      case .argmax(let level): "argmax \(level + 1)/\(levelCount)"
      case .weights(let layer): "weights \(layer + 1)"
      case .rows: "rows"
      case .step(let step): "step \(step + 1)"
      case .answer: "answer"
      }
    switch purpose.operation {
    case .openMasked: return "\(part): masked inputs"
    case .truncate: return "\(part): truncation"
    case .carry:
      let (level, count) = carry(at: place)
      return "\(part): carry \(level)/\(count)"
    case .convertBit: return "\(part): sign bits"
    case .select: return "\(part): times bits"
    case .reveal: return prediction.plan.revealed == .label ? "the class" : "the logits"
    }
  }

  /// In a sentence without its stop.
  func text(at place: Int) -> String {
    let purpose = exchanges[place].purpose
    let part =
      switch purpose.stage {
      case .layer(let layer), .weights(let layer): "layer \(layer + 1) of \(layerCount)"
      case .rectifier(let layer): "ReLU after layer \(layer + 1)"
      case .argmax(let level): "level \(level + 1) of \(levelCount) of the tournament of logits"
      case .rows, .step, .answer: "the answer"
      }
    switch purpose.operation {
    case .openMasked:
      return
        "\(part): the inputs less a fresh mask are opened, and each party makes its share of inputs times weights"
    case .truncate:
      return "\(part): products under a mask are opened, to lose the fractional bits they have too many"
    case .carry:
      let (level, count) = carry(at: place)
      return
        "\(part): carry \(level) of \(count) of an adder on words of bits, which finds signs that nobody sees"
    case .convertBit: return "\(part): sign bits, shared modulo 2, become numbers, shared modulo 2^64"
    case .select:
      if case .argmax = purpose.stage {
        return "\(part): times its bit the larger of two goes on, and its number with it"
      }
      return "\(part): each value times its bit: what was negative is 0, and nobody knows which"
    case .reveal:
      return
        "the model's owner sends its share of \(prediction.plan.revealed == .label ? "the class" : "the logits"), and the record's owner alone learns it"
    }
  }

  /// The place among the values of the newest that both have shares of once so many rounds are over.
  func values(after count: Int) -> Int {
    var newest = 0
    for place in exchanges.indices.prefix(count) {
      let stage = exchanges[place].purpose.stage
      guard place + 1 == exchanges.count || exchanges[place + 1].purpose.stage != stage else { continue }
      switch stage {
      case .rectifier(let layer): newest = layer + 1
      case .layer(let layer) where layer + 1 == layerCount: newest = layerCount
      default: break
      }
    }
    return newest
  }

  /// What those values are.
  func name(ofValues place: Int) -> String {
    place == 0
      ? "the record" : place == layerCount ? "the logits" : "hidden layer \(place)"
  }
}

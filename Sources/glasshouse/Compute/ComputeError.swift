import Experiments
import PlainText
import Statistics

/// Why something is not computed on shares as it was asked for.
enum ComputeError: ExplainedError {
  case latency(Double)
  case records(Int, heldOut: Int)
  case answered(Knob)
  case trainingWouldFail(Double)
  case trainingTooLong(steps: Int, batchSize: Int, most: Int)

  var sentence: Sentence {
    switch self {
    case .latency(let milliseconds):
      "A latency of \(milliseconds) ms cannot be kept. Give from 0 to 1000."
    case .records(_, heldOut: 0):
      "No record is held out that can be computed on: all are members or in the pool, or have values beyond the pool's. Take another --train-size."
    case .records(let count, let heldOut):
      "There are \(heldOut) held-out records that can be computed on, and \(count) were asked for. Give --records from 1 to \(heldOut)."
    case .answered(let knob):
      "The option \(knob.option) has no part in what is computed on shares, where --reveal says what is answered. Leave it out."
    case .trainingTooLong(let steps, let batchSize, let most):
      "For \(steps) steps of \(batchSize) rows the dealer would have to keep more than there is room for. Give --steps up to \(most)."
    case .trainingWouldFail(let count):
      "By the numbers of the plain training \(count.brief) local truncations would fail in this one, each of which spoils it. Use fewer fractional bits, a lower learning rate, or exact truncation."
    }
  }
}

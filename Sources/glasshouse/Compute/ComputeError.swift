import Experiments
import PlainText
import Statistics

/// Why something is not computed on shares as it was asked for.
enum ComputeError: ExplainedError {
  case latency(Double)
  case records(Int, heldOut: Int)
  case answered(Knob)
  case trainingWouldFail(Double)

  var sentence: Sentence {
    switch self {
    case .latency(let milliseconds):
      "A latency of \(milliseconds) ms cannot be kept. Give from 0 to 1000."
    case .records(_, heldOut: 0):
      "No record is held out: all of them are members or in the pool. Take a smaller --train-size."
    case .records(let count, let heldOut):
      "There are \(heldOut) held-out records, and \(count) were asked for. Give --records from 1 to \(heldOut)."
    case .answered(let knob):
      "The option \(knob.option) has no part in what is computed on shares, where --reveal says what is answered. Leave it out."
    case .trainingWouldFail(let count):
      "By the numbers of the plain training \(count.brief) local truncations would fail in this one, each of which spoils it. Use fewer fractional bits, a lower learning rate, or exact truncation."
    }
  }
}

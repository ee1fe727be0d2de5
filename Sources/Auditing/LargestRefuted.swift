/// The largest value, from `start` on, that is refuted, where whatever lies below a refuted one is refuted too; `start` if
/// that is not.
///
/// By doubling and halving, and the end that is returned was itself refuted.
///
/// - Precondition: some value is not refuted.
func largestRefuted(
  from start: Double = 0, accuracy: Double = 1e-12, _ isRefuted: (Double) -> Bool
) -> Double {
  guard isRefuted(start) else { return start }
  var (low, high) = (start, max(1, 2 * start))
  while isRefuted(high) { (low, high) = (high, 2 * high) }
  while high - low > accuracy * high {
    let middle = low + (high - low) / 2
    if isRefuted(middle) { low = middle } else { high = middle }
  }
  return low
}

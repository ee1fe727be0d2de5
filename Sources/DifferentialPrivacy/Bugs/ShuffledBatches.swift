/// Batches of one size out of a shuffled order of the members, which is dealt to its end and shuffled again: what many loaders do,
/// and what no accountant of Poisson samples prices.
struct ShuffledBatches: Sendable {
  private var order: [Int] = []

  /// `batch` becomes the next members, as many as are asked for; what is left of an order that does not suffice is dropped.
  mutating func take(
    _ count: Int, of members: [Int], using generator: inout some RandomNumberGenerator,
    into batch: inout [Int]
  ) {
    if order.count < count { order = members.shuffled(using: &generator) }
    batch.removeAll(keepingCapacity: true)
    batch += order.suffix(count)
    order.removeLast(min(count, order.count))
  }
}

/// Records in groups of at least k, by halving: strict multidimensional partitioning (LeFevre, DeWitt and Ramakrishnan, Mondrian
/// Multidimensional k-Anonymity, ICDE 2006).
///
/// A group is cut where it is widest, at its median, into those up to a value and those above, as long as both have k records;
/// where they have not, the next widest dimension is tried. A group that is left can be cut in no dimension.
struct MondrianPartition {
  /// Records, in their order, group by group.
  let groups: [[Int]]

  /// - Parameters:
  ///   - dimensions: where each record lies in each of them.
  ///   - k: at most as many as there are records.
  init(of dimensions: [[Double]], recordCount: Int, smallestGroup k: Int) {
    let ranges = dimensions.map { positions in Self.range(of: 0..<recordCount, in: positions) }
    var groups = [[Int]]()
    var open = [Array(0..<recordCount)]
    while let group = open.popLast() {
      guard group.count >= 2 * k else {
        groups.append(group)
        continue
      }
      let widths = dimensions.indices.map { dimension in
        ranges[dimension] > 0 ? Self.range(of: group, in: dimensions[dimension]) / ranges[dimension] : 0
      }
      let widest = widths.indices.filter { widths[$0] > 0 }.sorted { (-widths[$0], $0) < (-widths[$1], $1) }
      if let halves = Self.halves(of: group, in: widest.map { dimensions[$0] }, smallest: k) {
        open += [halves.above, halves.upTo]
      } else {
        groups.append(group)
      }
    }
    self.groups = groups
  }

  /// From the least position to the largest, halved, so that no two numbers are too far apart.
  private static func range(of records: some Collection<Int>, in positions: [Double]) -> Double {
    var (least, largest) = (Double.infinity, -Double.infinity)
    for record in records {
      least = min(least, positions[record])
      largest = max(largest, positions[record])
    }
    return records.isEmpty ? 0 : largest / 2 - least / 2
  }

  /// By the first of the dimensions that allows a cut; nil where none does.
  private static func halves(
    of group: [Int], in dimensions: [[Double]], smallest k: Int
  ) -> (upTo: [Int], above: [Int])? {
    for positions in dimensions {
      if let halves = halves(of: group, at: positions, smallest: k) { return halves }
    }
    return nil
  }

  /// Those up to the value that most nearly parts them into halves, and those above; nil where either are too few. Where that
  /// cut is not allowed no other is, for its smaller part is the largest there can be.
  private static func halves(
    of group: [Int], at positions: [Double], smallest k: Int
  ) -> (upTo: [Int], above: [Int])? {
    let sorted = group.map { positions[$0] }.sorted()
    let cuts = (1..<sorted.count).filter { sorted[$0 - 1] < sorted[$0] }
    guard let cut = cuts.min(by: { abs(2 * $0 - sorted.count) < abs(2 * $1 - sorted.count) }),
      min(cut, sorted.count - cut) >= k
    else { return nil }
    let median = sorted[cut - 1]
    return (group.filter { positions[$0] <= median }, group.filter { positions[$0] > median })
  }
}

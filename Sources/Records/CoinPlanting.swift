import Statistics

/// A column of fair coin flips, which nothing can tell but a model that was trained on them: what an attack finds of others'
/// coins is one half in truth.
public struct CoinPlanting: RecordTransform {
  /// What the column is called.
  public static let column = "planted coin"

  private let seed: UInt64

  public init(seed: UInt64) { self.seed = seed }

  public func applied(to dataset: Dataset) throws(DatasetError) -> Dataset {
    guard case .table(let columns) = dataset.layout else {
      throw .describesImages(dataset.name, option: "--coin")
    }
    guard !columns.contains(where: { $0.name == Self.column }) else {
      throw .coinIsThere(path: dataset.name, column: Self.column)
    }
    var stream = RandomStream(seed: seed).split(Self.column)
    let heads = (0..<dataset.count).map { _ in stream.uniform() < 0.5 ? 1.0 : 0 }
    return dataset.replacing(
      columns.count..<columns.count,
      by: ["tails", "heads"].map { Dataset.Column(name: Self.column, category: $0) },
      values: [heads.map { 1 - $0 }, heads])
  }
}

import LinearAlgebra
public import Records

/// What is around each record of a pool: how rare its fields are among all records, and which records are near to it as the
/// network sees them. Nothing of the model is in it.
public struct RecordSurroundings: Sendable {
  /// A record of the pool that is near to another.
  public struct Neighbor: Hashable, Sendable {
    /// Its place in the pool.
    public let candidate: Int
    /// The row of the file.
    public let index: Int
    /// The class number it is trained with, if it is.
    public let label: Int
    public let isMember: Bool
    /// Euclidean, between inputs of the network.
    public let distance: Double
  }

  /// What a record has in one column of a table.
  public struct RareField: Hashable, Sendable {
    public let field: RecordField
    /// As a person writes it.
    public let value: String
    /// The number itself; nil of a category.
    public let number: Double?
    /// Of all records the share with the same category, or that lie as far out on its side of the column.
    public let share: Double
  }

  let data: ExperimentData
  private let fields: [RecordField]
  /// Of each field the numbers of all records, rising; of categories how many records have each.
  private let columns: [Column]
  /// From some records of the pool to the nearest other one, rising.
  private let nearestDistances: [Double]

  private enum Column {
    case numbers([Double])
    case counts([Int])
  }

  /// Multiplications that are spent on how far the nearest record usually is.
  private static let effort = 2e8
  private static let sampleSizes = 20...300
  /// A share of this or less is called rare.
  private static let rare = 0.01
  private static let isolated = 0.02
  /// Whose labels are looked at.
  static let neighborCount = 5
  private static let rarestCount = 3

  public init(of data: ExperimentData) {
    let dataset = data.dataset
    self.data = data
    fields = RecordField.fields(of: dataset)
    columns = fields.map { field in
      switch field.kind {
      case .number:
        return .numbers((0..<dataset.count).map { dataset.values[$0, field.columns.lowerBound] }.sorted())
      case .categories(let names):
        var counts = [Int](repeating: 0, count: names.count)
        for row in 0..<dataset.count { counts[field.category(in: Array(dataset.values.row(row))) ?? 0] += 1 }
        return .counts(counts)
      }
    }
    // The pool is in a random order, so that its first records are a sample of it.
    let inputs = data.candidateInputs
    let affordable = Int(Self.effort / Double(max(1, inputs.rowCount * inputs.columnCount)))
    let sampleSize = min(
      inputs.rowCount, max(Self.sampleSizes.lowerBound, min(Self.sampleSizes.upperBound, affordable)))
    nearestDistances = (0..<sampleSize).compactMap { candidate in
      let distances = inputs.squaredDistances(to: Array(inputs.row(candidate)))
      return distances.indices.lazy.filter { $0 != candidate }.map { distances[$0] }.min()
        .map { Double($0).squareRoot() }
    }.sorted()
  }

  /// The nearest of the pool but itself, the nearest first.
  ///
  /// - Parameter isWanted: of a place in the pool.
  public func nearest(
    to candidate: Int, count: Int, where isWanted: (Int) -> Bool = { _ in true }
  ) -> [Neighbor] {
    let distances = data.candidateInputs.squaredDistances(to: Array(data.candidateInputs.row(candidate)))
    return distances.indices.filter { $0 != candidate && isWanted($0) }
      .sorted { (distances[$0], $0) < (distances[$1], $1) }.prefix(count)
      .map {
        Neighbor(
          candidate: $0, index: data.dataset.rows[data.split.pool[$0]], label: data.candidateLabels[$0],
          isMember: data.split.isMember[$0], distance: Double(distances[$0]).squareRoot())
      }
  }

  /// The fields of a record in which it is most alone, the rarest first; none of a picture.
  public func rarest(of candidate: Int) -> [RareField] {
    let values = Array(data.dataset.values.row(data.split.pool[candidate]))
    let all = zip(fields, columns).map { field, column in
      let number = values[field.columns.lowerBound]
      return switch column {
      case .counts(let counts):
        RareField(
          field: field, value: field.text(in: values), number: nil,
          share: Double(counts[field.category(in: values) ?? 0]) / Double(data.dataset.count))
      case .numbers(let sorted):
        RareField(
          field: field, value: field.text(in: values), number: number,
          share: Double(min(sorted.count { $0 <= number }, sorted.count { $0 >= number }))
            / Double(sorted.count))
      }
    }
    return Array(
      all.enumerated().sorted { ($0.element.share, $0.offset) < ($1.element.share, $1.offset) }
        .prefix(Self.rarestCount).map(\.element))
  }

  /// What of this may make the record stand out.
  func reasons(of candidate: Int, nearest: [Neighbor], rarest: [RareField]) -> [ExposureReason] {
    let position = data.split.pool[candidate]
    let (label, own) = (data.candidateLabels[candidate], data.dataset.labels[position])
    var reasons = [ExposureReason]()
    if label != own { reasons.append(.wrongLabel(file: data.dataset.classNames[own])) }
    let others = nearest.count { $0.label != label }
    if 2 * others > nearest.count {
      reasons.append(.neighborsDisagree(count: others, of: nearest.count))
    }
    if let distance = nearest.first?.distance, !nearestDistances.isEmpty {
      let share = Double(nearestDistances.count { $0 >= distance }) / Double(nearestDistances.count)
      if share <= Self.isolated { reasons.append(.isolated(distance: distance, share: share)) }
    }
    for rare in rarest where rare.share <= Self.rare {
      reasons.append(
        rare.number.map { .extremeNumber(column: rare.field.name, value: $0, share: rare.share) }
          ?? .rareCategory(column: rare.field.name, value: rare.value, share: rare.share))
    }
    return reasons
  }
}

public import Records

/// A record that a person typed in and had put into the training set, beside those of the pool.
///
/// It is no coin. It is certainly in, and stands outside the pool: no ROC, no count of members and no n knows of it, so that
/// sampling rate and divisor stay what they are. It joins each batch with the rate of the run, by draws of its own, and is clipped
/// like everybody. ε is as it was, for records of the pool and for itself: of two neighbouring training sets both hold it, and
/// one that is added or removed itself is sampled, clipped and hidden as any other. What ε cannot know is what it was made from: a
/// record that is planted and in the pool as well is trained on twice.
///
/// A log holds it, since nothing else could repeat the run; state strings, reports and exports do not.
public struct PlantedRecord: Hashable, Sendable {
  /// In the units of the file, one for each input: pixels, numbers, and for each category 1 or 0.
  public var values: [Double]
  /// The class number it is trained on.
  public var label: Int

  public init(values: [Double], label: Int) {
    self.values = values
    self.label = label
  }

  /// How many a run may have: a class can plant some, and they stay few beside any training set.
  public static let most = 8
}

extension PlantedRecord: Codable {
  private enum Key: String, CodingKey, CaseIterable { case values, label }

  public init(from decoder: any Decoder) throws {
    let names = try decoder.container(keyedBy: WrittenKey.self).allKeys.map(\.stringValue)
    if let unknown = names.filter({ Key(rawValue: $0) == nil }).min() { throw UnknownSetting(key: unknown) }
    let object = try decoder.container(keyedBy: Key.self)
    self.init(
      values: try object.decode([Double].self, forKey: .values),
      label: try object.decode(Int.self, forKey: .label))
  }

  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(values, forKey: .values)
    try object.encode(label, forKey: .label)
  }
}

extension PlantedRecord {
  /// What keeps it from being a record of that data set; nil where nothing does.
  public func obstacle(in dataset: Dataset) -> PlantedRecordError? {
    guard values.count == dataset.inputCount else {
      return .wrongWidth(found: values.count, expected: dataset.inputCount, dataset: dataset.name)
    }
    guard dataset.classNames.indices.contains(label) else {
      return .noSuchClass(label, classCount: dataset.classCount, dataset: dataset.name)
    }
    switch dataset.layout {
    case .image(_, _, let largest, _):
      return values.allSatisfy { (0...largest).contains($0) } ? nil : .noPixel(largest: largest)
    case .table:
      guard values.allSatisfy(\.isFinite) else { return .noNumber }
      let mixed = RecordField.fields(of: dataset).first { field in
        guard case .categories = field.kind else { return false }
        let marks = field.columns.map { values[$0] }
        return !marks.allSatisfy { $0 == 0 || $0 == 1 } || marks.reduce(0, +) != 1
      }
      return mixed.map { .notOneCategory(column: $0.name) }
    }
  }
}

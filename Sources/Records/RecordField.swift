/// A column of a table as a person fills it in: one input that is a number, or several of which one is 1.
public struct RecordField: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case number
    /// As the file has them, in the order of the inputs.
    case categories([String])
  }

  public let name: String
  public let kind: Kind
  /// The inputs it takes.
  public let columns: Range<Int>

  /// In the order of the inputs; none of a picture.
  public static func fields(of dataset: Dataset) -> [RecordField] {
    guard case .table(let columns) = dataset.layout else { return [] }
    var fields = [RecordField]()
    var start = 0
    while start < columns.count {
      let name = columns[start].name
      guard columns[start].category != nil else {
        fields.append(RecordField(name: name, kind: .number, columns: start..<start + 1))
        start += 1
        continue
      }
      let end = columns[start...].firstIndex { $0.name != name || $0.category == nil } ?? columns.count
      fields.append(
        RecordField(
          name: name, kind: .categories(columns[start..<end].compactMap(\.category)), columns: start..<end))
      start = end
    }
    return fields
  }

  /// Which category values have here: the largest, for a gap may have been filled with shares; nil of a number.
  public func category(in values: [Double]) -> Int? {
    guard case .categories = kind else { return nil }
    var best = columns.lowerBound
    for column in columns where values[column] > values[best] { best = column }
    return best - columns.lowerBound
  }

  /// What values hold here, as a person writes it.
  public func text(in values: [Double]) -> String {
    switch kind {
    case .number: RecordField.text(of: values[columns.lowerBound])
    case .categories(let names): names[category(in: values) ?? 0]
    }
  }

  /// A number as it is typed: whole without a decimal, else with four at most.
  public static func text(of number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    let rounded = (number * 1e4).rounded() / 1e4
    return String(rounded == 0 ? number : rounded)
  }
}

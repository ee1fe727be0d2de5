import LinearAlgebra

/// A column of a table as inputs of a network.
struct TableInput {
  enum Content {
    /// NaN where there is none.
    case numbers([Double], NumberNotation)
    /// For each record which of the categories it has; nil where there is none.
    case categories([Int?], names: [String])
  }

  let name: String
  let content: Content

  var width: Int {
    switch content {
    case .numbers: 1
    case .categories(_, let names): names.count
    }
  }

  var columns: [Dataset.Column] {
    switch content {
    case .numbers: [Dataset.Column(name: name, category: nil)]
    case .categories(_, let names): names.map { Dataset.Column(name: name, category: $0) }
    }
  }

  /// The records in which the value is missing.
  var gaps: [Int] {
    switch content {
    case .numbers(let numbers, _): numbers.indices.filter { numbers[$0].isNaN }
    case .categories(let categories, _): categories.indices.filter { categories[$0] == nil }
    }
  }

  var reading: ColumnReading {
    switch content {
    case .numbers(_, let notation): .numbers(notation)
    case .categories(_, let names): .text(valueCount: names.count)
    }
  }

  func removing(_ records: Set<Int>) -> TableInput {
    switch content {
    case .numbers(let numbers, let notation):
      let kept = numbers.indices.filter { !records.contains($0) }.map { numbers[$0] }
      return TableInput(name: name, content: .numbers(kept, notation))
    case .categories(let categories, let names):
      let kept = categories.indices.filter { !records.contains($0) }.map { categories[$0] }
      // Categories that only those records had are none any more.
      let present = Set(kept.compactMap(\.self)).sorted()
      let numbers = Dictionary(uniqueKeysWithValues: present.enumerated().map { ($1, $0) })
      return TableInput(
        name: name,
        content: .categories(kept.map { $0.flatMap { numbers[$0] } }, names: present.map { names[$0] }))
    }
  }

  /// Fills the columns of the matrix from that one on; a gap becomes the mean over the records that have a value.
  func write(into values: inout Matrix<Double>, from column: Int) {
    switch content {
    case .numbers(let numbers, _):
      let present = numbers.filter { !$0.isNaN }
      let mean = present.count < numbers.count ? present.reduce(0) { $0 + $1 / Double(present.count) } : 0
      for (row, number) in numbers.enumerated() { values[row, column] = number.isNaN ? mean : number }
    case .categories(let categories, let names):
      let present = categories.compactMap(\.self)
      var shares = [Double](repeating: 0, count: names.count)
      if present.count < categories.count {
        for category in present { shares[category] += 1 / Double(present.count) }
      }
      for (row, category) in categories.enumerated() {
        if let category {
          values[row, column + category] = 1
        } else {
          for (offset, share) in shares.enumerated() { values[row, column + offset] = share }
        }
      }
    }
  }
}

import PlainText

extension TablePlan {
  /// How the columns were read, and what may be wrong with that.
  func reading(classes: TableClasses?) -> TableReading {
    var counting = [String]()
    var nameless = [String]()
    let columns = uses.enumerated().map { index, use -> TableReading.Column in
      let name = title(of: index)
      switch use {
      case .label:
        let gaps = MissingMark.gaps(inLabels: table.columns[index]).count
        return .init(name: name, reading: .label(classCount: classes?.names.count ?? 0), missingCount: gaps)
      case .leftOut(let reading): return .init(name: name, reading: reading, missingCount: 0)
      case .input(let input):
        if case .numbers = input.content, table.lines.count > Self.fewRecords,
          countsRecords(table.columns[index])
        {
          counting.append(name)
        }
        if table.nameless.contains(index) { nameless.append(name) }
        return .init(name: name, reading: input.reading, missingCount: input.gaps.count)
      }
    }
    return TableReading(
      columns: columns, droppedCount: droppedCount,
      doubts: (classes?.doubts ?? []) + doubts(counting: counting, nameless: nameless))
  }

  private func doubts(counting: [String], nameless: [String]) -> [Sentence] {
    var doubts = [Sentence]()
    if !table.hasPlausibleHeader {
      doubts.append(
        "The first line does not look like names of columns, which are therefore called by their numbers. Where it is a record, put a line of names above it."
      )
    }
    if !counting.isEmpty {
      doubts.append(
        "Counting the records may give away their order, and so does: \(counting.listed(atMost: 12)). Leave out by --drop what only numbers them."
      )
    }
    if !nameless.isEmpty {
      doubts.append(
        "Learnt from without a name: \(nameless.listed(atMost: 12)). Leave out by --drop '' what only names the records."
      )
    }
    return doubts
  }
}

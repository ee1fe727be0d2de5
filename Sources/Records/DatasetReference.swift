import Files
import Foundation

/// Which data to read, and how: a name of the catalog or the path of a file, with the options a person gave.
public struct DatasetReference: Hashable, Sendable {
  /// A name of the catalog, or the path of a CSV file.
  public var name: String
  /// The column to predict; nil is the catalog's choice.
  public var label: String?
  /// Columns to read one-hot although their fields are numbers.
  public var categorical: [String]
  /// Columns to leave out.
  public var dropped: [String]
  /// The side of the blocks of pixels to average; nil is the catalog's choice.
  public var downsample: Int?
  /// What is done with gaps of a table.
  public var missing: MissingValues
  /// The column that an attribute attack guesses; nil for none.
  public var sensitive: String?
  /// What the coins of a planted column are drawn from; nil plants none.
  public var coinSeed: UInt64?
  /// What is left out of the records, or made coarser.
  public var minimization: Minimization

  public init(
    name: String, label: String? = nil, categorical: [String] = [], dropped: [String] = [],
    downsample: Int? = nil, missing: MissingValues = .refuse, sensitive: String? = nil,
    coinSeed: UInt64? = nil, minimization: Minimization = Minimization()
  ) {
    self.name = name
    self.label = label
    self.categorical = categorical
    self.dropped = dropped
    self.downsample = downsample
    self.missing = missing
    self.sensitive = sensitive
    self.coinSeed = coinSeed
    self.minimization = minimization
  }

  /// The settings that suit this data set.
  public var defaults: TrainingDefaults { Catalog.entry(named: name)?.defaults ?? TrainingDefaults() }

  /// The side of the blocks of pixels that the catalog averages for this data set.
  public var catalogDownsample: Int {
    if case .images(_, _, _, let blocks) = Catalog.entry(named: name)?.source { blocks } else { 1 }
  }

  /// What is done to the records once they are read, in that order: what is guessed of people is cut as minimisation left it, and
  /// coins are tossed for the records that are left, to be made alike or coarser by nothing.
  ///
  /// - Throws: `DatasetError` for what is asked in no way that can be read.
  public var transforms: [any RecordTransform] {
    get throws(DatasetError) {
      var transforms = try minimization.transforms(
        averaging: downsample ?? catalogDownsample, sensitive: sensitive)
      if let sensitive { transforms.append(SensitiveCut(sensitiveColumn(named: sensitive))) }
      if let coinSeed { transforms.append(CoinPlanting(seed: coinSeed)) }
      return transforms
    }
  }

  /// The column as the catalog describes it, or as it is read.
  private func sensitiveColumn(named name: String) -> SensitiveColumn {
    Catalog.entry(named: self.name)?.sensitiveColumns.first { $0.name == name }
      ?? SensitiveColumn(name, title: name)
  }

  /// - Throws: `DatasetError`, a sentence for the person who named the data.
  public func read() throws(DatasetError) -> Dataset {
    let transforms = try transforms
    var dataset = try readUntransformed()
    for transform in transforms { dataset = try transform.applied(to: dataset) }
    return dataset
  }

  private func readUntransformed() throws(DatasetError) -> Dataset {
    if let entry = Catalog.entry(named: name) { return try read(entry) }
    guard FileManager.default.fileExists(atPath: name) else {
      throw .unknownDataset(name, known: Catalog.installed.map(\.name))
    }
    if isTable {
      guard let label else { throw .labelNotGiven(path: name) }
      try refuseDownsampling()
      return try Dataset.readingTable(
        named: name, at: name,
        description: TableDescription(
          label: .values(of: label), categorical: categorical, kept: minimization.keep, dropped: dropped,
          missing: missing))
    }
    guard let labelPath = labelFile else {
      // What is packed is named as that, whatever it is called.
      do { _ = try InputFile.bytes(at: name, atMost: CSVReader.largestSize) } catch {
        throw .input(error)
      }
      throw .notIDX(path: name, expected: "images")
    }
    try refuseColumns()
    return try Dataset.readingImages(
      named: name, images: name, labels: labelPath, offset: 0)
  }

  /// Whether a file of one's own holds columns, as its name says.
  public var isTable: Bool {
    ["csv", "tsv", "tab", "txt", "dat"].contains(URL(filePath: name).pathExtension.lowercased())
  }

  /// The labels of a person's own images: beside them, under their name with `labels` for `images`.
  private var labelFile: String? {
    let (folder, file) =
      name.lastIndex(of: "/").map { (name[...$0], name[name.index(after: $0)...]) } ?? ("", name[...])
    let labelName = file.replacing("images", with: "labels").replacing("idx3", with: "idx1")
    return labelName == file ? nil : String(folder + labelName)
  }

  /// The files that are read.
  public var paths: [String] {
    if let entry = Catalog.entry(named: name) { return entry.source.files.map { Catalog.path(of: $0) } }
    return [name] + (isTable ? [] : labelFile.map { [$0] } ?? [])
  }

  /// How the columns are read, of a table that needs no label for that.
  ///
  /// - Throws: `DatasetError`.
  public func readColumns() throws(DatasetError) -> (recordCount: Int, reading: TableReading) {
    let given = Catalog.entry(named: name).map(\.source)
    var description = TableDescription(
      label: label.map { .values(of: $0) }, categorical: categorical, kept: minimization.keep,
      dropped: dropped, missing: missing)
    switch given {
    case nil: return try Dataset.readingColumns(at: name, description: description)
    case .images: throw .describesImages(name, option: "--describe")
    case .text: throw .isText(name)
    case .table(let file, let own):
      if label == nil || label == own.label?.column { description.label = own.label }
      description.add(own)
      return try Dataset.readingColumns(at: Catalog.path(of: file), description: description)
    }
  }

  private func read(_ entry: Catalog.Entry) throws(DatasetError) -> Dataset {
    for file in entry.source.files {
      let path = Catalog.path(of: file)
      guard FileManager.default.fileExists(atPath: path) else {
        throw .notInstalled(entry.name, path: path)
      }
    }
    switch entry.source {
    case .images(let images, let labels, let offset, _):
      try refuseColumns()
      return try Dataset.readingImages(
        named: name, images: Catalog.path(of: images), labels: Catalog.path(of: labels), offset: offset)
    case .table(let file, var description):
      try refuseDownsampling()
      // The label of the catalog keeps its rule when it is named.
      if let label, label != description.label?.column { description.label = .values(of: label) }
      let own = description
      (description.categorical, description.dropped, description.missing) = (categorical, dropped, missing)
      description.kept = minimization.keep
      description.add(own)
      return try Dataset.readingTable(named: name, at: Catalog.path(of: file), description: description)
    case .text:
      throw .isText(entry.name)
    }
  }

  private func refuseColumns() throws(DatasetError) {
    let given = [
      (label != nil, "--label"), (!categorical.isEmpty, "--categorical"), (!dropped.isEmpty, "--drop"),
      (!minimization.keep.isEmpty, "--keep"), (missing != .refuse, "--missing"),
    ]
    if let option = given.first(where: \.0)?.1 { throw .describesImages(name, option: option) }
  }

  private func refuseDownsampling() throws(DatasetError) {
    if let downsample, downsample != 1 { throw .describesTable(name, option: "--downsample") }
  }
}

extension TableDescription {
  /// Reads columns as the catalog does, but for one that is predicted; and leaves out what the catalog does, but for one that is
  /// kept by name.
  fileprivate mutating func add(_ catalog: TableDescription) {
    categorical += catalog.categorical.filter { $0 != label?.column }
    dropped += catalog.dropped.filter { $0 != label?.column && !kept.contains($0) }
  }
}

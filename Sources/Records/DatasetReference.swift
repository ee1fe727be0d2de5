import Foundation

/// Which data to read, and how: a name of the catalog or the path of a file, with the options a person gave.
public struct DatasetReference: Hashable, Sendable {
  public var name: String
  public var label: String?
  public var categorical: [String]
  public var dropped: [String]
  /// The side of the blocks of pixels to average; nil is the catalog's choice.
  public var downsample: Int?

  public init(
    name: String, label: String? = nil, categorical: [String] = [], dropped: [String] = [],
    downsample: Int? = nil
  ) {
    self.name = name
    self.label = label
    self.categorical = categorical
    self.dropped = dropped
    self.downsample = downsample
  }

  /// The settings that suit this data set.
  public var defaults: TrainingDefaults { Catalog.entry(named: name)?.defaults ?? TrainingDefaults() }

  /// The side of the blocks of pixels that the catalog averages for this data set.
  public var catalogDownsample: Int {
    if case .images(_, _, _, let blocks) = Catalog.entry(named: name)?.source { blocks } else { 1 }
  }

  /// - Throws: `DatasetError`, a sentence for the person who named the data.
  public func read() throws(DatasetError) -> Dataset {
    if let entry = Catalog.entry(named: name) { return try read(entry) }
    let url = URL(filePath: name)
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw .unknownDataset(name, known: Catalog.installed.map(\.name))
    }
    if url.pathExtension.lowercased() == "csv" {
      guard let label else { throw .labelNotGiven(path: name) }
      try refuseDownsampling()
      return try Dataset.readingTable(
        named: name, at: url,
        description: TableDescription(
          label: .values(of: label), categorical: categorical, dropped: dropped))
    }
    let labelName = url.lastPathComponent.replacing("images", with: "labels").replacing("idx3", with: "idx1")
    let labelURL = url.deletingLastPathComponent().appending(path: labelName)
    guard labelName != url.lastPathComponent else { throw .notIDX(path: name, expected: "images") }
    return try Dataset.readingImages(
      named: name, images: url, labels: labelURL, offset: 0, downsample: downsample ?? 1)
  }

  private func read(_ entry: Catalog.Entry) throws(DatasetError) -> Dataset {
    for file in entry.source.files {
      let path = Catalog.url(of: file).path
      guard FileManager.default.fileExists(atPath: path) else {
        throw .notInstalled(entry.name, path: path)
      }
    }
    switch entry.source {
    case .images(let images, let labels, let offset, let blocks):
      return try Dataset.readingImages(
        named: name, images: Catalog.url(of: images), labels: Catalog.url(of: labels), offset: offset,
        downsample: downsample ?? blocks)
    case .table(let file, var description):
      try refuseDownsampling()
      // The label of the catalog keeps its rule when it is named.
      if let label, label != description.label.column { description.label = .values(of: label) }
      description.categorical += categorical
      description.dropped += dropped
      return try Dataset.readingTable(named: name, at: Catalog.url(of: file), description: description)
    case .text:
      throw .isText(entry.name)
    }
  }

  private func refuseDownsampling() throws(DatasetError) {
    if let downsample, downsample != 1 { throw .downsamplesTable(name) }
  }
}

/// What can be wrong with data a person points at. No value of a record is ever repeated.
public enum DatasetError: Error, Hashable {
  case unknownDataset(String, known: [String])
  case isText(String)
  case notInstalled(String, path: String)
  case unreadable(path: String)
  case noLabelFile(path: String, expected: String)
  case notIDX(path: String, expected: String)
  case truncatedIDX(path: String, found: Int, expected: Int)
  case differentCounts(images: Int, labels: Int, path: String)
  case notDivisible(width: Int, height: Int, downsample: Int)
  case downsamplesTable(String)
  case noRecords(path: String)
  case noColumnsLeft(path: String)
  case wrongFieldCount(path: String, line: Int, found: Int, expected: Int)
  case unclosedQuote(path: String, line: Int)
  case duplicateColumn(path: String, column: String)
  case labelNotGiven(path: String)
  case missingColumn(path: String, column: String, option: String, known: [String])
  case notANumber(path: String, line: Int, column: String)
  case oneClass(path: String)
  case tooManyClasses(path: String, label: String, count: Int, limit: Int)
  case trainSizeTooLarge(trainSize: Int, inclusion: Double, records: Int)
}

extension DatasetError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownDataset(let name, let known):
      "There is no data set or file called `\(name)`. Choose one of \(known.joined(separator: ", ")), or give the path of a CSV or IDX file."
    case .isText(let name):
      "The data set `\(name)` is text, which these networks cannot train on. Choose a data set of images or a table; `glasshouse datasets` lists them."
    case .notInstalled(let name, let path):
      "The files of the data set `\(name)` are not at \(path). Put them back, or choose another data set; `glasshouse datasets` lists them."
    case .unreadable(let path):
      "The file \(path) cannot be read. Check the path and its permissions."
    case .noLabelFile(let path, let expected):
      "The images of \(path) have no labels at \(expected). Put the label file there; its name is that of the images with `labels` for `images` and `idx1` for `idx3`."
    case .notIDX(let path, let expected):
      "The file \(path) is not an IDX file of \(expected). Give the path of a CSV file that ends in .csv, or of an IDX file of bytes."
    case .truncatedIDX(let path, let found, let expected):
      "The file \(path) has \(found) bytes and its header announces \(expected). Fetch it again."
    case .differentCounts(let images, let labels, let path):
      "The file \(path) holds \(images) images and its label file \(labels) labels. Give a pair of the same length."
    case .notDivisible(let width, let height, let downsample):
      "Images of \(width) x \(height) pixels cannot be divided into blocks of \(downsample) x \(downsample). Choose a --downsample that divides both."
    case .downsamplesTable(let name):
      "The data set `\(name)` is a table and has no pixels. Leave --downsample out."
    case .noRecords(let path):
      "The file \(path) holds no records. Give a file with at least one."
    case .noColumnsLeft(let path):
      "No column of \(path) is left to learn from beside the label. Drop fewer columns."
    case .wrongFieldCount(let path, let line, let found, let expected):
      "Line \(line) of \(path) has \(found) fields and the header has \(expected). Correct or remove that line."
    case .unclosedQuote(let path, let line):
      "The quotation mark opened in line \(line) of \(path) is never closed. Close it."
    case .duplicateColumn(let path, let column):
      "Two columns of \(path) are called `\(column)`. Rename one."
    case .labelNotGiven(let path):
      "The table \(path) needs to know what to predict. Name the column with --label."
    case .missingColumn(let path, let column, let option, let known):
      "The column `\(column)` of \(option) is not in \(path). Its columns are \(known.joined(separator: ", "))."
    case .notANumber(let path, let line, let column):
      "Line \(line) of \(path) has no finite number in column `\(column)`. Correct it, or name the column in --categorical or --drop."
    case .oneClass(let path):
      "Every record of \(path) has the same label, so there is nothing to learn. Choose another --label."
    case .tooManyClasses(let path, let label, let count, let limit):
      "The label `\(label)` of \(path) has \(count) different values and at most \(limit) can be classes. Choose another --label."
    case .trainSizeTooLarge(let trainSize, let inclusion, let records):
      "A training set of \(trainSize) needs a pool of \(Self.shortest((Double(trainSize) / inclusion).rounded())) records and there are \(records). \(Self.advice(inclusion: inclusion, records: records))"
    }
  }

  /// The largest training set whose pool, n / p rounded, those records hold.
  private static func advice(inclusion: Double, records: Int) -> String {
    let largest = Int((inclusion * (Double(records) + 0.5)).rounded(.up)) - 1
    return largest > 0
      ? "Choose a training set of at most \(largest)." : "Choose a larger --inclusion, or give more records."
  }

  private static func shortest(_ count: Double) -> String {
    count < 1e15 ? String(Int(count)) : String(count)
  }
}

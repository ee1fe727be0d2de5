public import Files
import LinearAlgebra
public import PlainText

/// What can be wrong with data a person points at. No value of a record is ever repeated.
public enum DatasetError: Error, Hashable {
  case unknownDataset(String, known: [String])
  case isText(String)
  case notInstalled(String, path: String)
  case input(InputError)
  case noLabelFile(path: String, expected: String)
  case notIDX(path: String, expected: String)
  case truncatedIDX(path: String, found: Int, expected: Int)
  case differentCounts(images: Int, labels: Int, path: String)
  case notDivisible(width: Int, height: Int, downsample: Int)
  case describesTable(String, option: String)
  case describesImages(String, option: String)
  case noRecords(path: String)
  case noColumnsLeft(path: String)
  case wrongFieldCount(path: String, line: Int, found: Int, expected: Int)
  case unclosedQuote(path: String, line: Int)
  /// - Parameters:
  ///   - columns: their numbers, from 1.
  ///   - name: as it may be shown.
  case duplicateColumn(path: String, columns: [Int], name: String)
  case noHeader(path: String)
  case countsLine(path: String)
  case labelNotGiven(path: String)
  case labelIsMore(path: String, label: String, option: String)
  /// - Parameter known: the names there are; nil where the first line may be a record.
  case missingColumn(path: String, column: String, option: String, known: [String]?)
  case severalNameless(path: String, option: String, count: Int)
  case notANumber(path: String, line: Int, column: String)
  case missingValue(path: String, line: Int, column: String, count: Int)
  case missingLabel(path: String, line: Int, label: String)
  case nothingComplete(path: String)
  case emptyColumn(path: String, column: String)
  /// - Parameter count: different texts, as of the next three.
  case ambiguousCommas(path: String, column: String, count: Int)
  case dates(path: String, column: String, count: Int)
  case numbersWithin(path: String, column: String, count: Int)
  case namesRecords(path: String, column: String, count: Int)
  case tooManyCategories(path: String, column: String, count: Int, limit: Int)
  case inputsNeedMemory(path: String, records: Int, inputs: Int, bytes: Double)
  case oneClass(path: String)
  case tooManyClasses(path: String, label: String, count: Int, limit: Int)
  case numericLabel(path: String, label: String, count: Int, records: Int)
  case labelNamesRecords(path: String, label: String, count: Int, records: Int)
  case sensitiveIsLabel(path: String, column: String)
  case sensitiveIsConstant(path: String, column: String)
  case sensitiveHasGaps(path: String, column: String, count: Int)
  case sensitiveIsLeftOut(path: String, column: String)
  case coinIsThere(path: String, column: String)
  case keptAndDropped(path: String, column: String)
  case columnIsLeftOut(path: String, column: String, option: String)
  case columnIsTwice(column: String, option: String)
  case noBins(String)
  case binsOfCategories(path: String, column: String)
  case noGroupSize(String)
  case groupLargerThanData(k: Int, records: Int, path: String)
  case trainSizeTooLarge(trainSize: Int, inclusion: Double, records: Int, unit: PrivacyUnit = .record)
}

extension DatasetError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .unknownDataset(let name, let known):
      "There is no data set or file called `\(name)`. Choose one of \(known.joined(separator: ", ")), or give the path of a CSV or IDX file."
    case .isText(let name):
      "The data set `\(name)` is text, which these networks cannot train on. Choose a data set of images or a table; `glasshouse datasets` lists them."
    case .notInstalled(let name, let path):
      "The files of the data set `\(name)` are not at \(path). Put them back, or choose another data set; `glasshouse datasets` lists them."
    case .input(let error): "\(error)"
    case .noLabelFile(let path, let expected):
      "The images of \(path) have no labels at \(expected). Put the label file there; its name is that of the images with `labels` for `images` and `idx1` for `idx3`."
    case .notIDX(let path, let expected):
      "The file \(path) is not an IDX file of \(expected). Give the path of a table that ends in .csv, .tsv or .txt, or of an IDX file of bytes."
    case .truncatedIDX(let path, let found, let expected):
      "The file \(path) has \(found) bytes and its header announces \(expected). Fetch it again."
    case .differentCounts(let images, let labels, let path):
      "The file \(path) holds \(images) images and its label file \(labels) labels. Give a pair of the same length."
    case .notDivisible(let width, let height, let downsample):
      "Images of \(width) x \(height) pixels cannot be divided into blocks of \(downsample) x \(downsample). Choose a --downsample that divides both."
    case .describesTable(let name, let option):
      "The data set `\(name)` is a table and has no pixels. Leave \(option) out."
    case .describesImages(let name, let option):
      "The data set `\(name)` has images and no columns. Leave \(option) out."
    case .noRecords(let path):
      "The file \(path) holds no records. Give a file with at least one."
    case .noColumnsLeft(let path):
      "No column of \(path) is left to learn from beside the label. Drop fewer columns."
    case .wrongFieldCount(let path, let line, let found, let expected):
      "Line \(line) of \(path) has \(found) fields and the header has \(expected). Correct or remove that line."
    case .unclosedQuote(let path, let line):
      "The quotation mark opened in line \(line) of \(path) is never closed. Close it."
    case .duplicateColumn(let path, let columns, let name):
      "The columns \(columns[0]) and \(columns[1]) of \(path) have one name, \(name). Rename one."
    case .noHeader(let path):
      "The first line of \(path) holds numbers and no names of columns. Put a line of names above it."
    case .countsLine(let path):
      "The first line of \(path) counts its records, and names no columns. Put a line of names in its place."
    case .labelNotGiven(let path):
      "The table \(path) needs to know what to predict. Name the column with --label."
    case .labelIsMore(let path, let label, let option):
      "The column `\(label)` of \(path) is what to predict, and in \(option) too. Leave it out of one of them."
    case .missingColumn(let path, let column, let option, let known):
      if column.isEmpty {
        "Every column of \(path) has a name, and an empty one of \(option) means a column without. Leave it out."
      } else if let known {
        "The column `\(column)` of \(option) is not in \(path). Its columns are \(known.listed(atMost: 20))."
      } else {
        "The column `\(column)` of \(option) is not in \(path), and its first line does not look like names of columns. Put a line of names above it, or check \(option)."
      }
    case .severalNameless(let path, let option, let count):
      "There are \(count) columns without a name in \(path). Call the one for \(option) by its number, as in `column 2`."
    case .notANumber(let path, let line, let column):
      "Line \(line) of \(path) has no finite number in column `\(column)`. Correct it, or name the column in --categorical or --drop."
    case .missingValue(let path, let line, let column, let count):
      "The column `\(column)` of \(path) has \(count == 1 ? "a gap" : "\(count) gaps, the first") in line \(line). Choose --missing mean or --missing drop, or leave the column out with --drop."
    case .missingLabel(let path, let line, let label):
      "Line \(line) of \(path) has no label in `\(label)`. Correct it, or leave out such records with --missing drop."
    case .nothingComplete(let path):
      "Every record of \(path) has a gap, so that none is left. Leave out the columns with gaps by --drop, or choose --missing mean."
    case .emptyColumn(let path, let column):
      "The column `\(column)` of \(path) is empty. Leave it out with --drop."
    case .ambiguousCommas(let path, let column, let count):
      "The commas or points in column `\(column)` of \(path) may be decimal or between thousands. Write its numbers without, or \(Self.remedy(count))."
    case .dates(let path, let column, let count):
      "The column `\(column)` of \(path) holds dates or times, which are no numbers. Make numbers of them, or \(Self.remedy(count))."
    case .numbersWithin(let path, let column, let count):
      "The column `\(column)` of \(path) has \(count) different texts that begin like numbers, with something else around them. Write the numbers alone, or \(Self.remedy(count))."
    case .namesRecords(let path, let column, let count):
      "The column `\(column)` of \(path) has another text in each of \(count) records, so it names them and teaches nothing. To go on, \(Self.remedy(count))."
    case .tooManyCategories(let path, let column, let count, let limit):
      "The column `\(column)` of \(path) has \(count) different texts, each of which would be an input, and at most \(limit) can be. Leave it out with --drop, or write fewer of them."
    case .inputsNeedMemory(let path, let records, let inputs, let bytes):
      "The \(records) records of \(path) with \(inputs) inputs would take \(bytes.asBytes) of memory, and this machine has \(MachineMemory.available.asBytes) for it. Leave out columns with --drop, or give fewer records."
    case .oneClass(let path):
      "Every record of \(path) has the same label, so there is nothing to learn. Choose another --label."
    case .tooManyClasses(let path, let label, let count, let limit):
      "The label `\(label)` of \(path) has \(count) different values and at most \(limit) can be classes. Choose another --label."
    case .numericLabel(let path, let label, let count, let records):
      "The label `\(label)` of \(path) has \(count) different numbers in \(records) records, which are no classes. Bin it into a few, or choose another --label."
    case .labelNamesRecords(let path, let label, let count, let records):
      "The label `\(label)` of \(path) has \(count) different values in \(records) records, too many to learn from. Choose another --label."
    case .sensitiveIsLabel(let path, let column):
      "The column `\(column)` of \(path) is what the model predicts, and cannot be the sensitive one too. Choose another --sensitive, or another --label."
    case .sensitiveHasGaps(let path, let column, let count):
      "The column `\(column)` of \(path) has \(count) gap\(count == 1 ? "" : "s"), and what fills one is nobody's value. Give --missing drop, or another column with --sensitive."
    case .sensitiveIsConstant(let path, let column):
      "The column `\(column)` of \(path) has one value in every record, so there is nothing to guess. Choose another --sensitive."
    case .sensitiveIsLeftOut(let path, let column):
      "The column `\(column)` of \(path) is left out of what the model sees. Choose another --sensitive, or keep the column."
    case .coinIsThere(let path, let column):
      "There is a column `\(column)` in \(path) already. Rename it, or leave out --coin."
    case .keptAndDropped(let path, let column):
      "The column `\(column)` of \(path) is in --keep and in --drop. Leave it out of one of them."
    case .columnIsLeftOut(let path, let column, let option):
      "The column `\(column)` of \(option) is left out of what the model sees of \(path). Keep it, or leave it out of \(option) too."
    case .columnIsTwice(let column, let option):
      "The column `\(column)` is in \(option) twice. Name it once."
    case .noBins(let term):
      "`\(term)` of --coarsen is no column with the width of its bins. Write it as in age:10, with a width above zero."
    case .binsOfCategories(let path, let column):
      "The column `\(column)` of \(path) holds categories, which fall into no bins. Leave it out of --coarsen; --merge-rare merges rare categories."
    case .noGroupSize(let text):
      "`\(text)` of --k-anonymity is no size of a group. Give a whole number from 2 on, alone or with columns behind it as in 5:age,weight."
    case .groupLargerThanData(let k, let records, let path):
      "No \(k) records of \(path) can be made alike, for there are \(records). Choose a --k-anonymity of at most \(records)."
    case .trainSizeTooLarge(let trainSize, let inclusion, let records, let unit):
      "A training set of \(trainSize) needs a pool of \(Self.shortest((Double(trainSize) / inclusion).rounded())) \(unit.many) and there are \(records). \(Self.advice(inclusion: inclusion, records: records))"
    }
  }

  /// What can be done with a column of so many different texts.
  private static func remedy(_ count: Int) -> String {
    count <= TablePlan.largestCategoryCount
      ? "name the column in --drop, or in --categorical" : "leave the column out with --drop"
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

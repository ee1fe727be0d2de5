import Foundation
import LinearAlgebra
import PlainText
import Records
import Testing

/// How the tables of other people are read: what is not clear is refused, and what is read is said.
final class TableReadingTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: folder) }

  private func table(
    _ text: String, label: String = "y", categorical: [String] = [], dropped: [String] = [],
    missing: MissingValues = .refuse
  ) throws -> Dataset {
    let path = folder.appending(path: "t.csv")
    try Data(text.utf8).write(to: path)
    return try DatasetReference(
      name: path.path, label: label, categorical: categorical, dropped: dropped, missing: missing
    ).read()
  }

  /// What the sentence says, its file being called FILE.
  private func complaint(
    _ text: String, label: String = "y", categorical: [String] = [], dropped: [String] = [],
    missing: MissingValues = .refuse
  ) -> String? {
    do {
      _ = try table(text, label: label, categorical: categorical, dropped: dropped, missing: missing)
      return nil
    } catch {
      return "\(error)".replacing(folder.appending(path: "t.csv").path, with: "FILE")
    }
  }

  private func readings(_ dataset: Dataset) -> [String] {
    dataset.reading?.columns.map(\.reading.description) ?? []
  }

  @Test func anIndexWithoutANameIsLeftOutAndSaid() throws {
    let rows = (0..<12).map { "\($0 + 1),\($0 % 5),\($0 < 6 ? "a" : "b")" }.joined(separator: "\n")
    let dataset = try table(",x,y\n" + rows)
    #expect(dataset.inputCount == 1)
    #expect(readings(dataset)[0] == "left out, for it has no name and counts the records")
    // With another order it is an input, called by its number, and can be left out.
    let shuffled = ",x,y\n7,1,a\n3,2,b\n5,1,a\n"
    #expect(try table(shuffled).reading?.columns[0].name == "column 1")
    #expect(try table(shuffled).reading?.doubts.map(\.text).first?.contains("--drop ''") == true)
    // As R numbers what it has picked from a longer table, or names it.
    let picked = (0..<12).map { "\($0 * 7 % 12 + 3),\($0 % 5),\($0 < 6 ? "a" : "b")" }.joined(separator: "\n")
    #expect(
      try readings(table(",x,y\n" + picked))[0]
        == "left out, for it has no name and another value in each record")
    for name in ["", "column 1"] { #expect(try table(shuffled, dropped: [name]).inputCount == 1) }
    #expect(
      complaint("x,z,y\n1,2,a\n2,2,b\n", dropped: [""])?.hasPrefix("Every column of FILE has a name") == true)
    // A column with a name may mean something.
    let named = try table("n,x,y\n" + rows)
    #expect(named.inputCount == 2 && named.reading?.doubts.count == 1)
  }

  @Test(arguments: [
    ("1;0,5;a\n2;1,25;b\n", "x;z;y", ["numbers", "decimal commas"], [0.5, 1.25]),
    ("\"0,744\",1,a\n\"1,5\",2,b\n", "z,x,y", ["decimal commas", "numbers"], [0.744, 1.5]),
    (
      "\"1,234,567\",1,a\n\"12\",2,b\n", "z,x,y", ["numbers with commas between thousands", "numbers"],
      [1_234_567, 12]
    ),
    ("12.3%,1,a\n4 %,2,b\n", "z,x,y", ["per cent", "numbers"], [12.3, 4]),
    (
      "\"$5,000.50\",1,a\n-$4,2,b\n", "z,x,y", ["amounts of money with commas between thousands", "numbers"],
      [5000.5, -4]
    ),
    (
      "1;1.234,56;a\n2;-2,5;b\n", "x;z;y",
      ["numbers", "numbers with decimal commas and points between thousands"], [1234.56, -2.5]
    ),
    ("1;12,5%;a\n2;4 %;b\n", "x;z;y", ["numbers", "per cent with decimal commas"], [12.5, 4]),
    ("1;5,00 €;a\n2;€ 1,5;b\n", "x;z;y", ["numbers", "amounts of money with decimal commas"], [5, 1.5]),
    ("1\t.5\ta\n2\t1e3\tb\n", "x\tz\ty", ["numbers", "numbers"], [0.5, 1000]),
    ("1|red|a\n2|blue|b\n", "x|z|y", ["numbers", "text, 2 values"], [0, 1]),
  ])
  func notationsAreRecognised(rows: String, header: String, readings: [String], z: [Double]) throws {
    let dataset = try table(header + "\n" + rows)
    #expect(self.readings(dataset).dropLast() == readings[...])
    guard case .table(let columns) = dataset.layout else { return }
    let column = try #require(columns.firstIndex { $0.name == "z" && $0.category != "blue" })
    #expect((0..<2).map { dataset.values[$0, column] } == (columns[column].category == nil ? z : [1, 0]))
  }

  @Test(arguments: [
    (
      "\"1,234\",a\n\"5,678\",b\n",
      "The commas or points in column `x` of FILE may be decimal or between thousands."
    ),
    ("7:30 PM,a\n11:05 am,b\n", "The column `x` of FILE holds dates or times"),
    ("2020-01-10 10:00:00.123+02:00,a\n?,b\n", "The column `x` of FILE holds dates or times"),
    ("2020-01-31,a\n2020-02-01,b\n", "The column `x` of FILE holds dates or times"),
    ("1/2/99,a\n3/4/01,b\n", "The column `x` of FILE holds dates or times"),
    ("12:30,a\n13:45,b\n", "The column `x` of FILE holds dates or times"),
    ("5-Mar-1999,a\n6-Apr-2000,b\n", "The column `x` of FILE holds dates or times"),
    ("1,a\ntwo,b\n", "Line 3 of FILE has no finite number in column `x`."),
    ("1e999,a\n2,b\n", "Line 2 of FILE has no finite number in column `x`."),
    (",a\nNA,b\n", "The column `x` of FILE is empty."),
    ("1,a\nNA,b\n,a\n", "The column `x` of FILE has 2 gaps, the first in line 3."),
    ("red,a\n,b\n", "The column `x` of FILE has a gap in line 3."),
    ("1,a\n2,\n", "Line 3 of FILE has no label in `y`."),
  ])
  func whatIsNotClearIsRefused(rows: String, sentence: String) {
    #expect(complaint("x,y\n" + rows)?.hasPrefix(sentence) == true, "\(complaint("x,y\n" + rows) ?? "read")")
  }

  @Test(arguments: [
    ("x\ty\n1,234\ta\n2,500\tb\n", "may be decimal or between thousands"),
    ("x|y\n1,234|a\n2,500|b\n", "may be decimal or between thousands"),
    ("x;z;y\n1.234;1,5;a\n2.500;2,5;b\n", "may be decimal or between thousands"),
    ("300 2\n1,2\n3,4\n", "counts its records"), ("9,2,a,b\n1,2,0\n3,4,1\n", "counts its records"),
    ("x,y\n1,0\n2,1\n3,?\n", "Line 4 of FILE has no label"),
    ("x,y\n1,0\n2,1\n3,-\n", "Line 4 of FILE has no label"),
  ])
  func commasCountsAndLabelsThatAreNoneAreRefused(text: String, sentence: String) {
    #expect(complaint(text)?.contains(sentence) == true, "\(complaint(text) ?? "read")")
  }

  @Test func whatIsTwoThingsAtOnceIsRefused() {
    #expect(complaint("x,y\n$5,a\n€7,b\n") == nil)
    #expect(
      complaint("x,y\n1,a\n2,b\n", dropped: ["y"])?.contains("is what to predict, and in --drop too") == true)
    #expect(complaint("x,y\n1,a\n2,b\n", categorical: ["y"])?.contains("and in --categorical too") == true)
    #expect(complaint("a,b,y\n1,1,a\n2,2,b\n", dropped: ["a\nb"])?.contains("is not in FILE") == true)
  }

  /// Marks of what is missing are so in any case, and long numbers that differ are different.
  @Test func numbersAndGapsAreToldApart() throws {
    #expect(
      try readings(table("x,y\n1,a\nNan,b\n2,b\n", missing: .drop)) == ["numbers", "the label, 2 classes"])
    let long = try table("x,y\n1,9007199254740993\n2,9007199254740992\n3,5\n")
    #expect(long.classNames.count == 3)
    #expect(try table("x,y\n$5,a\n€7,b\n").inputCount == 2)
    #expect(
      try readings(table("s,y\nm,a\n,b\nf,b\n", categorical: ["s"], missing: .drop))[0] == "text, 2 values")
  }

  @Test func yearsAndMonthsOfManyAreDates() {
    let months = (0..<60).map { "\(2000 + $0 / 12)-\($0 % 12 + 1),\($0 % 2)" }.joined(separator: "\n")
    #expect(complaint("x,y\n" + months)?.contains("holds dates or times") == true)
  }

  @Test func separatorsAreTheFilesOwn() throws {
    for separator in ["\t", ";", "|"] {
      let text = "\n\nWeight, kg;Height, cm;y\n70,5;180,2;a\n80,5;170,25;b\n".replacing(";", with: separator)
      #expect(try readings(table(text)) == ["decimal commas", "decimal commas", "the label, 2 classes"])
    }
    #expect(
      try readings(table("x,z,y\n−5,$1,a\n3,\"$1,234\",b\n".replacing("$1,a", with: "\"$2,500\",a"))) == [
        "numbers", "amounts of money with commas between thousands", "the label, 2 classes",
      ])
  }

  @Test func unitsAroundNumbersAreNoCategories() {
    for around in [("", " kg"), ("(", ")"), ("-", "x")] {
      let rows = (0..<60).map { "\(around.0)\(Double($0 % 30) / 8)\(around.1),\($0 % 2)" }.joined(
        separator: "\n")
      #expect(complaint("x,y\n" + rows)?.contains("30 different texts that begin like numbers") == true)
    }
  }

  /// Where `nan` is a category the order stays the same in every process.
  @Test func categoriesHaveOneOrder() throws {
    let rows = ["inf", "1", "0x10", "2", "infinity"].map { "\($0),\($0.count % 2)" }.joined(separator: "\n")
    guard case .table(let columns) = try table("x,y\n" + rows, categorical: ["x"]).layout else { return }
    #expect(columns.compactMap(\.category) == ["0x10", "1", "2", "inf", "infinity"])
  }

  /// Names, versions, numbers of houses and of people look a little like dates.
  @Test(arguments: [
    "Maryland 12", "May flower", "555-12-3456", "1.2.3.4", "10-12", "2010-11", "1.2.10", "3:2", "12a",
    "1 and 2", "a:b",
  ])
  func whatIsNoDateIsText(field: String) throws {
    #expect(try readings(table("x,y\n\(field),a\n\(field) b,b\n")).first == "text, 2 values")
    #expect(try readings(table("x,y\n\(field),a\n\(field),b\n")).first == "text, 1 value")
  }

  @Test func gapsAreFilledOrLeftOut() throws {
    let text = "x,c,y\n1,red,a\n,blue,b\n4,red,b\n7,,b\n2,blue,\n"
    let dropped = try table(text, missing: .drop)
    #expect(dropped.rows == [0, 2] && dropped.reading?.droppedCount == 3)
    #expect(complaint(text, missing: .mean)?.contains("has no label") == true)
    let filled = try table(text.replacing("2,blue,\n", with: "2,blue,a\n"), missing: .mean)
    #expect(filled.values[1, 0] == 3.5)
    // A gap among texts is every text in its share.
    #expect(Array(filled.values.row(3)).dropFirst() == [0.5, 0.5])
    #expect(
      complaint("x,y\n,a\n,b\n1,\n", missing: .drop)?.hasPrefix("Every record of FILE has a gap") == true)
  }

  @Test func recordsKeepTheirNumberInTheFile() throws {
    let dataset = try table("x,y\n1,a\n,a\n3,b\n4,a\n", missing: .drop)
    #expect(dataset.rows == [0, 2, 3] && dataset.values.elements == [1, 3, 4])
  }

  @Test func textsThatNameRecordsAreNoCategories() {
    let unique = "x,y\n" + (0..<40).map { "n\($0 * 7),\($0 % 2)" }.joined(separator: "\n")
    #expect(
      complaint(unique)?.hasPrefix("The column `x` of FILE has another text in each of 40 records") == true)
    #expect(complaint(unique, categorical: ["x"]) == nil)
    let many = "x,y\n" + (0..<600).map { "n\($0 / 2),\($0 % 2)" }.joined(separator: "\n")
    #expect(
      complaint(many)?.hasPrefix(
        "The column `x` of FILE has 300 different texts, each of which would be an input") == true)
  }

  @Test func labelsAreClasses() throws {
    let dataset = try table("x,y\n1,1\n2,1.0\n3,0\n4,1.00\n")
    #expect(dataset.classNames == ["0", "1"] && dataset.labels == [1, 1, 0, 1])
    let alike = try table("x,y\n1,50K\n2,50K.\n3,60K\n")
    #expect(
      alike.reading?.doubts.map(\.text) == [
        "The classes `50K` and `50K.` may be one, written in two ways. Write them alike."
      ])
    let continuous = "x,y\n" + (0..<30).map { "\($0 * 3 % 7),\(Double($0) / 8)" }.joined(separator: "\n")
    #expect(complaint(continuous)?.contains("Bin it into a few") == true)
    let names = "x,y\n" + (0..<30).map { "\($0 * 3 % 7),n\($0)" }.joined(separator: "\n")
    #expect(complaint(names)?.contains("too many to learn from") == true)
  }

  /// A first record is no header, and is never shown.
  @Test(arguments: [
    ("5.1,3.5,setosa\n4.9,3.0,setosa\n7,2,virginica\n", "kind"),
    ("Alice,F,ill\nBob,M,well\nCarol,F,ill\n", "kind"), ("Zed,17,x\nYan,17,y\n", "kind"),
    ("1,secret,secret\n2,b,c\n", "kind"),
    ("jane@secret.org,Jane Geheim,pos\nbob@other.org,Bob Bauer,neg\nann@third.org,Ann Axt,pos\n", "kind"),
    ("Person1 Smith,1980-01-01,12.1%\nPerson22 Jones,1981-11-01,7.5%\nPerson3 Kerr,1982-01-01,9%\n", "kind"),
    ("Alice,F,F\nBob,M,F\n", "kind"),
  ])
  func noRecordIsShown(text: String, label: String) {
    let sentence = complaint(text, label: label) ?? ""
    #expect(!sentence.isEmpty)
    for field in text.split(whereSeparator: { ",\n".contains($0) }) where field.count > 1 {
      #expect(!sentence.contains(field), "\(sentence)")
    }
  }

  @Test func linesThatAreNoHeaderAreNamed() {
    #expect(complaint("5,2\n3,4\n")?.contains("holds numbers and no names of columns") == true)
    #expect(complaint("3,2,a,b\n1,2,3,0\n4,5,6,1\n7,8,9,0\n")?.contains("counts its records") == true)
    #expect(complaint("150,4\n1,2,3\n")?.contains("counts its records") == true)
  }

  @Test func outsideTextIsHarmless() throws {
    let dataset = try table(
      "x\u{1B}[31m,\"z\n\u{202E}\",y\n1,a\u{7},b\n2,c,d\n", categorical: ["z\n\u{202E}"])
    guard case .table(let columns) = dataset.layout else { return }
    #expect(
      columns.map(\.title) == [
        "x\\u{1B}[31m", "z\\u{A}\\u{202E}=a\\u{7}", "z\\u{A}\\u{202E}=c",
      ])
  }

  /// Squares of such numbers are beyond what a number can be.
  @Test(arguments: [1e160, 1e-200, 1e300, 1e-160, 1e307]) func columnsOfAnySizeAreNotConstant(unit: Double)
    throws
  {
    let dataset = try table("x,y\n\(1 * unit),a\n\(2 * unit),b\n\(4 * unit),a\n")
    let inputs = dataset.inputs(scaledBy: dataset.scaling(from: [0, 1, 2]))
    let expected: [Float] = [-1.069045, -0.2672612, 1.336306]
    #expect(zip(inputs.elements, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "\(inputs.elements)")
  }

  /// A million blanks and quotes in a field, and a hundred thousand columns: each was quadratic once.
  @Test func hugeFieldsAndManyColumnsAreRead() throws {
    let blanks = String(repeating: " ", count: 1_000_000)
    let quotes = String(repeating: "\"\"", count: 500_000)
    #expect(try table("x,c,y\n1,.\(blanks).,a\n2,\"\(quotes)\",b\n", categorical: ["c"]).count == 2)
    let header = (0..<100_000).map { "c\($0)" }.joined(separator: ",")
    let row = { (value: Int) in (0..<100_000).map { "\(value + $0 % 3)" }.joined(separator: ",") }
    #expect(try table("\(header),y\n\(row(1)),a\n\(row(2)),b\n").inputCount == 100_000)
    #expect(
      complaint("\(header),y\n\(row(1)),a\n\(row(2)),b\n", label: "no")?.contains("and 99981 more") == true)
  }

  @Test func imagesHaveNoColumns() {
    #expect(throws: DatasetError.describesImages("digits", option: "--label")) {
      try DatasetReference(name: "digits", label: "nonsense", dropped: ["x"]).read()
    }
    #expect(throws: DatasetError.describesImages("faces", option: "--missing")) {
      try DatasetReference(name: "faces", missing: .drop).read()
    }
  }
}

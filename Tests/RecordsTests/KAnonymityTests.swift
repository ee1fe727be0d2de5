import Foundation
import LinearAlgebra
import PlainText
import Records
import Testing

/// Groups of the patients of ACTG 175 are compared with NumPy's: `Tests/ReferenceValues/minimization.py`.
struct KAnonymityTests {
  private func patients(_ anonymity: String?, sensitive: String? = nil) throws -> Dataset {
    var reference = DatasetReference(name: "actg175", sensitive: sensitive)
    reference.minimization.kAnonymity = anonymity
    return try reference.read()
  }

  /// How many records have each row of those columns.
  private func groups(_ dataset: Dataset, _ columns: [String]?) -> [[Double]: Int] {
    let places = RecordField.fields(of: dataset).filter { columns?.contains($0.name) ?? true }
      .flatMap(\.columns)
    return Dictionary(
      (0..<dataset.count).map { record in (places.map { dataset.values[record, $0] }, 1) },
      uniquingKeysWith: +)
  }

  private func squares(_ dataset: Dataset, _ column: String) -> Double {
    let place = RecordField.fields(of: dataset).first { $0.name == column }?.columns.lowerBound ?? 0
    return (0..<dataset.count).reduce(0) { $0 + dataset.values[$1, place] * dataset.values[$1, place] }
  }

  /// At least k records have each row of inputs there is. Means keep every column's sum, and so does no other value.
  @Test(arguments: [
    ("2", 2, nil, 904, 2794782.0, [116, 336]), ("5", 5, nil, 327, 2777684.285317, [218, 752]),
    ("20", 20, nil, 82, 2764251.817849, [321, 1130]),
    ("5:age,wtkg,gender,race", 5, ["age", "wtkg", "gender", "race"], 335, 2815334.852778, [0, 0]),
  ])
  func everyRowIsThatOfKRecords(
    text: String, k: Int, columns: [String]?, groupCount: Int, squaresOfAge: Double, changed: [Int]
  ) throws {
    let plain = try patients(nil)
    let dataset = try patients(text)
    let groups = groups(dataset, columns)
    #expect(groups.count == groupCount)
    #expect(groups.values.min() == k)
    #expect(abs(squares(dataset, "age") / squaresOfAge - 1) < 1e-12)
    let (before, after) = (plain.values.columnSums(), dataset.values.columnSums())
    for field in RecordField.fields(of: dataset) {
      switch field.kind {
      case .number:
        let place = field.columns.lowerBound
        #expect(abs(after[place] - before[place]) <= 1e-9 * abs(before[place]))
      case .categories:
        let differing = (0..<dataset.count).count { record in
          field.columns.contains { dataset.values[record, $0] != plain.values[record, $0] }
        }
        #expect(differing == (field.name == "strat" ? changed[0] : changed[1]))
      }
    }
    // What is no part of it stays as it is.
    if let columns {
      for field in RecordField.fields(of: dataset) where !columns.contains(field.name) {
        for record in 0..<dataset.count {
          #expect(field.columns.allSatisfy { dataset.values[record, $0] == plain.values[record, $0] })
        }
      }
    }
    #expect(dataset.labels == plain.labels && dataset.rows == plain.rows)
  }

  /// What an attribute attack guesses is as the file has it, but where it is named.
  @Test func theSensitiveColumnIsSpared() throws {
    let places = { (dataset: Dataset) in
      RecordField.fields(of: dataset).first { $0.name == "gender" }?.columns ?? 0..<0
    }
    let (plain, spared) = (try patients(nil, sensitive: "gender"), try patients("20", sensitive: "gender"))
    #expect(places(plain) == places(spared))
    for record in 0..<plain.count {
      #expect(
        places(plain).map { plain.values[record, $0] } == places(spared).map { spared.values[record, $0] })
    }
    let others = RecordField.fields(of: spared).map(\.name).filter { $0 != "gender" }
    #expect(groups(spared, others).values.min() == 20)
    // Named, it has one value in all records of the one group there is.
    #expect(throws: DatasetError.sensitiveIsConstant(path: "actg175", column: "gender")) {
      try patients("2139:gender", sensitive: "gender")
    }
  }

  /// The six patients of LeFevre, DeWitt and Ramakrishnan 2006, whose 2-anonymous groups the paper prints.
  @Test func thePapersOwnPatientsAreGroupedAsThere() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: path) }
    let patients = """
      sex,age,zip,disease
      Male,25,53711,Flu
      Female,25,53712,Hepatitis
      Male,26,53711,Bronchitis
      Male,27,53710,Broken Arm
      Female,27,53712,AIDS
      Male,28,53711,Hang Nail

      """
    try Data(patients.utf8).write(to: path)
    var reference = DatasetReference(name: path.path, label: "disease")
    reference.minimization.kAnonymity = "2"
    let dataset = try reference.read()
    let places = RecordField.fields(of: dataset).map(\.columns.lowerBound)
    let ages = (0..<6).map { dataset.values[$0, places[1]] }
    let codes = (0..<6).map { dataset.values[$0, places[2]] }
    #expect(ages == [25.5, 26, 25.5, 27.5, 26, 27.5])
    #expect(codes == [53711, 53712, 53711, 53710.5, 53712, 53710.5])
    reference.minimization.kAnonymity = "7"
    #expect(throws: DatasetError.groupLargerThanData(k: 7, records: 6, path: path.path)) {
      try reference.read()
    }
  }

  @Test(arguments: [
    ("1", "`1` of --k-anonymity is no size of a group."), ("-5", "`-5` of --k-anonymity is no size"),
    ("five", "`five` of --k-anonymity is no size of a group."), ("", "`` of --k-anonymity is no size"),
    ("1e3", "`1e3` of --k-anonymity is no size of a group."), (":age", "`:age` of --k-anonymity is no size"),
    ("2140", "No 2140 records of actg175 can be made alike, for there are 2139. Choose a --k-anonymity"),
    ("5:age,nobody", "The column `nobody` of --k-anonymity is not in actg175."),
    ("5:age,cens", "The column `cens` of actg175 is what to predict, and in --k-anonymity too."),
    ("5:age,age", "The column `age` is in --k-anonymity twice."),
    ("5:treat", "The column `treat` of --k-anonymity is left out of what the model sees of actg175."),
  ])
  func groupsThatCannotBeAreRefused(text: String, sentence: String) {
    let error = #expect(throws: DatasetError.self) { try patients(text) }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }

  @Test func picturesAreNotGrouped() {
    var reference = DatasetReference(name: "digits")
    reference.minimization.kAnonymity = "5"
    #expect(throws: DatasetError.describesImages("digits", option: "--k-anonymity")) { try reference.read() }
  }

  @Test func itsTextIsReadAgain() throws {
    for text in ["5", "5:age,weight", "20:\"a,b\",\"say \"\"so\"\"\""] {
      #expect(try KAnonymity(parsing: text).text == text)
    }
    #expect(try KAnonymity(parsing: "20:\"a,b\",c").columns == ["a,b", "c"])
  }
}

public import Statistics

/// What privacy is counted in: a coin is tossed, a sample drawn and a gradient clipped for each unit.
public enum PrivacyUnit: String, CaseIterable, Hashable, Codable, Sendable {
  case record
  /// Half of a person's records, so that there is somebody to tell from: the other half.
  case person
  /// All that one client of a federation has: a unit of ε alone, for coins are tossed for records.
  case client

  /// What coins are tossed for.
  public static let ofCoins: [PrivacyUnit] = [.record, .person]

  /// What several are called.
  public var many: String {
    switch self {
    case .record: "records"
    case .person: "halves"
    case .client: "clients"
    }
  }
}

/// The records of a file, dealt into units.
public struct PrivacyUnits: Hashable, Sendable {
  public let count: Int
  public var unit: PrivacyUnit { areRecords ? .record : .person }
  /// nil where every record is a unit by itself.
  private let recordsOfUnits: [[Int]]?

  /// Every record by itself.
  public init(recordCount: Int) {
    count = recordCount
    recordsOfUnits = nil
  }

  /// Each person's records in two halves at random, of equal size or one more in the first.
  ///
  /// - Parameter people: whose each record is, from 0.
  public init(halvesOf people: [Int], using root: RandomStream) {
    var stream = root.split("halves")
    var halves = [[Int]]()
    for person in 0..<(people.max().map { $0 + 1 } ?? 0) {
      var records = people.indices.filter { people[$0] == person }
      records.shuffle(using: &stream)
      let middle = (records.count + 1) / 2
      halves += [records.prefix(middle), records.dropFirst(middle)].filter { !$0.isEmpty }.map { Array($0) }
    }
    count = halves.count
    recordsOfUnits = halves
  }

  public var areRecords: Bool { recordsOfUnits == nil }

  public func records(of unit: Int) -> [Int] { recordsOfUnits?[unit] ?? [unit] }
}

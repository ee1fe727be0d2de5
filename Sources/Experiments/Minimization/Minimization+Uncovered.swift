import Records

extension Minimization {
  /// What was learned from all records to minimise them, each to follow "ε leaves out". Bins of a width and levels learn nothing.
  var learnedFromRecords: [String] {
    var matters = [String]()
    if kAnonymity != nil { matters.append(Self.groups) }
    if mergeRare != nil { matters.append(Self.rarity) }
    if deduplicate { matters.append(Self.twins) }
    return matters
  }

  private static let groups =
    "the groups of k-anonymity with their means, which were learned from all records and are a release of their own"
  private static let rarity =
    "which categories are rare, which was learned from all records and is a release of its own"
  private static let twins =
    "which records had a twin, which was learned from all records and is a release of its own"
}

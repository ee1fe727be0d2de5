/// What is left out of the records, or made coarser, before anybody trains on them.
public struct Minimization: Hashable, Sendable {
  /// Columns of a table to keep, all others being left out; empty keeps what is not dropped.
  public var keep: [String] = []
  /// The share of all records below which a category is merged with other rare ones; nil merges none.
  public var mergeRare: Double?
  /// Columns with the width of their bins, as in `age:10`; see `Coarsening`.
  public var coarsen: [String] = []
  /// To how many levels pixels are rounded; nil leaves them as they are.
  public var levels: Int?
  /// Whether of records with equal inputs and label the first alone stays.
  public var deduplicate = false
  /// How many records at least are to be alike, as in `5` or `5:age,weight`; see `KAnonymity`.
  public var kAnonymity: String?

  public init() {}

  /// What is done to the records once they are read, but for what attacks on attributes have planted or cut.
  ///
  /// Columns are kept or left out while the file is read. Then values become coarser, and only then are records compared: those
  /// that became alike are twins. Blocks are averaged before pixels are rounded, for means of rounded pixels have more levels
  /// than were asked for. Twins go before groups are formed, so that a group is of k records that differed.
  ///
  /// - Parameters:
  ///   - side: of the blocks of pixels that are averaged.
  ///   - sensitive: the column that an attribute attack guesses. What is guessed is the file's own value of it: neither merging
  ///     nor, unless it is named there, k-anonymity touches it.
  func transforms(averaging side: Int, sensitive: String?) throws(DatasetError) -> [any RecordTransform] {
    var transforms = [any RecordTransform]()
    if let mergeRare { transforms.append(RareMerging(below: mergeRare, sparing: sensitive)) }
    if !coarsen.isEmpty { transforms.append(try Coarsening(parsing: coarsen)) }
    if side != 1 { transforms.append(BlockAveraging(side: side)) }
    if let levels { transforms.append(LevelRounding(levelCount: levels)) }
    if deduplicate { transforms.append(Deduplication()) }
    if let kAnonymity { transforms.append(try KAnonymity(parsing: kAnonymity, sparing: sensitive)) }
    return transforms
  }
}

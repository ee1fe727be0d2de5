import Records

extension ExperimentConfiguration {
  /// This configuration with those columns of its table alone; what it asks of others is asked no more, and no record is planted
  /// that was typed in for other columns. Columns that are kept are not dropped.
  public func keeping(_ columns: [String]) -> ExperimentConfiguration {
    var copy = self
    copy.minimization.keep = columns
    copy.drop = drop.filter { !columns.contains($0) }
    copy.minimization.coarsen = minimization.coarsen.filter { term in
      guard let bins = try? Coarsening(parsing: [term]).bins.first else { return true }
      return columns.contains(bins.column)
    }
    if let text = minimization.kAnonymity, let anonymity = try? KAnonymity(parsing: text),
      let named = anonymity.columns
    {
      let left = named.filter(columns.contains)
      copy.minimization.kAnonymity = left.isEmpty ? nil : KAnonymity(anonymity.k, columns: left).text
    }
    if let sensitive, !columns.contains(sensitive) { copy.sensitive = nil }
    copy.planted = []
    return copy
  }
}

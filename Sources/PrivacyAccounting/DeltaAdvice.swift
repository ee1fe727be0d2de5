import Statistics

/// Whether δ suits a number of records.
public enum DeltaAdvice {
  /// A sentence where a δ is so large that publishing whole records would be within it.
  public static func warning(delta: Double, recordCount: Int, units: String = "records") -> String? {
    guard delta >= 1 / Double(recordCount) else { return nil }
    return
      "A δ of \(delta.brief) lets whole \(units) out of \(recordCount) be published: choose one well below \((1 / Double(recordCount)).brief)."
  }
}

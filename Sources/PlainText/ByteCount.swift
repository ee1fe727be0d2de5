extension Double {
  /// So many bytes as people write them: `3.2 GiB`.
  public var asBytes: String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"]
    var (value, unit) = (self, 0)
    while value >= 1024, unit < units.count - 1 { (value, unit) = (value / 1024, unit + 1) }
    guard value < 1e6 else { return "more than 1,000,000 TiB" }
    let tenths = (value * 10).rounded() / 10
    return "\(unit == 0 ? String(Int(value)) : String(tenths)) \(units[unit])"
  }
}

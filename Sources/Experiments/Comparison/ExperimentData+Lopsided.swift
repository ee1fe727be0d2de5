extension ExperimentData {
  /// Whether one class is most of the test records, so that who knows nothing but that seems accurate.
  package var isLopsided: Bool {
    let counts = Dictionary(grouping: testLabels) { $0 }.mapValues(\.count)
    return 2 * (counts.values.max() ?? 0) > testLabels.count
  }
}

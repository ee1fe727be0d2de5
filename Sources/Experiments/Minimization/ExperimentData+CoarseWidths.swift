import Records

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension ExperimentData {
  /// For each number column of those the bins of about one deviation, as `coarsen` writes them: `age:10`. A width is 1, 2 or 5 times
  /// a power of ten, the largest that is no more than the deviation.
  func coarseWidths(keeping columns: Set<String>) -> [String] {
    guard case .table(let inputs) = dataset.layout else { return [] }
    return inputs.indices.compactMap { index in
      let (name, deviation) = (inputs[index].name, scaling.divide[index])
      guard inputs[index].category == nil, columns.isEmpty || columns.contains(name),
        !name.contains(where: { ",:;".contains($0) }), deviation.isNormal
      else { return nil }
      let power = pow(10, floor(log10(deviation)))
      let width = ([5, 2, 1].first { $0 * power <= deviation } ?? 1) * power
      return "\(name):\(KnobValue.number(width))"
    }
  }
}

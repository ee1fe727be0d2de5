/// Something of a run at one step.
public protocol AtStep {
  var step: Int { get }
}

/// What was found of a run over its steps, thinned out as it becomes much, so that an endless run takes bounded memory.
public struct StepHistory<Value: AtStep & Sendable>: Sendable {
  /// In the order of their steps; the newest is always among them.
  public private(set) var values: [Value] = []
  private let capacity: Int
  /// Steps that lie at least between two kept values; doubles when the history is full.
  private var spacing = 1

  /// - Parameter capacity: how many values are kept, the newest apart.
  public init(capacity: Int) { self.capacity = capacity }

  /// Takes the place of the newest where that is of the same step, or lies too near the one before it.
  public mutating func append(_ value: Value) {
    if let newest = values.last, newest.step == value.step || isTooNear(newest) { values.removeLast() }
    values.append(value)
    guard values.count > capacity else { return }
    let newest = values.count - 1
    values = values.enumerated().filter { $0.offset % 2 == 0 || $0.offset == newest }.map(\.element)
    spacing = max(2 * spacing, value.step / capacity)
  }

  /// Drops the values of later steps.
  public mutating func forget(after step: Int) { values.removeAll { $0.step > step } }

  /// The newest value of that step or an earlier one.
  public func last(notAfter step: Int) -> Value? { values.last { $0.step <= step } }

  private func isTooNear(_ newest: Value) -> Bool {
    values.count > 1 && newest.step - values[values.count - 2].step < spacing
  }
}

/// What an investigation has found of a run, for a screen to show and for the history to keep.
public protocol Findings: Sendable {
  /// The run it is about.
  var generation: Int { get }
  /// The step of the newest of it.
  var newestStep: Int { get }
  /// Without what nobody looks back at.
  var kept: Self { get }
  /// How many of these are worth keeping.
  static var historyCapacity: Int { get }
}

/// What one kind of investigation found of a run, newest and before.
struct FindingsOverSteps: Sendable {
  private struct Kept: AtStep, Sendable {
    let step: Int
    let findings: any Findings
  }

  private(set) var newest: any Findings
  private var history: StepHistory<Kept>

  init(_ first: some Findings) {
    newest = first
    history = StepHistory(capacity: type(of: first).historyCapacity)
    append(first)
  }

  mutating func append(_ findings: any Findings) {
    newest = findings
    history.append(Kept(step: findings.newestStep, findings: findings.kept))
  }

  func last(notAfter step: Int) -> (any Findings)? { history.last(notAfter: step)?.findings }

  /// The oldest first.
  var all: [any Findings] { history.values.map(\.findings) }

  /// Drops what was found of later steps; nil where nothing is left.
  func forgetting(after step: Int) -> FindingsOverSteps? {
    var rest = self
    rest.history.forget(after: step)
    guard let last = rest.history.values.last else { return nil }
    if newest.newestStep > step { rest.newest = last.findings }
    return rest
  }
}

/// What investigations have found of a run, by the kind of what they find.
public struct FindingsHistory: Sendable {
  private var byKind: [ObjectIdentifier: FindingsOverSteps] = [:]

  public init() {}

  /// What is of an earlier step than what is there comes too late, and is dropped.
  public mutating func append(_ findings: any Findings) {
    let kind = ObjectIdentifier(type(of: findings))
    if let newest = byKind[kind]?.newest.newestStep, findings.newestStep < newest { return }
    if byKind[kind]?.append(findings) == nil { byKind[kind] = FindingsOverSteps(findings) }
  }

  /// Drops what was found of later steps.
  public mutating func forget(after step: Int) {
    byKind = byKind.compactMapValues { $0.forgetting(after: step) }
  }

  /// What is kept of that kind, the oldest first.
  public func all<Kind: Findings>(_ kind: Kind.Type) -> [Kind] {
    byKind[ObjectIdentifier(kind)]?.all.compactMap { $0 as? Kind } ?? []
  }

  /// The newest of that kind, or the newest that is of that step or an earlier one; nil where there is none.
  public func last<Kind: Findings>(_ kind: Kind.Type, notAfter step: Int? = nil) -> Kind? {
    let found = byKind[ObjectIdentifier(kind)]
    return (step.map { found?.last(notAfter: $0) } ?? found?.newest) as? Kind
  }
}

import AccessControl
public import Attacks
import PlainText

/// What somebody looks at of attribute attacks.
public struct AttributeFocus: Hashable, Sendable {
  public var method: AttributeMethod
  /// The column that is guessed; nil is the first that may be.
  public var column: String?

  public init(method: AttributeMethod, column: String? = nil) {
    (self.method, self.column) = (method, column)
  }
}

/// Attribute attacks on the newest snapshot. What public records say is learned once a run; what needs models of the adversary's
/// own is found where it is looked at, once these have followed the run.
public struct AttributeInvestigation: ScreenInvestigation {
  public typealias Found = AttributeFindings

  private var columns: (generation: Int, names: [String])?
  private var scene: AttributeScene?
  private var references: AttributeReferences?
  private var findings: AttributeFindings?

  /// How long models are trained between looks at what else there is to do.
  private static let lookInterval = Duration.milliseconds(50)
  /// At most so often is what needs no models found again while they are trained.
  private static let refreshInterval = Duration.milliseconds(200)

  public init() {}

  public mutating func examine(
    _ snapshot: Snapshot, for focus: AttributeFocus, in round: Round<Self>
  ) -> Bool {
    guard snapshot.step > 0 else { return true }
    begin(snapshot, focus)
    guard let scene, snapshot.data.oneSidedPool == nil else {
      if let findings { round.publish(findings) }
      return true
    }
    attackLive(snapshot, scene)
    if let findings { round.publish(findings) }
    guard focus.method.usesReferences else { return true }
    return attackWithReferences(snapshot, scene, focus, round)
  }

  /// Asks another question where there is another run, or another column is looked at.
  private mutating func begin(_ snapshot: Snapshot, _ focus: AttributeFocus) {
    let isOtherRun = columns?.generation != snapshot.generation
    if isOtherRun {
      columns = (snapshot.generation, snapshot.data.sensitiveColumns(of: snapshot.startConfiguration))
      references = nil
    }
    let names = columns?.names ?? []
    let column =
      focus.column.flatMap { names.contains($0) ? $0 : nil } ?? names.first
      ?? snapshot.startConfiguration.sensitive
    guard isOtherRun || findings?.column != column else { return }
    do throws(AttributeError) {
      let scene = try AttributeScene(
        of: column, in: snapshot.data, settings: snapshot.startConfiguration)
      self.scene = scene
      findings = AttributeFindings(
        generation: snapshot.generation, column: column, title: scene.task.title,
        values: scene.task.question.names, columns: names,
        obstacle: nil)
    } catch {
      scene = nil
      findings = AttributeFindings(
        generation: snapshot.generation, column: column, values: [], columns: names,
        obstacle: error.description)
    }
  }

  /// Runs what needs no models of the adversary's own.
  private mutating func attackLive(_ snapshot: Snapshot, _ scene: AttributeScene) {
    let live = AttributeMethod.allCases.filter { !$0.usesReferences }
    let service = snapshot.service(for: "attributes")
    do {
      findings?.take(try scene.study(of: live, asking: service, references: []), at: snapshot.step)
      findings?.coin = try scene.coin(asking: service)
      findings?.missingLabel = try scene.missingLabel(asking: service, references: [])
    } catch {
      preconditionFailure("a run's own service answers: \(error)")
    }
  }

  /// Has the adversary's models follow the run and attacks with them; false where that is no longer wanted.
  private mutating func attackWithReferences(
    _ snapshot: Snapshot, _ scene: AttributeScene, _ focus: AttributeFocus, _ round: Round<Self>
  ) -> Bool {
    var references = self.references ?? scene.references(of: snapshot.startConfiguration)
    // Two owners would have what they keep copied at the next step.
    self.references = nil
    defer { self.references = references }
    var refreshed = ContinuousClock.now
    while true {
      let end = ContinuousClock.now + Self.lookInterval
      if references.follow(snapshot.commands, to: snapshot.step, unless: { ContinuousClock.now >= end }) {
        break
      }
      if round.isOutdated { return false }
      let newest = round.newest
      guard newest.step > findings?.step ?? 0, ContinuousClock.now - refreshed >= Self.refreshInterval else {
        continue
      }
      refreshed = .now
      attackLive(newest, scene)
      if let findings { round.publish(findings) }
    }
    let service = snapshot.service(for: "attributes with references")
    do {
      // Where no confidences are shown there is nothing to compare, and the study says so.
      let others =
        service.capabilities.contains(.losses) ? references.services(behind: service.door) : []
      findings?.take(
        try scene.study(of: [focus.method], asking: service, references: others), at: snapshot.step)
    } catch {
      preconditionFailure("a run's own service answers: \(error)")
    }
    if let findings { round.publish(findings) }
    return true
  }
}

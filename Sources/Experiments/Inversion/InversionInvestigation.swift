import Attacks

/// Inverts the newest snapshot as it is asked to, again and again.
public struct InversionInvestigation: ScreenInvestigation {
  public typealias Found = InversionFindings

  private var scene: (generation: Int, scene: InversionScene)?

  public init() {}

  public mutating func examine(
    _ snapshot: Snapshot, for focus: InversionFocus, in round: Round<Self>
  ) -> Bool {
    let scene = scene(of: snapshot)
    let outcome: Result<InversionStudy, InversionObstacle>
    do throws(InversionObstacle) {
      outcome = .success(
        try scene.study(
          of: snapshot.model, behind: snapshot.door(for: "inversion"), by: focus))
    } catch {
      outcome = .failure(error)
    }
    guard !round.isOutdated else { return false }
    round.publish(
      InversionFindings(generation: snapshot.generation, step: snapshot.step, focus: focus, outcome: outcome))
    return true
  }

  private mutating func scene(of snapshot: Snapshot) -> InversionScene {
    if let scene, scene.generation == snapshot.generation { return scene.scene }
    let made = InversionScene(of: snapshot.data, seed: snapshot.settings.seed)
    scene = (snapshot.generation, made)
    return made
  }
}

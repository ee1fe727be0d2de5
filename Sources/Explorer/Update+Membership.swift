import Attacks
import Experiments

extension ExplorerState {
  private static let shadowCounts = [4, 8, 16, 32, 64]
  private static let priors = [0.5, 0.1, 0.01, 0.001]

  /// What the Membership screen is asked; the investigation goes on while it is shown, and rests otherwise.
  mutating func performOnMembership(_ action: Action) -> [Effect] {
    switch action {
    case .showScreen(let next):
      guard next != screen else { return [] }
      screen = next
      isZoomed = false
      return [.investigate(next == .membership ? attack : nil)]
    case .chooseAttack(let offset):
      let methods = MembershipMethod.allCases
      let index = methods.firstIndex(of: attack.method) ?? 0
      attack.method = methods[(index + offset + methods.count) % methods.count]
      return [.investigate(attack)]
    case .nextShadowCount:
      attack.shadowCount = Self.next(after: attack.shadowCount, in: Self.shadowCounts)
      return [.investigate(attack)]
    case .nextPrior:
      prior = Self.next(after: prior, in: Self.priors)
      return []
    default: return []
    }
  }

  private static func next<Value: Equatable>(after value: Value, in values: [Value]) -> Value {
    let index = values.firstIndex(of: value) ?? -1
    return values[(index + 1) % values.count]
  }
}

import Experiments

extension ExplorerState {
  /// The screens in the order of their tabs and keys: `1` to `9`, then `0`. The one place that names them.
  package static let everyScreen: [any Screen] = [
    TrainScreen(),
    MembershipScreen(),
    RecordsScreen(),
    InversionScreen(),
    AttributesScreen(),
    CompareScreen(),
    FederationScreen(),
    ComputationScreen(),
  ]

  /// One screen's own state.
  package subscript<Kind: Screen>(_ kind: Kind.Type) -> Kind {
    get {
      for case let screen as Kind in screens { return screen }
      preconditionFailure("\(kind) is not among the screens")
    }
    set {
      for place in screens.indices where screens[place] is Kind { screens[place] = newValue }
    }
  }
}

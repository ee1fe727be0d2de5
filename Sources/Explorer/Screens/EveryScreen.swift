import Experiments
package import TerminalCanvas

extension ExplorerState {
  /// The screens in the order of their tabs, each with the digit that leads to it. The one place that names them.
  private static let screensByDigit: [(digit: Character, screen: any Screen)] = [
    ("1", TrainScreen()),
    ("2", MembershipScreen()),
    ("3", RecordsScreen()),
    ("4", InversionScreen()),
    ("5", AttributesScreen()),
    ("6", CompareScreen()),
    ("7", FederationScreen()),
    ("8", ComputationScreen()),
    ("0", AuditScreen()),
  ]

  package static let everyScreen: [any Screen] = screensByDigit.map(\.screen)

  /// The digits of all, as in `1 to 8, 0`.
  static var screenDigits: String {
    let digits = screensByDigit.map(\.digit).filter { $0 != "0" }
    return "\(digits.first.map(String.init) ?? "") to \(digits.last.map(String.init) ?? ""), 0"
  }

  /// The key that leads to the screen of that place.
  package static func key(ofScreen place: Int) -> Key { .character(screensByDigit[place].digit) }

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

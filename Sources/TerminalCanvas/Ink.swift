/// What a cell means, never the colour it gets: colours are chosen by the terminal, at the very end.
public enum Ink: Hashable, Sendable {
  case text
  case dim
  case title
  case border
  case focus
  case selection
  case member
  case nonMember
  case train
  case test
  case bound
  case baseline
  /// What is of the pinned run.
  case pinned
  case good
  case warning
  case danger
  /// A shade of a heatmap, from 0 (darkest) to 255 (lightest).
  case ramp(UInt8)

  /// As people write it: `non-member`.
  public var name: String {
    switch self {
    case .nonMember: "non-member"
    case .ramp(let shade): "shade \(shade)"
    default: "\(self)"
    }
  }
}

/// Against whom an ε of a federation holds: the same number says nothing of anybody else. For what is in
/// `FederationSettings.neighbours(with:)`.
extension NoisePlacement {
  /// Against whom ε holds, to follow "holds against".
  public var adversary: String {
    switch self {
    case .central: "whoever sees the model, and not against the server"
    case .distributed: "whoever sees the model, and the server if no client colludes with it"
    case .local: "everybody else, the server included"
    }
  }

  /// Who adds how much noise, C being the clipping norm and z the noise multiplier.
  public var noise: String {
    switch self {
    case .central: "the server adds z C to the sum"
    case .distributed: "each client adds z C / √t, so that the t who must survive add z C together"
    case .local: "each client adds 2 z C to its own update"
    }
  }
}

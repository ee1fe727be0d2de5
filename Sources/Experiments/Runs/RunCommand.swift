/// Something that happens to a run, and is no turn of a knob: a client drops out, access is revoked.
public struct RunEvent: Hashable, Sendable {
  public let name: String
  /// What it is given, by name: numbers, flags and texts.
  public let arguments: [String: KnobValue]

  public init(name: String, arguments: [String: KnobValue] = [:]) {
    self.name = name
    self.arguments = arguments
  }
}

/// What is done to a run before the step of that index, counted from 0.
public struct RunCommand: Hashable, Sendable {
  /// A turn of a knob, or an event.
  public enum Action: Hashable, Sendable {
    case set(Knob, to: KnobValue)
    case happen(RunEvent)
  }

  public var step: Int
  public var action: Action

  public init(step: Int, action: Action) {
    self.step = step
    self.action = action
  }

  public init(step: Int, knob: Knob, value: KnobValue) {
    self.init(step: step, action: .set(knob, to: value))
  }

  /// Whether it is a turn of how the model answers or is audited, which no step reads: steps are as fixed as they were.
  var isReadByNoStep: Bool {
    if case .set(let knob, _) = action {
      Knob.answerKnobs.contains(knob) || knob == .auditEvery
    } else {
      false
    }
  }
}

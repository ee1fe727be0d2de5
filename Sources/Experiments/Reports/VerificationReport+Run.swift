import Records

// What the log of a report says was run, for who checks it to see.
extension VerificationReport {
  /// A setting that is another than the data set comes with.
  public struct Setting: Codable, Hashable, Sendable {
    /// As logs call it.
    public let key: String
    public let value: String
    /// What the data set comes with.
    public let usual: String

    /// In the order of the knobs.
    static func changed(in configuration: ExperimentConfiguration) -> [Setting] {
      let usual = ExperimentConfiguration(defaultsFor: DatasetReference(name: configuration.dataset))
      return Knob.all.filter { configuration[$0] != usual[$0] }.map {
        Setting(key: $0.key, value: configuration[$0].description, usual: usual[$0].description)
      }
    }
  }

  /// Something that was done before a step.
  public struct Command: Codable, Hashable, Sendable {
    public let step: Int
    /// As `noise_multiplier 2`.
    public let action: String

    init(_ command: RunCommand) {
      step = command.step
      action =
        switch command.action {
        case .set(let knob, let value): "\(knob.key) \(value)"
        case .happen(let event):
          ([event.name] + event.arguments.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
            .joined(separator: " ")
        }
    }
  }
}

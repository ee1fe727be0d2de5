extension ExperimentConfiguration {
  /// What the knob is set to.
  public subscript(knob: Knob) -> KnobValue { knob.value(in: self) }

  /// This configuration with one knob elsewhere.
  ///
  /// - Throws: `ConfigurationError` when the knob cannot have that value.
  public func setting(_ knob: Knob, to value: KnobValue) throws(ConfigurationError) -> ExperimentConfiguration
  {
    var copy = self
    try knob.put(value, into: &copy)
    try copy.validate()
    return copy
  }

  /// This configuration with those knobs elsewhere; whether they may all be there together is for `validate` to say. Another
  /// unit comes with as many members, and as many in a batch, as suit it; so does a federation with rates and a number of rounds.
  ///
  /// - Throws: `ConfigurationError` where a value is none of its knob's kind.
  public func putting(_ values: [Knob: KnobValue]) throws(ConfigurationError) -> ExperimentConfiguration {
    var copy = self
    if let unit = values[.unit] {
      try Knob.unit.put(unit, into: &copy)
      if copy.unit != self.unit { copy.adoptSizes(ofUnit: copy.unit) }
    }
    if let clients = values[.clients] {
      let wasFederated = isFederated
      try Knob.clients.put(clients, into: &copy)
      if copy.isFederated != wasFederated { copy.adoptPaces() }
    }
    for knob in Knob.all {
      if let value = values[knob] { try knob.put(value, into: &copy) }
    }
    return copy
  }

  /// This configuration with every live knob where the other one has it; whether that can be is for `validate` to say.
  public func adoptingLiveKnobs(of other: ExperimentConfiguration) -> ExperimentConfiguration {
    var copy = self
    for knob in Knob.live {
      do { try knob.put(other[knob], into: &copy) } catch { preconditionFailure("a knob holds its own kind") }
    }
    return copy
  }
}

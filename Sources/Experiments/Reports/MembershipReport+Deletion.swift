extension MembershipReport {
  /// What became of margins when a member was deleted and the run was trained again: of `--delete`.
  public struct DeletionFigures: Codable, Hashable, Sendable {
    /// The row of the file, from 0.
    public let index: Int
    /// The class number it was trained with.
    public let label: Int
    /// The step that all were trained to.
    public let step: Int
    @OrNull public var before: Double?
    @OrNull public var after: Double?
    /// Of reference models without it; null where there are none.
    @OrNull public var meanWithout: Double?
    @OrNull public var deviationWithout: Double?
    public let countWithout: Int
    /// How many of these deviations the margin lies from that mean once it is deleted.
    @OrNull public var deviations: Double?
    /// The same before it was deleted: where that is small too, deleting it was no trial.
    @OrNull public var deviationsBefore: Double?
    /// The members nearest to it.
    public let neighbors: [Change]
    /// How far their margins moved, on average over them; null of none, as is the next.
    @OrNull public var neighborsChange: Double?
    /// The members that were most exposed besides.
    public let exposed: [Change]
    @OrNull public var exposedChange: Double?
    public let control: Control

    private enum CodingKeys: String, CodingKey {
      case index, label, step, exposed, control
      case before = "margin_before"
      case after = "margin_after"
      case meanWithout = "out_mean"
      case deviationWithout = "out_sd"
      case countWithout = "out_count"
      case deviations = "z"
      case deviationsBefore = "z_before"
      case neighbors = "neighbours"
      case neighborsChange = "neighbours_change"
      case exposedChange = "exposed_change"
    }

    /// One record's margin before and after.
    public struct Change: Codable, Hashable, Sendable {
      public let index: Int
      public let label: Int
      /// From the deleted record, in inputs of the network.
      public let distance: Double
      @OrNull public var before: Double?
      @OrNull public var after: Double?
      @OrNull public var change: Double?
      /// How far its margin lies from one training of the same members to the next: on average over all pairs, and at most.
      @OrNull public var control: Double?
      @OrNull public var largestControl: Double?
      /// Whether it changed by more than any of these.
      public let isBeyondControl: Bool

      private enum CodingKeys: String, CodingKey {
        case index, label, distance, change, control
        case before = "margin_before"
        case after = "margin_after"
        case largestControl = "control_max"
        case isBeyondControl = "beyond_control"
      }

      init(_ change: Deletion.Change) {
        (index, label, distance) = (change.index, change.label, change.distance)
        isBeyondControl = change.isBeyondControl
        (before, after, self.change) = (change.before, change.after, change.change)
        (control, largestControl) = (change.control, change.largestControl)
      }
    }

    /// The same between trainings of the same members, with weights and batches of their own.
    public struct Control: Codable, Hashable, Sendable {
      /// How many were trained; every two of them make a difference.
      public let retrainings: Int
      /// How far margins lie from each other on average: of the deleted record, of its neighbours, and of the most exposed others.
      @OrNull public var deleted: Double?
      @OrNull public var neighbors: Double?
      @OrNull public var exposed: Double?

      private enum CodingKeys: String, CodingKey {
        case retrainings
        case deleted = "change"
        case neighbors = "neighbours_change"
        case exposed = "exposed_change"
      }
    }

    public init(_ deletion: Deletion) {
      (index, label, step) = (deletion.deleted.index, deletion.deleted.label, deletion.step)
      countWithout = deletion.without?.count ?? 0
      neighbors = deletion.neighbors.map(Change.init)
      exposed = deletion.exposed.map(Change.init)
      control = Control(
        retrainings: deletion.retrainingCount, deleted: deletion.deleted.control,
        neighbors: deletion.neighbors.meanControl, exposed: deletion.exposed.meanControl)
      (before, after) = (deletion.deleted.before, deletion.deleted.after)
      (meanWithout, deviationWithout) = (deletion.without?.mean, deletion.without?.deviation)
      deviations = deletion.deviations
      deviationsBefore = deletion.deviationsBefore
      neighborsChange = deletion.neighbors.meanAbsoluteChange
      exposedChange = deletion.exposed.meanAbsoluteChange
    }
  }
}

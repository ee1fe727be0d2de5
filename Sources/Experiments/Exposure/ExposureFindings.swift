public import Attacks

/// What somebody wants to know of the records of a run.
public struct ExposureFocus: Hashable, Sendable {
  /// What reference models another investigation has trained, and what it ran on them: asked again when there is more.
  public var references: References?
  /// What is to be deleted; nil for nothing.
  public var deletion: Wish?

  public struct References: Hashable, Sendable {
    public let step: Int
    public let count: Int
    /// Attacks that were run.
    public let attackCount: Int

    public init(step: Int, count: Int, attackCount: Int) {
      (self.step, self.count, self.attackCount) = (step, count, attackCount)
    }
  }

  /// A deletion that was asked for.
  public struct Wish: Hashable, Sendable {
    /// Its place in the pool.
    public let candidate: Int
    /// The run that it is deleted from.
    public let generation: Int
    /// How many were asked for before it, so that the same one may be asked for again.
    public let number: Int

    public init(candidate: Int, generation: Int, number: Int) {
      (self.candidate, self.generation, self.number) = (candidate, generation, number)
    }
  }

  public init(references: References? = nil, deletion: Wish? = nil) {
    (self.references, self.deletion) = (references, deletion)
  }
}

/// Which records a run gives away, slice by slice and one by one, and what a deletion changed.
public struct ExposureFindings: Findings {
  /// The run that is looked at; see `Snapshot`.
  public let generation: Int
  /// The step of the run when this was found.
  public internal(set) var newestStep: Int
  /// The step of the model that was asked, which waits for its reference models.
  public internal(set) var step: Int
  /// Reference models that answers are compared with.
  public internal(set) var referenceCount = 0
  /// Why there is nothing to list; nil where there is.
  public internal(set) var obstacle: ExposureError?
  /// The attack that ranks; nil before one has.
  public internal(set) var ranking: MembershipMethod?
  /// Attacks that were run, of which some find a record.
  public internal(set) var attackCount = 0
  /// Members, the most exposed first.
  public internal(set) var records: [ExposedRecord] = []
  /// The slices of each slicing there is.
  public internal(set) var slicings: [[Slice]] = []
  /// What was deleted of this run, by its place in the pool.
  public internal(set) var deletions: [Int: Deletion] = [:]
  /// A deletion under way.
  public internal(set) var progress: Progress?

  public struct Progress: Hashable, Sendable {
    public let candidate: Int
    /// The share of all steps that is taken, in [0, 1].
    public let fraction: Double
  }

  init(generation: Int, step: Int) {
    (self.generation, self.step, newestStep) = (generation, step, step)
  }

  public var kept: ExposureFindings { self }

  public static let historyCapacity = 24
}

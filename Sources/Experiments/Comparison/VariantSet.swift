import DifferentialPrivacy
import PrivacyAccounting
import Records

/// The variants that belong together.
public enum VariantSet: String, CaseIterable, Hashable, Sendable {
  /// What is done against remembering, heuristics beside clipping and noise.
  case defences
  /// What need not have been collected.
  case minimisation

  /// The share of the pool that a comparison of defences plants beside it as mislabelled canaries, or as much of it as the records
  /// outside allow.
  static let canaryShare = 0.1

  /// The configuration that the variants of a set differ from: that of defences has none of its own, and plants canaries, for the
  /// average flatters.
  ///
  /// - Parameter canaryCount: nil is a tenth of the pool.
  /// - Throws: `DatasetError`.
  public func base(
    _ configuration: ExperimentConfiguration, canaryCount: Int? = nil
  ) throws -> ExperimentConfiguration {
    guard self == .defences else { return configuration }
    var base = configuration
    let usual = ExperimentConfiguration(defaultsFor: configuration.reference)
    (base.weightDecay, base.dropout, base.labelSmoothing) = (usual.weightDecay, 0, 0)
    (base.mixup, base.relaxLoss, base.distil, base.earlyStopping) = (0, nil, .none, nil)
    (base.noiseMultiplier, base.clippingNorm, base.adaptiveClipping) = (0, nil, nil)
    guard base.canaries == .none else { return base }
    let data = try ExperimentData(base)
    let wanted = Int(Self.canaryShare * Double(data.split.pool.count))
    let count = canaryCount ?? min(wanted, data.outsidePool.count, 2000)
    guard NumberLimit.canaryCount.contains(count) else { return base }
    (base.canaries, base.canaryCount) = (.mislabelled, count)
    return base
  }

  /// The heuristics that are compared, then the same short private schedule with clipping alone and with noise for two ε.
  ///
  /// - Parameter classCount: K, which decides how far RelaxLoss lets the loss fall: its threshold must lie well below ln K.
  /// - Throws: `PrivacyAccountingError` where no noise gives those ε.
  static func defences(
    of base: ExperimentConfiguration, classCount: Int
  ) throws -> [Variant] {
    let threshold = classCount == 2 ? 0.3 : 0.5
    let lastStep = base.isFederated ? 10 : 100
    let heuristics = [
      Variant("no defence"),
      Variant("weight decay 0.01", [.weightDecay: .number(0.01)]),
      Variant("weight decay 0.03", [.weightDecay: .number(0.03)]),
      Variant("dropout 0.5", [.dropout: .number(0.5)]),
      Variant("label smoothing 0.1", [.labelSmoothing: .number(0.1)]),
      Variant("early stop \(lastStep)", [.earlyStopping: .number(Double(lastStep))]),
      Variant("mixup 1", [.mixup: .number(1)]),
      Variant("RelaxLoss \(threshold)", [.relaxLoss: .number(threshold)]),
    ]
    // Clients have no teachers.
    let taught = [
      Variant("self-distillation", [.distil: .text(Distillation.own.rawValue)]),
      Variant("cross-distillation", [.distil: .text(Distillation.cross.rawValue)]),
    ]
    return heuristics + (base.isFederated ? [] : taught) + (try privateSchedule(of: base))
  }

  /// A short schedule with clipping alone and with noise for two ε. Clients all take part, in one step each: their updates are large
  /// and alike, and the noise of a few rounds is little beside them.
  private static func privateSchedule(of base: ExperimentConfiguration) throws -> [Variant] {
    var short: [Knob: KnobValue] = [
      .learningRate: .number(1), .momentum: .number(0), .weightDecay: .number(0), .clippingNorm: .number(1),
    ]
    let (name, rate, steps) = base.isFederated ? ("DP-FedAvg", 1, 50) : ("DP-SGD", 0.25, 100)
    short[.steps] = .number(Double(steps))
    if base.isFederated {
      short[.participation] = .number(rate)
      (short[.localEpochs], short[.localBatch]) = (.number(1), .text("full"))
    } else {
      short[.expectedBatchSize] = .number(base.expectedMemberCount * rate)
    }
    let schedule = base.isFederated ? ", \(steps) full rounds" : ""
    return [Variant("clipping only" + schedule, short)]
      + (try [8.0, 2].map { epsilon in
        let sigma = try Calibration(targetEpsilon: epsilon, delta: base.delta).noiseMultiplier(
          samplingRate: rate, stepCount: steps)
        return Variant(
          "\(name), ε \(KnobValue.number(epsilon))" + schedule,
          short.merging([.noiseMultiplier: .number((1000 * sigma).rounded(.up) / 1000)]) { $1 })
      })
  }

  /// All columns, then ever fewer of them, the most useful ones kept, then all of them more coarsely; of pictures fewer and
  /// coarser pixels; and half of the records, which minimises people rather
  /// than what is known of each.
  ///
  /// - Parameter ranking: the columns of a table, the most useful first; empty of pictures.
  static func minimisation(of base: ExperimentConfiguration, data: ExperimentData, ranking: [String])
    -> [Variant]
  {
    var variants = [Variant("everything")]
    let counts = [1, 2, 4, 8, 12, 16, 24, 32].filter { $0 < ranking.count }
    variants += counts.reversed().map { count in
      // With what named other columns gone too.
      let kept = base.keeping(Array(ranking.prefix(count)))
      let changed = Knob.all.filter { kept[$0] != base[$0] }
      return Variant(
        "the \(count) most useful column\(count == 1 ? "" : "s")",
        Dictionary(uniqueKeysWithValues: changed.map { ($0, kept[$0]) }))
    }
    if case .image(let width, let height, _, _) = data.dataset.layout {
      variants += [Variant("5 levels", [.levels: .number(5)]), Variant("3 levels", [.levels: .number(3)])]
      let side = base.downsample ?? base.reference.catalogDownsample
      if width.isMultiple(of: 2), height.isMultiple(of: 2) {
        variants.append(Variant("half the resolution", [.downsample: .number(Double(2 * side))]))
      }
    } else {
      let widths = data.coarseWidths(keeping: Set(ranking))
      if !widths.isEmpty {
        variants.append(Variant("numbers in steps of a deviation", [.coarsen: .list(widths)]))
      }
      variants += [
        Variant("groups of 5 (k-anonymity)", [.kAnonymity: .text("5")]),
        Variant("groups of 20 (k-anonymity)", [.kAnonymity: .text("20")]),
      ]
      if let twinless = Self.withoutTwins(of: base, data: data) { variants.append(twinless) }
    }
    let half = max(1, base.trainSize / 2)
    var halved: [Knob: KnobValue] = [.trainSize: .number(Double(half))]
    if !base.isFederated {
      halved[.expectedBatchSize] = .number(min(base.expectedBatchSize, Double(half)))
    }
    variants.append(Variant("half the records", halved))
    return variants
  }

  /// The variant without twins; nil where there are none, or too few records without them for the pool.
  private static func withoutTwins(of base: ExperimentConfiguration, data: ExperimentData) -> Variant? {
    let variant = Variant("duplicates removed", [.deduplicate: .flag(true)])
    guard let configuration = try? variant.configuration(of: base, seed: base.seed),
      let other = try? ExperimentData(configuration), other.dataset.count < data.dataset.count
    else { return nil }
    return variant
  }
}

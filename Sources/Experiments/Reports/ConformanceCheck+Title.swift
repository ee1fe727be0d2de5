public import Auditing

extension ConformanceCheck.Name {
  /// In a list.
  public var title: String {
    switch self {
    case .noiseRatio: "noise where no gradient reached"
    case .noiseRatioOfSteps: "noise of every step"
    case .noiseRatioOfLayers: "noise of every layer"
    case .noiseCorrelation: "noise is fresh each step"
    case .sensitivity: "one example moves the sum by C"
    case .batchSizeVariance: "batches vary as coins do"
    case .divisor: "the divisor is B"
    case .samplingRate: "the rate that is counted"
    case .steps: "the steps that are counted"
    case .recountedEpsilon: "the log costs what is claimed"
    }
  }
}

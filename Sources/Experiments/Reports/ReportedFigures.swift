import Attacks
import Foundation
import Statistics

/// The figures of a lab report, as people read them and as they are verified: of a run at one step, from what was found of it and
/// what it cost.
public struct ReportedFigures: Hashable, Sendable {
  /// One figure, and how it is written.
  public struct Figure: Hashable, Sendable {
    /// In snake case, for programs.
    public let key: String
    /// For people, and unique.
    public let title: String
    /// nil where there is none; infinite of an ε that nothing bounds.
    public let value: Double?
    /// Where the value would lie in 95 of 100 repetitions; nil where that is not known.
    public let interval: ClosedRange<Double>?
    let form: Form

    /// How a value is written, and how near another one is the same on another processor.
    enum Form: Hashable, Sendable {
      /// With three decimals; others as near as that agree.
      case share(within: Double)
      /// `38 of 40`; the number on its own may differ by a few.
      case count(of: Int)
      /// Rounded up to three decimals, for it is an upper end, and with those words, to the letter.
      case epsilon(RunAccount.Kind)
      /// With three digits, to the letter.
      case delta
    }
  }

  /// In the order of the table, the same ones for every run.
  public let figures: [Figure]

  /// - Precondition: both are of the same run at the same step.
  public init(of finding: Finding, account: RunAccount) {
    precondition(finding.step == account.step)
    let (attack, inversion) = (finding.lossThreshold, finding.inversion.attack)
    let rate = attack?.truePositiveRateAt1Percent
    figures = [
      Figure(.testAccuracy, finding.test?.accuracy),
      Figure(.trainAccuracy, finding.train?.accuracy),
      Figure(.area, attack?.curve.areaUnderCurve, attack?.curve.areaInterval),
      Figure(.rate, rate?.value, rate?.interval),
      Figure(.balancedAccuracy, attack?.balancedAccuracy),
      Figure(
        .recognised, inversion.identifiedCount.map(Double.init),
        form: .count(of: inversion.candidateCount)),
      Figure(.epsilon, account.epsilon, form: .epsilon(account.kind)),
      Figure(.delta, account.delta, form: .delta),
    ]
  }

  public init(of examination: Examination) {
    self.init(of: examination.finding, account: examination.account)
  }

  /// Key and title of each figure there is.
  enum Name: String, CaseIterable {
    case testAccuracy = "test_accuracy"
    case trainAccuracy = "train_accuracy"
    case area = "membership_auc"
    case rate = "membership_tpr_at_1_percent_fpr"
    case balancedAccuracy = "membership_balanced_accuracy"
    case recognised = "inversion_recognised"
    case epsilon
    case delta

    /// With † where it is drawn from training data, which ε does not cover.
    var title: String {
      switch self {
      case .testAccuracy: "test accuracy"
      case .trainAccuracy: "†train accuracy"
      case .area: "†membership by loss threshold: AUC"
      case .rate: "†membership by loss threshold: TPR at 1 % FPR"
      case .balancedAccuracy: "†membership by loss threshold: balanced accuracy"
      case .recognised: "†recognised by inversion"
      case .epsilon: "ε"
      case .delta: "δ"
      }
    }
  }

  /// The table: what people read, and all that is verified.
  public var markdown: String {
    ([PrintedFigures.header, PrintedFigures.rule]
      + figures.map { "| \($0.title) | \($0.valueText) | \($0.intervalText) |" })
      .map { $0 + "\n" }.joined()
  }
}

extension ReportedFigures.Figure {
  fileprivate init(
    _ name: ReportedFigures.Name, _ value: Double?, _ interval: ClosedRange<Double>? = nil, form: Form? = nil
  ) {
    (key, title, self.value, self.interval) = (name.rawValue, name.title, value, interval)
    self.form = form ?? .share(within: name == .rate ? 0.05 : 0.02)
  }

  /// As the table has it.
  public var valueText: String {
    guard let value else { return "–" }
    return switch form {
    case .share: value.written(3)
    case .count(let all): "\(Int(value)) of \(all)"
    case .epsilon(let kind): value.isInfinite ? value.written(3) : "\(value.roundedUp(3)), \(kind.rawValue)"
    case .delta: value.brief
    }
  }

  /// As the table has it; empty where there is none.
  public var intervalText: String {
    interval.map { "[\($0.lowerBound.written(3)), \($0.upperBound.written(3))]" } ?? ""
  }

  /// How far another value may lie, on another processor, and count as near; nil where it must be written the same. Of a count
  /// that is a tenth of how many there are, and no more than two.
  public var tolerance: Double? {
    switch form {
    case .share(let tolerance): tolerance
    case .count(let all): Double(min(2, all / 10))
    case .epsilon, .delta: nil
    }
  }
}

/// Tells members from others by features of each candidate, with a logistic regression for each class and one of all
/// classes for those with few examples, learned from models whose members are known.
struct ClasswiseClassifier {
  /// Members, and others, below which a class is judged by the classifier of all classes.
  private static let fewestExamples = 20

  private let labels: [Int]
  private let width: Int
  private let shared: LogisticClassifier
  private var own: [Int: LogisticClassifier] = [:]

  /// - Parameters:
  ///   - shadows: for each model the features of each candidate, `width` of them, one candidate after another.
  ///   - includes: for each model, which candidates it was trained on.
  ///   - labels: the class of each candidate.
  init(shadows: [[Double]], includes: [[Bool]], labels: [Int], width: Int) {
    self.labels = labels
    self.width = width
    let all = Array(labels.indices)
    shared = Self.classifier(of: all, shadows, includes, width)
    for label in Set(labels).sorted() {
      let candidates = all.filter { labels[$0] == label }
      let memberCount = includes.reduce(0) { sum, includes in sum + candidates.count { includes[$0] } }
      let otherCount = candidates.count * includes.count - memberCount
      guard min(memberCount, otherCount) >= Self.fewestExamples else { continue }
      own[label] = Self.classifier(of: candidates, shadows, includes, width)
    }
  }

  /// The log-odds of membership of each candidate, from its features.
  func scores(of features: [Double]) -> [Double] {
    var scores = shared.scores(of: features)
    for (label, classifier) in own {
      let candidates = labels.indices.filter { labels[$0] == label }
      let examples = candidates.flatMap { features[$0 * width..<($0 + 1) * width] }
      for (candidate, score) in zip(candidates, classifier.scores(of: examples)) { scores[candidate] = score }
    }
    return scores
  }

  private static func classifier(
    of candidates: [Int], _ shadows: [[Double]], _ includes: [[Bool]], _ width: Int
  ) -> LogisticClassifier {
    var examples = [Double]()
    var outcomes = [Bool]()
    for (features, includes) in zip(shadows, includes) {
      for candidate in candidates {
        examples += features[candidate * width..<(candidate + 1) * width]
        outcomes.append(includes[candidate])
      }
    }
    return LogisticClassifier(examples: examples, outcomes: outcomes, width: width)
  }
}

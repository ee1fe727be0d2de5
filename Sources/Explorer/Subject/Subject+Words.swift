import Experiments
import PrivacyAccounting
import Records

// What things are called in a run: with clients a step is a round, and ε is of a client.

extension ExperimentConfiguration {
  /// What a step is.
  var stepNoun: String { isFederated ? "round" : "step" }
}

extension Subject {
  /// What a step of the run is.
  var stepNoun: String { running.stepNoun }
}

extension RunAccount {
  /// What a step of the run was.
  var stepNoun: String { unit == .client ? "round" : "step" }

  /// What ε is of, with an article.
  var protectedUnit: String {
    switch unit {
    case .record: "a record"
    case .person: "half of a person's photographs"
    case .client: "a client"
    }
  }
}

import AccessControl
public import Attacks
import LinearAlgebra
public import Statistics

/// What attribute attacks find by way of one service: of members, of the others, and what is found of both without the model.
public struct AttributeStudy: Sendable {
  /// How often one method is right, on either side of the pool.
  public struct Sides: Hashable, Sendable {
    /// nil where all of the pool are members, or none, as is the next.
    public let members: AttributeResult?
    public let nonMembers: AttributeResult?

    /// How much more often members are guessed rightly than others; nil where a side is empty.
    public var gap: Estimate? {
      guard let members, let nonMembers else { return nil }
      return members.gap(over: nonMembers)
    }

    init(scores: Matrix<Double>, prior: [Double], truth: [Int], isMember: [Bool]) {
      let result = { side in
        AttributeResult(
          scores: scores, prior: prior, truth: truth, of: isMember.indices.filter { isMember[$0] == side })
      }
      (members, nonMembers) = (result(true), result(false))
    }
  }

  public struct Outcome: Hashable, Sendable {
    public let method: AttributeMethod
    public let sides: Sides
    /// What the method has over imputation, in the share that is guessed rightly; nil where a side is empty.
    public let memberGain: Estimate?
    public let nonMemberGain: Estimate?
  }

  /// In the order that was asked for, as are the omissions.
  public let outcomes: [Outcome]
  /// Methods that could not run, and what they need.
  public let omissions: [(method: AttributeMethod, reason: MissingEvidence)]
  /// Without the model: of the whole pool, and of either side.
  public let imputation: AttributeResult?
  public let imputationOfSides: Sides

  init(of methods: [AttributeMethod], on evidence: AttributeEvidence, truth: [Int], isMember: [Bool]) {
    let prior = evidence.imputation.prior
    let imputed = evidence.imputation.withLabel
    var outcomes = [Outcome]()
    var omissions = [(method: AttributeMethod, reason: MissingEvidence)]()
    for method in methods {
      do throws(MissingEvidence) {
        let scores = try method.scores(from: evidence)
        let gain = { side in
          AttributeResult.gain(
            of: scores, over: imputed, prior: prior, truth: truth,
            on: isMember.indices.filter { isMember[$0] == side })
        }
        outcomes.append(
          Outcome(
            method: method, sides: Sides(scores: scores, prior: prior, truth: truth, isMember: isMember),
            memberGain: gain(true), nonMemberGain: gain(false)))
      } catch {
        omissions.append((method, error))
      }
    }
    (self.outcomes, self.omissions) = (outcomes, omissions)
    imputation = AttributeResult(scores: imputed, prior: prior, truth: truth, of: Array(truth.indices))
    imputationOfSides = Sides(scores: imputed, prior: prior, truth: truth, isMember: isMember)
  }

  public func outcome(of method: AttributeMethod) -> Outcome? { outcomes.first { $0.method == method } }
}

public import PlainText

/// Why a computation between programs does not come about, or ended.
public enum PartyError: ExplainedError, Hashable {
  // Coming together.
  case missing([PartyRole], seconds: Double)
  case sameRole(PartyRole)
  case roleTaken(PartyRole)
  case unknownRole
  case tooManyPeers(Int)
  case tooFewPeers(Int)

  // The plan.
  case planTooLarge(what: String, Int, most: Int)
  case otherDemand(what: String, offered: String, wanted: String)
  case otherPlans
  case inputBound(Double)

  // On the way.
  case gone(PartyRole)
  case silent(PartyRole, seconds: Double)
  case garbled(PartyRole)
  case unexpected(PartyRole)
  case ended(PartyRole, reason: String)

  private static let endedWords = " ended the computation: "

  public var sentence: Sentence {
    switch self {
    case .missing(let roles, let seconds):
      "Of the other parties \(roles.map(\.name).joined(separator: " and ")) did not come within \(seconds) s. Check the addresses, and that those programs run, or wait longer with --wait."
    case .sameRole(let role):
      "Both programs are \(role.name). Give one of them another --role."
    case .roleTaken(let role):
      "Two channels are open to \(role.name). Start one such program, and give the address of each pair on one side alone."
    case .unknownRole:
      "The other program has a role that is none of model, data and dealer. Let all be of one release."
    case .tooManyPeers(let count):
      "There are two other parties, and \(count) addresses were given. Give --peer twice at most."
    case .tooFewPeers(let count):
      "There are two other parties, and \(count == 0 ? "no address was" : "one address was") given. Give --peer for each, or --listen where they can come to."
    case .planTooLarge(let what, let count, let most):
      "The model has \(what) of \(count), and \(most) is the most between programs. Give a smaller one."
    case .otherDemand(let what, let offered, let wanted):
      "The model's owner offers \(what) \(offered), and \(wanted) is demanded here. Agree with its owner, and start all parties again."
    case .otherPlans:
      "The dealer and the records' owner were told different plans, so the model's owner does not follow the protocol. Nothing was computed."
    case .inputBound(let bound):
      "The model's owner offers inputs up to \(bound), which is no bound that can be computed with. Nothing was computed."
    case .gone(let role):
      "\(role.name.capitalizedFirst) is gone, and the computation ended. See what that program says, and start all parties again."
    case .silent(let role, let seconds):
      "Nothing came from \(role.name) for \((100 * seconds).rounded() / 100) s, and the computation ended. See whether that program still runs; where it only takes longer, raise --timeout."
    case .garbled(let role):
      "A message was changed on its way, repeated, or is not that of \(role.name), and the computation ended. See who else can write to the channel."
    case .unexpected(let role):
      "A message of \(role.name) is none that is due now, and the computation ended. Let all parties be of one release."
    // Who was told by the third passes on what it heard.
    case .ended(_, let reason) where reason.contains(Self.endedWords): "\(reason)"
    case .ended(let role, let reason): "\(role.name.capitalizedFirst)\(Self.endedWords)\(reason)"
    }
  }
}

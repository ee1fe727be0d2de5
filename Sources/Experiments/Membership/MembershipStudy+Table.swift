import Attacks

extension MembershipStudy {
  /// Every attack's score of every candidate as a CSV file, with the header `candidate,member` and the attacks' names;
  /// candidates are numbered from 0 in the order of the evidence, and numbers unrounded.
  public var candidateTable: String {
    let header = ["candidate", "member"] + outcomes.map(\.method.rawValue)
    let rows = isMember.indices.map { candidate in
      (["\(candidate)", isMember[candidate] ? "1" : "0"] + outcomes.map { "\($0.scores[candidate])" })
        .joined(separator: ",")
    }
    return ([header.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
  }
}

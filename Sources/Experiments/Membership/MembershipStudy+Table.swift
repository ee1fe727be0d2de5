import Attacks

extension MembershipStudy {
  /// Every attack's score of every candidate as a CSV file, with the header `index,member` and the attacks' names; numbers
  /// unrounded.
  ///
  /// - Parameter indices: what the candidates are called, in the order of the evidence.
  public func candidateTable(indices: [Int]) -> String {
    let header = ["index", "member"] + outcomes.map(\.method.name)
    let rows = isMember.indices.map { candidate in
      (["\(indices[candidate])", isMember[candidate] ? "1" : "0"] + outcomes.map { "\($0.scores[candidate])" })
        .joined(separator: ",")
    }
    return ([header.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
  }
}

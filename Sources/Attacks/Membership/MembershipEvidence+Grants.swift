import AccessControl

extension MembershipEvidence {
  /// As much of it as an adversary sees who holds these capabilities and no others.
  ///
  /// What a reference model answers is its own maker's to see; of models trained on the candidate nothing is left for who
  /// has only models that were not.
  func shown(to held: Set<Capability>) -> MembershipEvidence {
    var shown = self
    if !held.contains(.labels) { shown.hits = [] }
    if !held.contains(.losses) {
      shown.margins = []
      shown.publicRecords.margins = []
    }
    if !held.contains(.lossesAlongTraining) { shown.trajectory = nil }
    if !held.contains(.confidences) { shown.answers = nil }
    if !held.contains(.questions) { shown.target?.service = nil }
    if !held.contains(.weights) { shown.target?.whiteBox = nil }
    if !held.contains(.publicRecords) { shown.publicRecords = .none }
    switch (held.contains(.referencesWithoutCandidate), held.contains(.referencesWithCandidate)) {
    case (true, true): break
    case (false, false): shown.references = []
    case (true, false): shown.references = references.map { $0.hiding(candidatesIncluded: true) }
    case (false, true): shown.references = references.map { $0.hiding(candidatesIncluded: false) }
    }
    return shown
  }
}

extension ReferenceModel {
  /// Without its answers on the candidates that it was trained on, or on the others.
  fileprivate func hiding(candidatesIncluded isHidden: Bool) -> ReferenceModel {
    var shown = self
    for (candidate, isIncluded) in includes.enumerated() where isIncluded == isHidden {
      shown.margins[candidate] = .nan
    }
    (shown.answers, shown.model, shown.trajectory) = (nil, nil, nil)
    return shown
  }
}

import Experiments
import FederatedLearning
import PlainText
import TerminalCanvas

/// One round of secure aggregation, mask by mask: first what is put on a client's vector, then what is taken off the server's sum.
struct MaskView {
  let update: WatchedUpdate

  private var glyphs: GlyphSet { update.glyphs }
  private static let title = "Masks"

  var content: PaneContent {
    if let obstacle = update.obstacleToMasks {
      return PaneContent(
        Self.title, term: .masks, otherTerms: [.serversView],
        body: .text(Paragraph(text: obstacle, space: 1)), sentence: obstacle)
    }
    guard let round = update.round, let transcript = round.watched.transcript else {
      preconditionFailure("there are masks")
    }
    let stages = MaskStages(transcript: transcript, round: round)
    // A round that nobody goes through stands at what it came to.
    let stage = update.stage ?? stages.count - 1
    let words = stages.words(at: stage)
    var notes = update.notes
    notes.insert(
      (notes.first ?? []) + [Span("  stage \(stage + 1) of \(stages.count)", .focus)], at: 0)
    let texts = stages.text(at: stage)
    let way =
      update.stage == nil
      ? "n or g: mask by mask"
      : stage < stages.count - 1 ? "n the next, m the one before" : "c the newest round"
    return PaneContent(
      Self.title, term: .masks, otherTerms: [.serversView], notes: notes,
      body: .units(
        UnitPictures(
          parts: [
            client(words.client, raw: transcript.maskings.first?.words, transcript),
            server(words.server, raw: transcript.maskings.first?.words, stage: stage, stages),
          ], text: glyphs.spelled("\(texts.capitalizedFirst)."))),
      caption: .init(
        texts: ["r: correlation with the vector as it is; \(way)", way], ink: .dim),
      sentence: glyphs.spelled(
        "Stage \(stage + 1) of \(stages.count) of round \(grouped(round.round.index + 1)): \(texts)\(likeness(words.server ?? words.client, transcript)).\(update.stage == nil ? " next-mask goes through it from the first mask on." : "")"
      ))
  }

  private func client(
    _ words: [UInt32]?, raw: [UInt32]?, _ transcript: AggregationTranscript
  ) -> UnitPictures.Part {
    guard let words else {
      return UnitPictures.Part(
        titles: ["client \(transcript.client)'s vector", "its vector"], ink: .member,
        note: "It dropped out before it masked one.")
    }
    return UnitPictures.Part(
      titles: ["client \(transcript.client)'s vector", "its vector"], ink: .member,
      mosaic: update.mosaic(words), note: note(words, raw))
  }

  private func server(
    _ words: [UInt32]?, raw: [UInt32]?, stage: Int, _ stages: MaskStages
  ) -> UnitPictures.Part {
    let titles = ["the server's sum", "its sum"]
    guard let words else {
      return UnitPictures.Part(
        titles: titles, ink: .bound,
        note: stages.isAborted && stage == stages.count - 1
          ? "Nothing: too few were left, and the round was aborted." : "The vectors have not come yet.")
    }
    return UnitPictures.Part(
      titles: titles, ink: .bound, mosaic: update.mosaic(words), note: note(words, raw))
  }

  private func note(_ words: [UInt32], _ raw: [UInt32]?) -> String {
    let alike = raw.flatMap { update.correlation(words, $0) }.map { "r \(fixed($0, 2)), " } ?? ""
    return "\(alike)\(update.reach(words))"
  }

  private func likeness(_ words: [UInt32]?, _ transcript: AggregationTranscript) -> String {
    guard let words, let raw = transcript.maskings.first?.words,
      let alike = update.correlation(words, raw)
    else { return "" }
    return "; its correlation with the raw vector is \(fixed(alike, 2))"
  }
}

/// The stages of a round, and what is said of each.
struct MaskStages {
  let transcript: AggregationTranscript
  let round: WatchedRound

  var count: Int { transcript.maskings.count + transcript.unmaskings.count }
  var isAborted: Bool { round.round.isAborted }

  /// The client's vector, and the server's sum; nil of what is not yet there.
  func words(at stage: Int) -> (client: [UInt32]?, server: [UInt32]?) {
    let masked = transcript.maskings
    guard stage >= masked.count else { return (masked[stage].words, nil) }
    let place = stage - masked.count
    return (
      masked.last?.words,
      transcript.unmaskings.indices.contains(place) ? transcript.unmaskings[place].words : nil
    )
  }

  /// What is done at the stage, to stand in a sentence.
  func text(at stage: Int) -> String {
    let masked = transcript.maskings
    guard stage >= masked.count else { return text(of: masked[stage].mask, at: stage) }
    let place = stage - masked.count
    let count = round.round.participants.count(where: \.isInSum)
    switch transcript.unmaskings[place].step {
    case .sum:
      return
        "the server adds up \(count) masked vectors: pair masks cancel, those of clients who dropped out stick, and own masks are left"
    case .pairMasks(let client):
      return
        "client \(client) dropped out, and its pair masks stick: its key is rebuilt from shares of the others, and they are taken off"
    case .selfMask(let client):
      let end =
        place == transcript.unmaskings.count - 1
        ? "the last mask goes, and the sum of \(count) appears" : "still noise"
      return "the own mask of client \(client) is rebuilt from shares and taken off: \(end)"
    }
  }

  private func text(of mask: AggregationTranscript.Masking.Mask, at stage: Int) -> String {
    let sent = stage == transcript.maskings.count - 1 ? ", and this is what it sends" : ""
    switch mask {
    case .none: return "the vector as it is, in whole numbers"
    case .own: return "its own mask is added\(sent)"
    case .pair(let other):
      let way = transcript.client < other ? "added" : "subtracted"
      return "the mask agreed on with client \(other) is \(way), which that one does the other way\(sent)"
    }
  }
}

import Experiments
import FederatedLearning
import TerminalCanvas

/// What the client has, what it sends, and what the server gets: the same picture three times, or noise between two.
struct ServerView {
  let update: WatchedUpdate

  private var glyphs: GlyphSet { update.glyphs }
  private static let title = "The server's view"

  var content: PaneContent {
    guard let round = update.round else {
      let reason = update.reasonForNothing
      return PaneContent(
        Self.title, term: .serversView, otherTerms: [.clientUpdate],
        body: .text(Paragraph(text: reason, space: 1)), sentence: reason)
    }
    let isSecure = round.settings.aggregation == .secure
    return PaneContent(
      Self.title, term: .serversView, otherTerms: [.clientUpdate, .masks], notes: update.notes,
      body: .units(UnitPictures(parts: [own(round), sent(round), server(round)])),
      caption: .init(texts: isSecure ? secureCaptions(round) : plainCaptions, ink: .dim),
      sentence: glyphs.spelled(sentence(round)))
  }

  private func own(_ round: WatchedRound) -> UnitPictures.Part {
    UnitPictures.Part(
      titles: ["\(update.mark)client \(round.watched.client) has", "\(update.mark)it has"], ink: .member,
      mosaic: update.mosaic(round.watched.update, .symmetric),
      note: "\(update.reach(round.watched.update)), mid-grey is 0")
  }

  private func sent(_ round: WatchedRound) -> UnitPictures.Part {
    let titles = ["it sends"]
    guard round.settings.aggregation == .secure else {
      return UnitPictures.Part(
        titles: titles, ink: .text, mosaic: update.mosaic(round.watched.sent, .symmetric),
        note: update.reach(round.watched.sent))
    }
    guard let transcript = round.watched.transcript else {
      return UnitPictures.Part(
        titles: titles, ink: .text,
        note: round.round.isAborted
          ? "Nothing: too few were there, and the round was aborted."
          : "Noise: masks of so many values are not kept.")
    }
    guard let words = transcript.maskings.last?.words else {
      return UnitPictures.Part(titles: titles, ink: .text, note: "Nothing: it dropped out before that.")
    }
    return UnitPictures.Part(
      titles: titles, ink: .text, mosaic: update.mosaic(words), note: update.reach(words))
  }

  private func server(_ round: WatchedRound) -> UnitPictures.Part {
    let titles = ["the server gets", "server gets"]
    guard round.settings.aggregation == .secure else {
      return UnitPictures.Part(
        titles: titles, ink: .bound, mosaic: update.mosaic(round.watched.sent, .symmetric),
        note: "the same")
    }
    guard !round.round.isAborted else {
      return UnitPictures.Part(
        titles: titles, ink: .bound, note: "Nothing: too few were there, and the round was aborted.")
    }
    guard let words = round.watched.transcript?.unmaskings.last?.words else {
      return UnitPictures.Part(titles: titles, ink: .bound, note: "The sum, which is not kept.")
    }
    return UnitPictures.Part(
      titles: titles, ink: .bound, mosaic: update.mosaic(words), note: "the sum: \(update.reach(words))")
  }

  private var plainCaptions: [String] {
    [
      "plain: the server sees the update of every client as it is sent; s restarts with secure sums",
      "plain: the server sees every update; s restarts with secure sums", "plain: the server sees it",
    ]
  }

  private func secureCaptions(_ round: WatchedRound) -> [String] {
    guard !round.round.isAborted else {
      return ["secure: the round was aborted, and the server learned nothing"]
    }
    let count = round.round.participants.count(where: \.isInSum)
    return [
      "secure: the server sees the sum of \(count) clients alone; n goes through it mask by mask",
      "secure: the server sees the sum of \(count) alone; n: mask by mask", "secure: the sum alone",
    ]
  }

  private func sentence(_ round: WatchedRound) -> String {
    let beginning =
      "In round \(grouped(round.round.index + 1)) client \(round.watched.client) made an update, drawn as pictures of \(update.subjectOfPictures)"
    guard round.settings.aggregation == .secure else {
      return "\(beginning); the server sees the same, for the sum is plain."
    }
    guard !round.round.isAborted else {
      return "\(beginning); the round was aborted, and the server learned nothing."
    }
    let count = round.round.participants.count(where: \.isInSum)
    return
      "\(beginning); what it sends looks like noise, and the server gets the sum of \(count) clients."
  }
}

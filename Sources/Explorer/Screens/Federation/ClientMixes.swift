import Experiments
import FederatedLearning
import PlainText
import Records
import TerminalCanvas

/// The clients as tiles: what each has, and how it fared in the last round.
struct ClientMixes {
  let state: FederationState
  let screen: FederationScreen
  let context: ScreenContext

  private var glyphs: GlyphSet { context.glyphs }
  private static let mostBars = 10

  var content: PaneContent {
    let round = state.lastRound
    let count = round?.participants.count ?? 0
    let when = round.map { "round \(grouped($0.index + 1)): \(count) chosen" } ?? "no round yet"
    return PaneContent(
      "\(state.clientCount) clients", term: .clientMix, otherTerms: [.clientUpdate, .federatedRound],
      notes: [
        [
          Span("client \(screen.client(in: context))", .focus),
          Span("  \(when)\(context.subject.isLookingBack ? ", the newest" : "")", .dim),
        ],
        [Span(when, .dim)],
      ],
      body: .clients(ClientTiles(tiles: tiles, chosen: screen.client(in: context), legend: legend)),
      sentence: glyphs.spelled(sentence))
  }

  private var tiles: [ClientTiles.Tile] {
    let participants = Dictionary(
      uniqueKeysWithValues: (state.lastRound?.participants ?? []).map { ($0.client, $0) })
    let shares = state.labelCounts.map(groups)
    let most = max(1e-9, shares.map { $0.max() ?? 0 }.max() ?? 1)
    return state.labelCounts.indices.map { client in
      let standing = ClientStanding(
        of: client, participants[client], in: state, isAborted: state.lastRound?.isAborted ?? false)
      return ClientTiles.Tile(
        number: client, mark: standing.mark, ink: standing.ink, mix: shares[client].map { $0 / most },
        norm: participants[client]?.norm.map(brief) ?? "")
    }
  }

  /// The share of each class, or of as many neighbouring ones together as leave ten bars; of few classes each bar is wider.
  private func groups(_ counts: [Int]) -> [Double] {
    let total = Double(max(1, counts.reduce(0, +)))
    let size = max(1, (counts.count + Self.mostBars - 1) / Self.mostBars)
    let shares = stride(from: 0, to: counts.count, by: size).map { start in
      Double(counts[start..<min(counts.count, start + size)].reduce(0, +)) / total
    }
    let width = max(1, min(3, Self.mostBars / max(1, shares.count)))
    return shares.flatMap { [Double](repeating: $0, count: width) }
  }

  /// In four characters.
  private func brief(_ norm: Double) -> String {
    switch norm {
    case ..<9.995: fixed(norm, 2)
    case ..<99.95: fixed(norm, 1)
    case ..<9999.5: String(Int(norm.rounded()))
    default: "1e\(min(99, Int(axisExponent(norm))))"
    }
  }

  private func axisExponent(_ value: Double) -> Double {
    var (value, exponent) = (value, 0.0)
    while value >= 10, exponent < 99 { (value, exponent) = (value / 10, exponent + 1) }
    return exponent
  }

  private var legend: (bars: String, norms: String, marks: [String]) {
    let marks = ClientStanding.allCases.filter { standing in
      state.labelCounts.indices.contains { client in
        let participant = state.lastRound?.participants.first { $0.client == client }
        return ClientStanding(
          of: client, participant, in: state, isAborted: state.lastRound?.isAborted ?? false) == standing
      }
    }.filter { $0.mark != " " }.map { "\($0.mark) \($0.title)" }
    let first = context.subject.snapshot?.data.dataset.classNames.first ?? "0"
    let last = context.subject.snapshot?.data.dataset.classNames.last ?? ""
    return (
      "bars: share of each class, \(first.harmless) to \(last.harmless)",
      "\(glyphs.diagnosticMark)norm of its update", marks
    )
  }

  private var sentence: String {
    let client = screen.client(in: context)
    let counts = state.labelCounts.indices.contains(client) ? state.labelCounts[client] : []
    let names = context.subject.snapshot?.data.dataset.classNames ?? []
    let largest = counts.indices.max { counts[$0] < counts[$1] }
    let total = counts.reduce(0, +)
    let mix =
      largest.map { place in
        let name = names.indices.contains(place) ? names[place].harmless : String(place)
        return
          "of its \(grouped(total)) records \(grouped(counts[place])) are of class \(name)"
      } ?? "it has no records"
    let participant = state.lastRound?.participants.first { $0.client == client }
    let standing = ClientStanding(
      of: client, participant, in: state, isAborted: state.lastRound?.isAborted ?? false)
    let norm = participant?.norm.map { "; the norm of its update was \(significant($0))" } ?? ""
    return
      "The pool is dealt to \(state.clientCount) clients. Client \(client): \(mix). In the last round it was \(standing.spoken)\(norm)."
  }
}

/// How a client fared in the last round.
enum ClientStanding: CaseIterable, Hashable {
  case summed, clipped, lying, goneAfter, dropped, wasted, away, resting

  init(
    of client: Int, _ participant: FederatedRound.Participant?, in state: FederationState, isAborted: Bool
  ) {
    guard let participant else {
      self = state.absent.contains(client) ? .away : .resting
      return
    }
    if participant.lie != nil, participant.isInSum {
      self = .lying
    } else if participant.isInSum {
      self = participant.droppedBefore != nil ? .goneAfter : participant.isClipped ? .clipped : .summed
    } else if participant.droppedBefore != nil {
      self = .dropped
    } else {
      self = .wasted
    }
  }

  var mark: Character {
    switch self {
    case .summed: "*"
    case .clipped: "c"
    case .lying: "!"
    case .goneAfter: "o"
    case .dropped: "x"
    case .wasted: "/"
    case .away: "-"
    case .resting: " "
    }
  }

  var ink: Ink {
    switch self {
    case .summed, .clipped: .good
    case .lying: .danger
    case .goneAfter, .dropped, .wasted: .warning
    case .away, .resting: .dim
    }
  }

  /// For the line that says what marks mean.
  var title: String {
    switch self {
    case .summed: "in the sum"
    case .clipped: "clipped"
    case .lying: "lies"
    case .goneAfter: "gone later"
    case .dropped: "dropped out"
    case .wasted: "aborted"
    case .away: "away"
    case .resting: "not chosen"
    }
  }

  /// To follow "it was".
  var spoken: String {
    switch self {
    case .summed: "in the sum"
    case .clipped: "in the sum, cut to the clipping norm"
    case .lying: "in the sum with a lie"
    case .goneAfter: "in the sum, and dropped out after it had sent its vector"
    case .dropped: "chosen, and dropped out"
    case .wasted: "chosen, and the round was aborted"
    case .away: "away, and not chosen"
    case .resting: "not chosen"
    }
  }
}

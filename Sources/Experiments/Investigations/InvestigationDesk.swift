import Synchronization

/// An investigation that a screen asks for while it is shown.
public protocol ScreenInvestigation: Investigation where Found: Findings {
  init()
  /// Begins where reference models are kept for others.
  init(beside shelf: ReferenceShelf)
}

extension ScreenInvestigation {
  public init(beside shelf: ReferenceShelf) { self.init() }
}

/// What a screen wants investigated, whatever the kind of its investigation.
public struct InvestigationRequest: Sendable {
  /// Of the kind's own type.
  public let request: any Hashable & Sendable
  let kind: ObjectIdentifier
  /// What is wanted together with it, each of another kind.
  public private(set) var companions: [InvestigationRequest] = []
  private let begin:
    @Sendable (InvestigationRunner, ReferenceShelf, @escaping @Sendable (any Findings) -> Void) ->
      InvestigationDesk.Begun

  public init<Kind: ScreenInvestigation>(_ kind: Kind.Type, _ request: Kind.Request) {
    self.request = request
    self.kind = ObjectIdentifier(kind)
    begin = { runner, shelf, publish in
      let inquiry = runner.start(Kind(beside: shelf)) { publish($0) }
      return InvestigationDesk.Begun { inquiry.look(at: $0?.request as? Kind.Request) }
    }
  }

  /// The same together with others, none of which has companions of its own.
  public func together(with others: [InvestigationRequest]) -> InvestigationRequest {
    var request = self
    request.companions = others
    return request
  }

  func begin(
    on runner: InvestigationRunner, beside shelf: ReferenceShelf,
    publish: @escaping @Sendable (any Findings) -> Void
  ) -> InvestigationDesk.Begun { begin(runner, shelf, publish) }
}

extension InvestigationRequest: Equatable {
  public static func == (one: InvestigationRequest, other: InvestigationRequest) -> Bool {
    one.kind == other.kind && AnyHashable(one.request) == AnyHashable(other.request)
      && one.companions == other.companions
  }
}

/// Takes what screens want investigated to the investigations that can, one of each kind: those that are wanted go on, and the
/// others rest.
public final class InvestigationDesk: Sendable {
  struct Begun: Sendable {
    let look: @Sendable (InvestigationRequest?) -> Void
  }

  private let runner: InvestigationRunner
  private let shelf = ReferenceShelf()
  private let publish: @Sendable (any Findings) -> Void
  private let begun = Mutex<[ObjectIdentifier: Begun]>([:])

  /// - Parameter publish: called on a worker with all that is found.
  public init(on runner: InvestigationRunner, publish: @escaping @Sendable (any Findings) -> Void) {
    self.runner = runner
    self.publish = publish
  }

  /// Begins or goes on with that and its companions; nil lets all rest.
  public func look(at request: InvestigationRequest?) {
    let requests = request.map { [$0] + $0.companions } ?? []
    begun.withLock { begun in
      for (kind, investigation) in begun where !requests.contains(where: { $0.kind == kind }) {
        investigation.look(nil)
      }
      for request in requests {
        let wanted = begun[request.kind] ?? request.begin(on: runner, beside: shelf, publish: publish)
        begun[request.kind] = wanted
        wanted.look(request)
      }
    }
  }
}

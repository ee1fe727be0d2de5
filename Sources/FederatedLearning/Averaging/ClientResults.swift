import Synchronization

/// A place for what each client comes to, written from any thread.
final class ClientResults<Value: Sendable>: Sendable {
  private let places: Mutex<[Value?]>

  init(count: Int) { places = Mutex(Array(repeating: nil, count: count)) }

  subscript(place: Int) -> Value? {
    get { places.withLock { $0[place] } }
    set { places.withLock { $0[place] = newValue } }
  }

  var values: [Value?] { places.withLock { $0 } }
}

import FederatedLearning
import Files
import Foundation

/// The public identity keys of all clients of a federation, which everybody has before it begins.
struct Roster: Codable, Hashable {
  static let fileName = "roster.json"
  private static let format = "glasshouse-roster"
  private static let mostBytes = 16e6

  private let format: String
  /// Of client 0, 1, …
  private let identities: [Data]

  init(_ keys: [IdentityKey]) {
    format = Self.format
    identities = keys.map(\.publicBytes)
  }

  /// - Throws: `InputError`, `FederateError.unreadableRoster`.
  init(at path: String) throws {
    let bytes = try InputFile.bytes(at: path, atMost: Self.mostBytes)
    guard let roster = try? JSONDecoder().decode(Roster.self, from: bytes), roster.format == Self.format,
      roster.identities.allSatisfy({ $0.count == 32 }),
      Set(roster.identities).count == roster.identities.count,
      roster.identities.count <= Int(UInt16.max)
    else { throw FederateError.unreadableRoster(path) }
    self = roster
  }

  var count: Int { identities.count }

  var byClient: [ClientID: Data] {
    Dictionary(uniqueKeysWithValues: zip(0..., identities).map { (ClientID(UInt16($0)), $1) })
  }

  func write(to path: String) throws { try OutputFile(path).write(try RosterCoding.bytes(of: self)) }
}

/// The secret identity key of one client, and which it is.
struct IdentityFile: Codable {
  private static let format = "glasshouse-identity"
  private static let mostBytes = 1e5

  private let format: String
  private let client: UInt16
  private let secret: Data

  init(client: ClientID, key: IdentityKey) {
    (format, self.client, secret) = (Self.format, client.number, key.bytes)
  }

  static func name(of client: ClientID) -> String { "client-\(client).json" }

  static func isName(_ name: String) -> Bool { name.wholeMatch(of: /client-[0-9]+\.json/) != nil }

  /// The client and its key.
  ///
  /// - Throws: `InputError`, `FederateError.unreadableKey`.
  static func read(at path: String) throws -> (client: ClientID, key: IdentityKey) {
    let bytes = try InputFile.bytes(at: path, atMost: mostBytes)
    guard let file = try? JSONDecoder().decode(IdentityFile.self, from: bytes), file.format == format,
      let key = IdentityKey(bytes: file.secret)
    else { throw FederateError.unreadableKey(path) }
    return (ClientID(file.client), key)
  }

  /// A new file is its owner's alone.
  func write(to path: String) throws { try OutputFile(path).write(try RosterCoding.bytes(of: self)) }
}

private enum RosterCoding {
  static func bytes(of value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value) + Data("\n".utf8)
  }
}

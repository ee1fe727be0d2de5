/// What a command found: one value, of which a program is told the figures in JSON, and a person all in text.
///
/// Both ways Codable, whole or the figures alone; one that was read again is equal, and prints the same.
package protocol CommandReport: Codable, Hashable, Sendable {
  /// What scripts rely on: the command's JSON object.
  associatedtype Figures: Codable, Hashable, Sendable
  var figures: Figures { get }
  /// For people, without the last newline.
  var text: String { get }
}

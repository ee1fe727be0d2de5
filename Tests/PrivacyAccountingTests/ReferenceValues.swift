import Foundation

/// Numbers made by the scripts in `Tests/ReferenceValues/`.
enum ReferenceValues {
  struct Divergence {
    let samplingRate: Double
    let noiseMultiplier: Double
    let order: Double
    let divergence: Double
  }

  private struct File: Decodable {
    let rdp: [[Field]]
  }

  /// Parameters are numbers, and values strings, so that no digit is lost.
  private enum Field: Decodable {
    case number(Double)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self), let value = Double(text) {
        self = .number(value)
      } else {
        self = .number(try container.decode(Double.self))
      }
    }

    var value: Double { if case .number(let value) = self { value } else { .nan } }
  }

  static func renyi() throws -> [Divergence] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "ReferenceValues/renyi_values.json"))
    return try JSONDecoder().decode(File.self, from: data).rdp.map { row in
      Divergence(
        samplingRate: row[0].value, noiseMultiplier: row[1].value, order: row[2].value,
        divergence: row[3].value)
    }
  }
}

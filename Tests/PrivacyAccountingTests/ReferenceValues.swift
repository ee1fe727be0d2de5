import Foundation
import PrivacyAccounting

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

  struct Schedule: Decodable {
    let name: String
    let events: [PrivacyEvent]
    let delta: Double
    let epsilon: Double

    private enum Key: String, CodingKey {
      case name, phases, delta, epsilon
    }

    init(from decoder: any Decoder) throws {
      let object = try decoder.container(keyedBy: Key.self)
      name = try object.decode(String.self, forKey: .name)
      delta = try object.decode(Double.self, forKey: .delta)
      epsilon = Double(try object.decode(String.self, forKey: .epsilon)) ?? .nan
      events = try object.decode([[Double]].self, forKey: .phases).map { phase in
        .repeated(
          .poissonSampled(rate: phase[1], .gaussian(noiseMultiplier: phase[0])), count: Int(phase[2]))
      }
    }
  }

  /// A run of equal steps, and what it costs when a record is replaced or several are one person's.
  struct Run: Decodable {
    let noiseMultiplier: Double
    let samplingRate: Double
    let steps: Int
    let delta: Double
    let size: Int?
    let epsilon: String

    var exact: Double { Double(epsilon) ?? .nan }
  }

  /// The largest true positive rates at some false positive rates.
  struct TradeOff: Decodable {
    let phases: [[Double]]
    let limits: [Limit]

    struct Limit: Decodable {
      let fpr: Double
      let largerOfBoth: String
    }
  }

  struct Extremes: Decodable {
    let schedules: [Schedule]
    let extra: [Schedule]
    let tradeOff: [TradeOff]
    let replaceOne: [Run]
    let groups: [Run]
  }

  static func extremes() throws -> Extremes {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "ReferenceValues/extreme_schedules.json"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Extremes.self, from: data)
  }
}

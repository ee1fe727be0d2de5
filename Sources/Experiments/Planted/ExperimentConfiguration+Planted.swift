import Foundation

extension CodingUserInfoKey {
  /// Set on an encoder of what is shown to others: of planted records it is told how many there are.
  package static let withholdsPlantedRecords: CodingUserInfoKey = {
    guard let key = CodingUserInfoKey(rawValue: "withholdsPlantedRecords") else {
      preconditionFailure("any word is a key")
    }
    return key
  }()
}

extension ExperimentConfiguration {
  static let plantedKey = WrittenKey(stringValue: "planted")

  /// Writes nothing where none was planted.
  func encodePlanted(to encoder: any Encoder) throws {
    guard !planted.isEmpty else { return }
    var object = encoder.container(keyedBy: WrittenKey.self)
    if encoder.userInfo[.withholdsPlantedRecords] == nil {
      try object.encode(planted, forKey: Self.plantedKey)
    } else {
      try object.encode(planted.count, forKey: Self.plantedKey)
    }
  }

  /// - Throws: `PlantedRecordError.withheld` where the writer kept them back.
  static func decodePlanted(from decoder: any Decoder) throws -> [PlantedRecord] {
    let object = try decoder.container(keyedBy: WrittenKey.self)
    guard object.contains(plantedKey) else { return [] }
    if let count = try? object.decode(Int.self, forKey: plantedKey), count > 0 {
      throw PlantedRecordError.withheld(count)
    }
    do {
      return try object.decode([PlantedRecord].self, forKey: plantedKey)
    } catch let error as UnknownSetting {
      throw error
    } catch {
      throw UnreadableSetting(key: plantedKey.stringValue)
    }
  }
}

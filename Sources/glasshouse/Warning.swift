import Foundation

/// What a person should know who gets what was asked for all the same.
enum Warning {
  static func write(_ sentence: String) {
    FileHandle.standardError.write(Data("Warning: \(sentence)\n".utf8))
  }
}

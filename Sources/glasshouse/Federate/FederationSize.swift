import LinearAlgebra

/// What the numbers of a federation may be.
enum FederationSize {
  private static let mostValues = 10_000_000

  static func check(_ clients: Int) throws(FederateError) {
    guard (2...10_000).contains(clients) else {
      throw .countOutOfRange(option: "--clients", clients, allowed: "from 2 to 10000")
    }
  }

  static func check(dimension: Int) throws(FederateError) {
    guard allows(valueCount: dimension) else {
      throw .countOutOfRange(option: "--dimension", dimension, allowed: "from 1 to \(mostValues)")
    }
  }

  static func check(threshold: Int) throws(FederateError) {
    guard (2...10_000).contains(threshold) else {
      throw .countOutOfRange(option: "--threshold", threshold, allowed: "from 2 to 10000")
    }
  }

  static func allows(valueCount: Int) -> Bool { (1...mostValues).contains(valueCount) }

  /// Where what comes of all clients is held at once.
  static func check(memoryOf clients: Int, dimension: Int) throws(FederateError) {
    // A vector as a message, as words, and on the way from one to the other; and sealed shares of each for each, with what keeps them.
    let each = 12 * Double(dimension) + 250 * Double(clients)
    let (needed, available) = (Double(clients) * each, MachineMemory.available)
    guard needed < available else {
      throw .tooLarge(clients: clients, dimension: dimension, needed, available)
    }
  }

  static func check(seconds: Double, _ option: String) throws(FederateError) {
    guard (0.1...86400).contains(seconds) else { throw .secondsOutOfRange(option: option, seconds) }
  }
}

import Foundation

/// What `Tests/ReferenceValues/secure_computation.py` made with Python's whole numbers and NumPy.
struct ReferenceValues: Decodable {
  struct Beaver: Decodable { let x, y, a, b, c, d, e, z: UInt64 }
  struct Encoding: Decodable {
    let value: Double
    let fractionBits: Int
    let word: UInt64
    let decoded: Double
  }
  struct Product: Decodable {
    let x, y, product, truncated: UInt64
    let value: Double
  }
  struct LocalTruncation: Decodable {
    struct Case: Decodable {
      let shares, truncated: [UInt64]
      let fails: Bool
    }
    let cases: [Case]
    let fractionBits: Int
  }
  struct Sign: Decodable {
    let shares: [UInt64]
    let drelu: UInt64
  }
  struct ExactTruncation: Decodable {
    let x, r, opened, result: UInt64
    let fractionBits: Int
  }
  struct Inference: Decodable {
    let widths: [Int]
    let reveal, truncation: String
    let batch, rounds, bytes, setupBytes: Int
  }
  struct Training: Decodable { let columns, records, batch, steps, rounds, bytes, setupBytes: Int }

  let beaver: Beaver
  let encodings: [Encoding]
  let product: Product
  let localTruncation: LocalTruncation
  let signs: [Sign]
  let exactTruncation: [ExactTruncation]
  let inference: [Inference]
  let training: [Training]

  static let all: ReferenceValues = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "ReferenceValues/secure_computation.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try! decoder.decode(ReferenceValues.self, from: Data(contentsOf: file))
  }()
}

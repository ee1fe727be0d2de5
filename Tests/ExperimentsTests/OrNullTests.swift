import Experiments
import Foundation
import Testing

struct OrNullTests {
  private struct Figures: Codable, Hashable {
    @OrNull var number: Double?
    @OrNull var rates: [String: Double]?
    let absent: Double?
  }

  private func written(_ figures: Figures) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(figures), as: UTF8.self)
  }

  @Test(arguments: [nil, .infinity, -.infinity, .nan] as [Double?])
  func whatIsNotThereOrNotFiniteIsNull(number: Double?) throws {
    let figures = Figures(number: number, rates: nil, absent: nil)
    #expect(figures.number == nil)
    #expect(try written(figures) == #"{"number":null,"rates":null}"#)
  }

  @Test(arguments: [0, -0.1, .leastNonzeroMagnitude, 1.0 / 3, .greatestFiniteMagnitude])
  func numbersAreUnroundedAndReadAgain(number: Double) throws {
    var figures = Figures(number: 1, rates: ["0.1": number], absent: number)
    figures.number = number
    let again = try JSONDecoder().decode(Figures.self, from: Data(try written(figures).utf8))
    #expect(again == figures && again.number == number)
    figures.number = .nan
    #expect(figures.number == nil)
  }
}

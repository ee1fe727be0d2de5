import Channels
import Foundation
import SecureComputation
import Statistics
import Testing

/// What parties say, as bytes.
struct PartyMessageTests {
  private static let plan = InferencePlan(
    widths: [784, 128, 10], fractionBits: 20, truncation: .local, revealed: .logits)
  private static let messages: [PartyMessage] = [
    .plan(plan), .plan(InferencePlan(widths: [1, 1], fractionBits: 28, truncation: .exact)),
    .terms(PartyTerms(inputBound: 0.5, classNames: ["", "é", "a, b"])),
    .terms(PartyTerms(inputBound: 100, classNames: [])),
    .agreed(plan.hash), .dealt(Data(repeating: 3, count: 32)), .shareKey(Data(repeating: 4, count: 32)),
    .batch(0), .batch(Int(UInt32.max)), .corrections(Data(count: 16)), .corrections(Data()),
    .round(Data([1])),
    .finish, .finished, .done, .abort("Why."),
  ]

  @Test(arguments: messages) func aMessageIsReadAsItWasWritten(message: PartyMessage) {
    #expect(PartyMessage(message.frame) == message)
    // As a slice of more, too.
    let payload = (Data([9, 9]) + message.frame.payload).dropFirst(2)
    #expect(PartyMessage(Frame(kind: message.frame.kind, payload: payload)) == message)
  }

  /// Layers, fractional bits, truncation and what is revealed; then widths, little-endian.
  @Test func aPlanIsAsItIsWrittenDown() {
    #expect(
      PartyMessage.plan(Self.plan).frame
        == Frame(kind: 1, payload: Data([2, 20, 0, 1, 16, 3, 0, 0, 128, 0, 0, 0, 10, 0, 0, 0])))
  }

  /// Widths are refused before anything is made of them, and so is what would take a plan's memory.
  @Test(
    arguments: [
      [2, 16, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0],  // a width is missing
      [1, 16, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0],  // a byte more
      [0, 16, 0, 0, 1, 0, 0, 0],  // no layer
      [1, 16, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0],  // a layer of none
      [1, 16, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255],
      [1, 16, 0, 0, 160, 134, 1, 0, 160, 134, 1, 0],  // 100,000 by 100,000
      [1, 21, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0],  // more than local truncation bears
      [1, 29, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0], [1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0],
      [1, 16, 2, 0, 1, 0, 0, 0, 1, 0, 0, 0], [1, 16, 0, 2, 1, 0, 0, 0, 1, 0, 0, 0], [], [17],
    ] as [[UInt8]])
  func aPlanThatCannotBeCarriedOutIsNone(bytes: [UInt8]) {
    #expect(PartyMessage(Frame(kind: 1, payload: Data(bytes))) == nil)
  }

  @Test func whatIsOfAnotherLengthIsNone() {
    for kind in 3...5 as ClosedRange<UInt8> {
      #expect(PartyMessage(Frame(kind: kind, payload: Data(count: 31))) == nil)
    }
    for (kind, count) in [(2, 7), (6, 5), (7, 9), (9, 1), (10, 1), (11, 1), (12, 1001), (0, 0), (13, 0)] {
      #expect(PartyMessage(Frame(kind: UInt8(kind), payload: Data(count: count))) == nil, "\(kind)")
    }
    for bound in [Double.nan, .infinity] {
      #expect(PartyMessage(PartyMessage.terms(PartyTerms(inputBound: bound, classNames: [])).frame) == nil)
    }
    // A name that is said to be longer than what follows.
    #expect(PartyMessage(Frame(kind: 2, payload: Data(count: 8) + Data([2, 0, 0, 0, 65]))) == nil)
  }

  @Test func aReasonAndNamesAreCutToTheirPlace() throws {
    let reason = PartyMessage.abort(String(repeating: "é", count: 2000)).frame
    #expect(reason.payload.count == 1000 && PartyMessage(reason) != nil)
    let names = (0..<1000).map { "\($0)" + String(repeating: "é", count: 500) }
    let frame = PartyMessage.terms(PartyTerms(inputBound: 1, classNames: names)).frame
    #expect(frame.payload.count <= PartyMessage.largestBeforePlan)
    guard case .terms(let terms) = PartyMessage(frame) else {
      Issue.record("terms are not read")
      return
    }
    #expect(terms.classNames.count == 1000 && terms.classNames[999].hasPrefix("999"))
  }

  /// No message of a batch is longer than the parties let in, and one of a batch takes a bounded part of the memory.
  @Test(arguments: [
    [784, 128, 10], [64, 10], [3, 100_000, 2], [9, 4096], [4096, 4000, 2], [1, 1], [30_000, 500, 40],
  ])
  func batchesFitTheirMessages(widths: [Int]) throws {
    let plan = InferencePlan(widths: widths, truncation: .exact)
    try plan.checkSize()
    #expect((1...1000).contains(plan.largestBatch))
    #expect(plan.largestMessage < 200_000_000)
    #expect(InferencePlan(widths: [784, 128, 10]).largestBatch == 1000)
    #expect(InferencePlan(widths: [784, 128, 10]).roundCount == 48)
  }
}

import Channels
import FederatedLearning
import Foundation
import SecureComputation

/// What comes from other programs over a channel.
extension FuzzTarget {
  /// A message of a round that is read is written as it was; and what it says to a client and to a server, they survive.
  func message(_ bytes: [UInt8]) throws {
    let settings = try RoundSettings(round: 7, clients: [0, 1, 2], dimension: 4)
    var client = try AggregationClient(id: 0, input: [1, 2, 3, 4], settings: settings)
    var server = AggregationServer(settings: settings)
    _ = client.advertise()
    try? server.receive(Data(bytes), from: 1)
    _ = try? client.answer(to: Data(bytes))
    let message = try AggregationMessage(decoding: Data(bytes), round: 7)
    precondition(message.encoded(round: 7) == Data(bytes), "a message is written as it was read")
  }

  /// In pieces or as a whole, the same frames come of them, up to where they are none.
  func frames(_ bytes: [UInt8]) throws {
    let read = { (pieces: [[UInt8]]) in
      var reader = FrameReader(largestPayload: 1000)
      var frames: [Frame] = []
      do throws(ChannelError) {
        for piece in pieces {
          reader.append(piece)
          while let frame = try reader.next() { frames.append(frame) }
        }
        return (frames, nil as ChannelError?)
      } catch {
        return (frames, error)
      }
    }
    let (whole, error) = read([bytes])
    let (pieces, _) = read(bytes.map { [$0] })
    precondition(whole == pieces, "frames do not depend on how they come")
    if let error { throw error }
  }

  /// A message of a party that is read is written as it was, unless a text in it was none; a plan that is read can be carried out, and
  /// no batch of it takes more than a message may have.
  func party(_ bytes: [UInt8]) {
    guard let kind = bytes.first,
      let message = PartyMessage(Frame(kind: kind, payload: Data(bytes.dropFirst())))
    else { return }
    if case .abort = message { return }
    precondition(PartyMessage(message.frame) == message, "a message is read as it was written")
    guard case .plan(let plan) = message else { return }
    precondition(message.frame.payload == Data(bytes.dropFirst()), "a plan is written as it was read")
    precondition(
      (1...1000).contains(plan.largestBatch) && plan.largestMessage < 1 << 28 && plan.roundCount > 0)
  }
}

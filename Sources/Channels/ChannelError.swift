public import PlainText

/// Why a channel could not be opened, or does not go on.
public enum ChannelError: ExplainedError, Hashable {
  // Opening.
  case unreadableAddress(String)
  case notThisMachine(String)
  case pathTooLong(String)
  case cannotListen(ChannelAddress, reason: String)
  case cannotConnect(ChannelAddress, reason: String)

  // What came over it.
  case closed
  case truncated
  case tooShort
  case tooLong(Int, limit: Int)
  case otherVersion(UInt8)
  case silent(seconds: Double)
  case failed(reason: String)

  // Whose it is.
  case otherKey
  case otherProtocol(version: UInt8, own: UInt8)
  case notAuthentic

  public var sentence: Sentence {
    switch self {
    case .unreadableAddress(let text):
      "The address `\(text)` cannot be read. Write 127.0.0.1:PORT, or unix:PATH for a socket in a folder."
    case .notThisMachine(let host):
      "The address \(host) is not one of this machine alone, and nothing on a channel is hidden from the network. Use 127.0.0.1."
    case .pathTooLong(let path):
      "The path \(path) is longer than the \(ChannelAddress.longestPath) bytes that a socket may have. Choose a shorter one."
    case .cannotListen(let address, let reason):
      if address.isTCP {
        "Nothing can listen on \(address): \(reason). Choose another address, or port 0 for any that is free."
      } else {
        "Nothing can listen on \(address): \(reason). Choose another path."
      }
    case .cannotConnect(let address, let reason):
      "Nobody answers on \(address): \(reason). Check the address, and that the other program is running."
    case .closed: "The other program closed the channel. See what it says, and start again."
    case .truncated:
      "The channel ended in the middle of a message, so the other program is gone. See what it says, and start again."
    case .tooShort: "What came over the channel is no message. Check that the other program is glasshouse."
    case .tooLong(let length, let limit):
      "A message of \(length) bytes was announced, where \(limit) are the most. Check that the other program is glasshouse."
    case .otherVersion(let version):
      "The other program speaks version \(version) of the channel, and this one \(Frame.version). Let both be of one release."
    case .silent(let seconds):
      "Nothing came over the channel for \(seconds) s. Check that the other program is running, or give it more time."
    case .otherKey:
      "The other program has another key, so nothing more is said to it. Give both the same --key-file."
    case .otherProtocol(let version, let own):
      "The other program speaks version \(version) of the protocol, and this one \(own). Let both be of one release."
    case .notAuthentic:
      "A message was changed on its way, repeated, or is not the other program's. See who else can write to the channel, and start again."
    case .failed(let reason): "The channel failed: \(reason). Start both programs again."
    }
  }
}

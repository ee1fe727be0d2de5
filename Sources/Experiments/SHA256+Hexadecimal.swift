import Crypto
import Foundation

extension SHA256Digest {
  /// Two digits a byte, as logs and reports have it.
  var hexadecimal: String { map { String(format: "%02x", $0) }.joined() }
}

public import Foundation

/// What the system said of its last failed call on this thread.
public struct SystemError: Error, Hashable, CustomStringConvertible {
  /// The `errno`.
  public let code: Int32

  /// Right after the call that failed.
  public init() { code = errno }

  /// Whether nobody reads what is written any longer.
  public var isBrokenPipe: Bool { code == EPIPE }
  /// Whether a file is in its place to stay.
  var forbidsReplacing: Bool { [EPERM, EACCES, EBUSY, EXDEV].contains(code) }

  public var description: String {
    switch code {
    case ENOSPC: "no space is left on its disk"
    case EFBIG: "it would be larger than files may be here"
    case EDQUOT: "no more may be written there by this user"
    case EACCES, EPERM: "it is not permitted"
    case EROFS: "its disk can only be read"
    case ENAMETOOLONG: "its name is too long"
    case EIO: "its disk has failed"
    default: String(cString: strerror(code)).lowercased()
    }
  }
}

extension Int32 {
  /// Writes all of it to this descriptor, however often it takes only some.
  ///
  /// - Throws: `SystemError`; part of it may have been written then.
  public func writeAll(_ data: Data) throws(SystemError) {
    var rest = data[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(self, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count == 0 || errno != EINTR {
        throw SystemError()
      }
    }
  }
}

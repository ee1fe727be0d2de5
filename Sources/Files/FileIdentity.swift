import Foundation

/// Which file a path leads to, whatever it is called: its device and inode, and what kind of thing it is.
struct FileIdentity: Hashable {
  enum Kind { case regular, folder, stream }

  let device: UInt64
  let inode: UInt64
  let kind: Kind
  /// The bits of permission.
  let mode: mode_t
  let owner: uid_t
  let group: gid_t
  /// In bytes.
  let size: Int

  /// nil where there is nothing.
  init?(at path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  init?(ofDescriptor descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
    mode = status.st_mode & 0o7777
    owner = status.st_uid
    group = status.st_gid
    size = Int(status.st_size)
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      default: .stream
      }
  }

  static func == (left: Self, right: Self) -> Bool {
    left.device == right.device && left.inode == right.inode
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(device)
    hasher.combine(inode)
  }
}

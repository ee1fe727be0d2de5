internal import CKernels
import Foundation

/// How much memory there is for this program: what is foreseen to need more is refused before it is begun.
public enum MachineMemory {
  /// Bytes: what the machine has, or less where its control group or a limit of the process says so.
  public static let bytes: Double = {
    var bytes = Double(ProcessInfo.processInfo.physicalMemory)
    for path in ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"] {
      if let text = try? String(contentsOfFile: path, encoding: .utf8),
        let limit = Double(text.trimmingCharacters(in: .whitespacesAndNewlines)), limit > 0
      {
        bytes = min(bytes, limit)
      }
    }
    var limit = rlimit()
    if getrlimit(addressSpace, &limit) == 0, Double(limit.rlim_cur) > 0 {
      bytes = min(bytes, Double(limit.rlim_cur))
    }
    return bytes
  }()

  #if os(Linux)
    private static let addressSpace = __rlimit_resource_t(RLIMIT_AS.rawValue)
  #else
    private static let addressSpace = RLIMIT_AS
  #endif

  /// From here on this program keeps the memory that it frees, for what it needs next: pages that are given back come again as zeros that
  /// somebody has to write, which takes a computation of large messages a third of its time.
  public static func keepFreed() { kernel_keep_freed_memory() }

  /// What is for one thing to take: the rest is for what is there already, and for other programs.
  public static var available: Double { 0.8 * bytes }
}

internal import CKernels
internal import COpenBLAS

/// What products and loops run on. Two machines that differ in it may differ in the last bits of what they compute.
public enum ComputingPlatform {
  /// The library of matrix products with its version and the processor its kernels are for: `OpenBLAS 0.3.21, Haswell`.
  public static var matrixLibrary: String {
    // OpenBLAS says how it was built as well, after its name and version.
    let words = String(cString: blas_library()).split(separator: " ").prefix(2).joined(separator: " ")
    return [words, blas_kernel().map { String(cString: $0) }].compactMap(\.self).joined(separator: ", ")
  }

  /// `x86-64`, with `-v2`, `-v3` or `-v4` where the processor has that level, or `arm64`.
  public static var processorLevel: String { String(cString: kernel_processor_level()) }

  /// The level at which our own loops run, which may be lower.
  public static var loopLevel: String { String(cString: kernel_level()) }
}

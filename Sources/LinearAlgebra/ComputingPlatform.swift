internal import CKernels
internal import COpenBLAS
import Foundation

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

  /// The level at which our own loops run, which may be lower; products too, but those that the library is faster at.
  public static var loopLevel: String { String(cString: kernels.level) }

  /// What decides the last bits of figures: the library with its version and kernel, the processor, and the loops.
  public static let description = "\(matrixLibrary); processor \(processor)"

  /// Its level, and that of our own loops where it is another.
  public static var processor: String {
    loopLevel == processorLevel ? processorLevel : "\(processorLevel), loops for \(loopLevel)"
  }

  /// Multiplies a number and adds another in the registers of one core, at least that many times.
  ///
  /// - Returns: what came out of it, for compilers to leave it in.
  @discardableResult
  public static func multiplyAndAdd(count: Int) -> Float { kernels.multiply_and_add(count) }

  /// What keeps the library of matrix products from kernels for this processor's level; nil where nothing does, or nobody knows.
  public static var libraryHindrance: String? {
    hindrance(
      kernel: blas_kernel().map { String(cString: $0) } ?? "", level: processorLevel,
      chosen: ProcessInfo.processInfo.environment[kernelVariable] ?? "")
  }

  /// By which somebody chooses the kernels of OpenBLAS.
  private static let kernelVariable = "OPENBLAS_CORETYPE"

  /// - Parameters:
  ///   - kernel: of the library, by its name.
  ///   - level: of the processor.
  ///   - chosen: what the variable says; empty where it says nothing.
  package static func hindrance(kernel: String, level: String, chosen: String) -> String? {
    guard let own = levelNumber(ofKernel: kernel), own < levelNumber(level) else { return nil }
    return chosen.isEmpty
      ? "\(matrixLibrary) does not know this processor, of \(level), and multiplies as on an older one."
      : "\(kernelVariable)=\(chosen) holds the matrix library back to kernels for \(kernel), on a processor of \(level). Unset it to time what the library can do."
  }

  /// The level of x86-64 that kernels of OpenBLAS are for, from 1; nil of names that are not among them.
  private static func levelNumber(ofKernel name: String) -> Int? {
    switch name.lowercased() {
    case "skylakex", "cooperlake", "sapphirerapids": 4
    case "haswell", "zen", "excavator": 3
    case "nehalem", "sandybridge", "bulldozer", "piledriver", "steamroller": 2
    case "prescott", "core2", "penryn", "dunnington", "atom", "opteron", "barcelona", "bobcat": 1
    default: nil
    }
  }

  /// Of what is no x86-64 none.
  private static func levelNumber(_ level: String) -> Int {
    level == "x86-64" ? 1 : level.hasPrefix("x86-64-v") ? level.last?.wholeNumberValue ?? 0 : 0
  }

  /// What is wrong with the library of matrix products on this processor; nil where it multiplies right. Computed where it is asked for
  /// first.
  public static var libraryFault: String? {
    MatrixLibrary.isRight
      ? nil
      : "\(matrixLibrary) multiplies wrongly on this processor. The program's own loops take its place in products, some of them slower; what needs eigenvectors is left out. Another version of it, or another kernel, may be right."
  }
}

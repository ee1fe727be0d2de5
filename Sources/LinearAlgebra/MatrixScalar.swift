internal import COpenBLAS

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The element of a matrix: `Float`, in which networks train, or `Double`, in which exact attacks and checks run.
public protocol MatrixScalar: BinaryFloatingPoint, Sendable where RawSignificand: FixedWidthInteger {
  static func exponential(_ x: Self) -> Self
  static func logarithm(_ x: Self) -> Self
  static func hyperbolicTangent(_ x: Self) -> Self

  /// C = A B over row-major storage, with A and B transposed where the flags say so.
  static func multiply(
    _ a: UnsafePointer<Self>, _ isATransposed: Bool, _ b: UnsafePointer<Self>, _ isBTransposed: Bool,
    into c: UnsafeMutablePointer<Self>, rows: Int, columns: Int, inner: Int)
}

/// BLAS runs on the thread that calls it: results repeat to the bit, and parallelism is across models.
private let blasIsSingleThreaded: Void = blas_use_calling_thread_only()

extension Float: MatrixScalar {
  public static func exponential(_ x: Float) -> Float { exp(x) }
  public static func logarithm(_ x: Float) -> Float { log(x) }
  public static func hyperbolicTangent(_ x: Float) -> Float { tanh(x) }

  public static func multiply(
    _ a: UnsafePointer<Float>, _ isATransposed: Bool, _ b: UnsafePointer<Float>, _ isBTransposed: Bool,
    into c: UnsafeMutablePointer<Float>, rows: Int, columns: Int, inner: Int
  ) {
    _ = blasIsSingleThreaded
    blas_gemm_float(
      isATransposed ? 1 : 0, isBTransposed ? 1 : 0, Int32(rows), Int32(columns), Int32(inner), 1, a,
      Int32(isATransposed ? rows : inner), b, Int32(isBTransposed ? inner : columns), 0, c, Int32(columns))
  }
}

extension Double: MatrixScalar {
  public static func exponential(_ x: Double) -> Double { exp(x) }
  public static func logarithm(_ x: Double) -> Double { log(x) }
  public static func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }

  public static func multiply(
    _ a: UnsafePointer<Double>, _ isATransposed: Bool, _ b: UnsafePointer<Double>, _ isBTransposed: Bool,
    into c: UnsafeMutablePointer<Double>, rows: Int, columns: Int, inner: Int
  ) {
    _ = blasIsSingleThreaded
    blas_gemm_double(
      isATransposed ? 1 : 0, isBTransposed ? 1 : 0, Int32(rows), Int32(columns), Int32(inner), 1, a,
      Int32(isATransposed ? rows : inner), b, Int32(isBTransposed ? inner : columns), 0, c, Int32(columns))
  }
}

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a matrix may hold: a number that floating-point loops work on, or a word of the ring of shares.
public protocol MatrixElement: AdditiveArithmetic, ExpressibleByIntegerLiteral, Hashable, Sendable {}

/// A whole number modulo 2⁶⁴: an element of the ring that secrets are shared in.
extension UInt64: MatrixElement {}

/// An element that floating-point loops work on: `Float`, in which networks train, or `Double`, in which exact attacks and checks run.
///
/// The loops over rows and elements have a plain form, which `Double` uses; `Float` has each compiled for the processor's
/// vectors. Both do the same to rounding.
public protocol MatrixScalar: MatrixElement, BinaryFloatingPoint where RawSignificand: FixedWidthInteger {
  static func exponential(_ x: Self) -> Self
  static func logarithm(_ x: Self) -> Self
  static func hyperbolicTangent(_ x: Self) -> Self

  /// Computes a product in the way that is fastest here.
  static func multiply(_ product: MatrixProduct<Self>)
  /// Computes it by the library of matrix products, right or wrong.
  static func multiplyByLibrary(_ product: MatrixProduct<Self>)

  /// max(0, x) for every value.
  static func rectify(_ values: UnsafeMutablePointer<Self>, count: Int)
  /// Multiplies row `i` by `factors[i]`; by zero it becomes zero, whatever it held.
  static func scaleRows(
    _ values: UnsafeMutablePointer<Self>, by factors: UnsafePointer<Self>, rows: Int, columns: Int)
  static func squaredRowNorms(
    _ values: UnsafePointer<Self>, into norms: UnsafeMutablePointer<Self>, rows: Int, columns: Int)
  /// Row `i` of `values` becomes row `indices[i]` of the source, and `norms[i]` the sum of its squares.
  static func gatherRows(
    _ source: UnsafePointer<Self>, at indices: UnsafePointer<Int>, into values: UnsafeMutablePointer<Self>,
    squaredNorms norms: UnsafeMutablePointer<Self>, rows: Int, columns: Int)
  /// The sums over columns of the values, each multiplied by its row's factor where there are factors.
  static func columnSums(
    _ values: UnsafePointer<Self>, scaledBy factors: UnsafePointer<Self>?,
    into sums: UnsafeMutablePointer<Self>,
    rows: Int, columns: Int)
  /// Zeroes the values where `outputs` is zero.
  static func multiplyByRectifierSlope(
    _ values: UnsafeMutablePointer<Self>, atOutputs outputs: UnsafePointer<Self>, count: Int)
  /// Every row of logits becomes the gradient of its cross-entropy, softmax − target, which is `losses[i]`.
  static func crossEntropy(
    _ values: UnsafeMutablePointer<Self>, labels: UnsafePointer<Int>, labelSmoothing: Self,
    losses: UnsafeMutablePointer<Self>, rows: Int, columns: Int)
  /// y ← y + factor · x.
  static func add(
    _ x: UnsafePointer<Self>, scaledBy factor: Self, to y: UnsafeMutablePointer<Self>, count: Int)
  /// v ← momentum · v + (scale · g + decay · w), then w ← w − rate · v.
  static func descend(
    _ w: UnsafeMutablePointer<Self>, velocity v: UnsafeMutablePointer<Self>, gradient g: UnsafePointer<Self>,
    scale: Self, decay: Self, momentum: Self, rate: Self, count: Int)
}

extension Float {
  public static func exponential(_ x: Float) -> Float { exp(x) }
  public static func logarithm(_ x: Float) -> Float { log(x) }
  public static func hyperbolicTangent(_ x: Float) -> Float { tanh(x) }
}

extension Double {
  public static func exponential(_ x: Double) -> Double { exp(x) }
  public static func logarithm(_ x: Double) -> Double { log(x) }
  public static func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
}

import DifferentialPrivacy
import LinearAlgebra
import NeuralNetworks
import Statistics

/// Times a step of training, ordinary and private, beside the bare matrix products it cannot do without, and beside what one core can
/// multiply and add where memory is no matter.
///
/// All run on one thread, in turns, on the same shapes: what else the machine does meanwhile falls on each alike.
struct StepBenchmark {
  let widths: LayerWidths
  let batchSize: Int

  struct Timing {
    /// The products alone, by our own loops or by the library, whichever is faster.
    let floor: Spread
    let isFloorByLibrary: Bool
    /// The products by the library.
    let library: Spread
    let ordinary: Spread
    let `private`: Spread
    /// Of the rounds' own ratios to the floor.
    let ordinaryOverFloor: Spread
    let privateOverFloor: Spread
    /// Multiplications and additions of numbers that a core does in a second, in registers alone.
    let peak: Spread
    /// The multiplications of the products over what a core could do in the time of each, of the rounds' own.
    let floorShare: Spread
    let ordinaryShare: Spread
    let privateShare: Spread
  }

  /// As many as the members of most of the bundled data sets' runs.
  private static let recordCount = 1000
  private static let roundCount = 25
  private static let roundDuration = 0.02

  func run() -> Timing {
    var training = Training(widths: widths, batchSize: batchSize, recordCount: Self.recordCount)
    var products = ProductFloor(widths: widths, batchSize: batchSize)
    let peakCount = 20_000_000
    let works: [() -> Void] = [
      { products.run(byLibrary: false) }, { products.run(byLibrary: true) },
      { training.step(isPrivate: false) }, { training.step(isPrivate: true) },
      { ComputingPlatform.multiplyAndAdd(count: peakCount) },
    ]
    // The first runs also warm the buffers.
    let counts = works.map { work in
      work()
      return max(1, Int(Self.roundDuration / max(1e-7, Stopwatch.seconds(work))))
    }
    var seconds: [[Double]] = works.map { _ in [] }
    for _ in 0..<Self.roundCount {
      for (index, work) in works.enumerated() {
        let elapsed = Stopwatch.seconds { for _ in 0..<counts[index] { work() } }
        seconds[index].append(elapsed / Double(counts[index]))
      }
    }
    let isFloorByLibrary = Spread(seconds[1]).median < Spread(seconds[0]).median
    let floor = seconds[isFloorByLibrary ? 1 : 0]
    let multiplications = widths.multiplications(batchSize: batchSize)
    let share = { (times: [Double]) in
      Spread(zip(times, seconds[4]).map { multiplications / $0 / (Double(peakCount) / $1) })
    }
    return Timing(
      floor: Spread(floor), isFloorByLibrary: isFloorByLibrary, library: Spread(seconds[1]),
      ordinary: Spread(seconds[2]), private: Spread(seconds[3]),
      ordinaryOverFloor: Spread(zip(seconds[2], floor).map(/)),
      privateOverFloor: Spread(zip(seconds[3], floor).map(/)),
      peak: Spread(seconds[4].map { Double(peakCount) / $0 }), floorShare: share(floor),
      ordinaryShare: share(seconds[2]), privateShare: share(seconds[3]))
  }
}

/// A network that trains on noise, which costs what training on anything costs.
private struct Training {
  private var ordinary: DPSGD
  private var `private`: DPSGD
  private let records: Matrix<Float>
  private let labels: [Int]
  private let batches: [[Int]]
  private var next = 0
  private let batchSize: Int

  init(widths: LayerWidths, batchSize: Int, recordCount: Int) {
    let root = RandomStream(seed: 1)
    var network = Network<Float>(
      Architecture(hiddenWidths: widths.hidden), inputCount: widths.inputCount,
      classCount: widths.classCount, activation: .relu)
    network.initialize(from: root.split("initialization"))
    ordinary = DPSGD(network: network) { .seeded(root.split($0)) }
    `private` = ordinary
    var records = Matrix<Float>(rowCount: recordCount, columnCount: widths.inputCount)
    var noise = GaussianNoise(root.split("records"))
    noise.add(to: &records, standardDeviation: 0.3)
    self.records = records
    var stream = root.split("labels")
    labels = (0..<recordCount).map { _ in Int.random(in: 0..<widths.classCount, using: &stream) }
    batches = (0..<16).map { _ in
      (0..<batchSize).map { _ in Int.random(in: 0..<recordCount, using: &stream) }.sorted()
    }
    self.batchSize = batchSize
  }

  mutating func step(isPrivate: Bool) {
    next = (next + 1) % batches.count
    let settings = StepSettings(
      noiseMultiplier: isPrivate ? 1 : 0, clippingNorm: isPrivate ? 1 : nil,
      expectedBatchSize: Double(batchSize), learningRate: 1e-4, momentum: 0.9, weightDecay: 0, dropout: 0,
      labelSmoothing: 0)
    if isPrivate {
      `private`.step(on: records, labels: labels, batch: batches[next], settings: settings)
    } else {
      ordinary.step(on: records, labels: labels, batch: batches[next], settings: settings)
    }
  }
}

/// The products of one step and nothing else: forward, the weights' gradients, the gradients at every layer's input but
/// the first. Each writes into a buffer of its own, so that every run computes the same.
private struct ProductFloor {
  private struct Layer {
    let weight: Matrix<Float>
    let input: Matrix<Float>
    let outputGradient: Matrix<Float>
    var output: Matrix<Float>
    var weightGradient: Matrix<Float>
    var inputGradient: Matrix<Float>
  }

  private var layers: [Layer]

  init(widths: LayerWidths, batchSize: Int) {
    var noise = GaussianNoise(RandomStream(seed: 2))
    let matrix = { (rows: Int, columns: Int) in
      var matrix = Matrix<Float>(rowCount: rows, columnCount: columns)
      noise.add(to: &matrix, standardDeviation: 0.1)
      return matrix
    }
    layers = zip(widths.all, widths.all.dropFirst()).map { inputs, outputs in
      Layer(
        weight: matrix(outputs, inputs), input: matrix(batchSize, inputs),
        outputGradient: matrix(batchSize, outputs), output: matrix(batchSize, outputs),
        weightGradient: matrix(outputs, inputs), inputGradient: matrix(batchSize, inputs))
    }
  }

  mutating func run(byLibrary isByLibrary: Bool) {
    for index in layers.indices {
      layers[index].output.setToProduct(
        .plain(layers[index].input), .transposed(layers[index].weight), isByLibrary: isByLibrary)
    }
    for index in layers.indices.reversed() {
      layers[index].weightGradient.setToProduct(
        .transposed(layers[index].outputGradient), .plain(layers[index].input), isByLibrary: isByLibrary)
      guard index > 0 else { return }
      layers[index].inputGradient.setToProduct(
        .plain(layers[index].outputGradient), .plain(layers[index].weight), isByLibrary: isByLibrary)
    }
  }
}

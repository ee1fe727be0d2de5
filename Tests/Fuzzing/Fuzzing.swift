import DifferentialPrivacy
import Experiments
import Files
import Foundation
import LinearAlgebra
import NeuralNetworks
import PlainText
import Preferences
import Records
import Statistics
import Terminal
import TerminalCanvas

/// What a fuzzer feeds: everything that reads what a person, a file or a terminal gives. A reader may refuse with a sentence, and
/// may neither crash nor take for ever; some things have to hold of what it returns.
enum FuzzTarget: String, CaseIterable {
  case table, columns, images, log, commands, scores, matrices, network, names, keys, text, training,
    checkpoint, scheme, settings, message, frames, party

  func run(on bytes: [UInt8]) {
    do {
      switch self {
      case .table: try table(bytes)
      case .columns: try columns(bytes)
      case .images: try images(bytes)
      case .log: try log(bytes)
      case .commands:
        _ = try CommandLog.readingCommands(at: Self.file("log", bytes), for: Self.configuration)
      case .scores: try scores(bytes)
      case .matrices: try matrices(bytes)
      case .network: _ = try Architecture(parsing: String(decoding: bytes, as: UTF8.self))
      case .names: _ = try CSVReader.names(in: String(decoding: bytes, as: UTF8.self), option: "--drop")
      case .keys: keys(bytes)
      case .text: text(bytes)
      case .training: training(bytes)
      case .checkpoint: try checkpoint(bytes)
      case .scheme: try scheme(bytes)
      case .settings: settings(bytes)
      case .message: try message(bytes)
      case .frames: try frames(bytes)
      case .party: party(bytes)
      }
    } catch {
      let sentence = "\(error)"
      precondition(sentence.harmless == sentence, "an error is one harmless line")
    }
  }

  private static let configuration = ExperimentConfiguration(defaultsFor: DatasetReference(name: "digits"))
  private static let folder = "/dev/shm/glasshouse-fuzzing-\(getpid())"

  private static func file(_ name: String, _ bytes: some Sequence<UInt8>) -> String {
    let path = "\(folder)-\(name)"
    _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
    return path
  }

  /// The first byte chooses the options, so that every way of reading is met.
  private func table(_ bytes: [UInt8]) throws {
    let choice = bytes.first ?? 0
    let path = Self.file("t.csv", bytes.dropFirst())
    var minimization = Minimization()
    if choice & 32 != 0 { (minimization.mergeRare, minimization.deduplicate) = (0.3, true) }
    if choice & 64 != 0 { minimization.kAnonymity = "2" }
    if choice & 128 != 0 { (minimization.keep, minimization.coarsen) = (["a", "b"], ["b:0.5"]) }
    let dataset = try DatasetReference(
      name: path, label: choice & 1 == 0 ? "y" : "column 1", categorical: choice & 2 == 0 ? [] : ["a"],
      dropped: choice & 4 == 0 ? [] : [""],
      missing: choice & 8 == 0 ? .refuse : choice & 16 == 0 ? .mean : .drop, minimization: minimization
    ).read()
    precondition(dataset.labels.count == dataset.count && dataset.rows.count == dataset.count)
    precondition(dataset.values.elements.allSatisfy(\.isFinite), "every input is a finite number")
    let inputs = dataset.inputs(scaledBy: dataset.scaling(from: Array(0..<dataset.count)))
    precondition(inputs.elements.allSatisfy(\.isFinite), "every scaled input is a finite number")
    precondition(dataset.labels.allSatisfy(dataset.classNames.indices.contains))
  }

  private func columns(_ bytes: [UInt8]) throws {
    let path = Self.file("c.csv", bytes)
    let (_, reading) = try DatasetReference(name: path).readColumns()
    precondition(reading.summary.harmless == reading.summary)
  }

  /// Half of the bytes are the images, the rest their labels.
  private func images(_ bytes: [UInt8]) throws {
    let middle = bytes.first.map { 1 + Int($0) * max(0, bytes.count - 1) / 256 } ?? 0
    let path = Self.file("images", bytes[min(bytes.count, 1)..<max(min(bytes.count, 1), middle)])
    _ = Self.file("labels", bytes[max(min(bytes.count, 1), middle)...])
    let dataset = try DatasetReference(name: path, downsample: 1 + bytes.count % 3).read()
    precondition(dataset.values.elements.allSatisfy(\.isFinite))
  }

  private func log(_ bytes: [UInt8]) throws {
    let (log, _) = try CommandLog.reading(Self.file("log", bytes))
    // What was read is written as it is read again.
    let again = try CommandLog(text: log.text, path: "again")
    precondition(again == log, "a log is written as it was read")
  }

  private func scores(_ bytes: [UInt8]) throws {
    let file = try ScoreFile(at: Self.file("s.csv", bytes))
    precondition(file.margins.allSatisfy(\.isFinite) && file.margins.count == file.isMember.count)
  }

  private func matrices(_ bytes: [UInt8]) throws {
    let scores = try ScoreFile(at: Self.file("s.csv", Array("margin,member\n1,1\n0.5,0\n2,1\n-1,0\n".utf8)))
    let middle = bytes.first.map { 1 + Int($0) * max(0, bytes.count - 1) / 256 } ?? 0
    let start = min(bytes.count, 1)
    _ = try ReferenceFiles(
      margins: Self.file("m.csv", bytes[start..<max(start, middle)]),
      inclusion: Self.file("i.csv", bytes[max(start, middle)...]), scores: scores,
      random: RandomStream(seed: 1))
  }

  /// Four bytes are one thing that curses read; others end a read, come after a silence, or say what is awaited.
  private func keys(_ bytes: [UInt8]) {
    var decoder = KeyDecoder()
    var input = [KeyInput]()
    var count = 0
    let take = { (typed: [Typed]) in
      for case .paste(let text) in typed { precondition(text.unicodeScalars.count <= 10_000) }
      count += typed.count
    }
    for byte in bytes {
      switch byte {
      case 0xF5: input.append(.pasteBegins)
      case 0xF6: input.append(.pasteEnds)
      case 0xF7: input.append(.named(.up))
      case 0xF8: input.append(.named(nil))
      case 0xF3: decoder.isMouseOn.toggle()
      case 0xF4: decoder.isAwaitingAnswer = true
      case 0xF9...0xFB:
        take(decoder.decode(input))
        input = []
      case 0xFC: take(decoder.pause(isLong: false))
      case 0xFD: take(decoder.pause(isLong: true))
      case 0xFE: input.append(.character(0x110000))
      case 0xFF: input.append(.character(0x1F600))
      default: input.append(.character(UInt32(byte)))
      }
    }
    take(decoder.decode(input))
    precondition(count <= 2 * bytes.count + 1, "a byte is no more than a key")
    _ = decoder.pause(isLong: true)
    precondition(
      decoder.decode([.character(0x71)]) == [.key(.character("q"))], "after a silence keys are keys")
  }

  private static func architecture(_ widths: [Int], isNormalized: Bool) -> Architecture {
    let text =
      widths.isEmpty
      ? "linear" : "mlp:" + widths.map { isNormalized ? "\($0)-norm" : "\($0)" }.joined(separator: "-")
    guard let architecture = try? Architecture(parsing: text) else { fatalError("\(text) is a network") }
    return architecture
  }

  /// Private steps of a network of any shape, for all of the kernels below; the bytes are shapes, settings and records.
  private func training(_ bytes: [UInt8]) {
    guard bytes.count > 13 else { return }
    let (inputs, classes) = (1 + Int(bytes[0]) % 40, 2 + Int(bytes[1]) % 12)
    let widths = bytes[2..<4].map { Int($0) % 40 }.filter { $0 > 0 }
    let records = Array(bytes[12...].prefix(4000))
    let count = max(1, records.count / inputs)
    var network = Network<Float>(
      Self.architecture(widths, isNormalized: bytes[4] & 64 != 0), inputCount: inputs, classCount: classes,
      activation: Activation.allCases[Int(bytes[4]) % 3])
    network.initialize(from: RandomStream(seed: UInt64(bytes[5])))
    var training = DPSGD(network: network, optimizer: bytes[4] & 128 == 0 ? .sgd : .adam) {
      .seeded(RandomStream(seed: 1).split($0))
    }
    // Some of the numbers are none, or as large as numbers are.
    let scale: [Float] = [1, 1e-30, 1e30, .infinity, .nan]
    let elements = (0..<count * inputs).map { index in
      (Float(index < records.count ? records[index] : 0) - 100) * scale[Int(bytes[6]) % scale.count]
    }
    let settings = StepSettings(
      noiseMultiplier: Double(bytes[7] % 4), clippingNorm: bytes[8] % 3 == 0 && bytes[7] % 4 == 0 ? nil : 1,
      expectedBatchSize: Double(1 + Int(bytes[9]) % count), learningRate: 0.1,
      momentum: Double(bytes[10]) / 256,
      weightDecay: 0.01, dropout: Double(bytes[11] % 4) / 4, labelSmoothing: Double(bytes[11] % 3) / 3)
    // Each record by itself, or two at a time.
    let size = bytes[6] < 128 ? 1 : 2
    let units = stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
    for _ in 0..<2 {
      _ = training.step(
        on: TrainingSet(
          records: Matrix(rowCount: count, columnCount: inputs, elements: elements),
          labels: (0..<count).map { (Int(records[$0 % records.count])) % classes },
          isMember: units.map { records[$0.lowerBound % records.count] & 1 == 0 },
          recordsOfExamples: bytes[6] < 128 ? nil : units, expectedMemberCount: Double(count)),
        settings: settings)
    }
    let logits = training.network.logits(of: Matrix(rowCount: count, columnCount: inputs, elements: elements))
    precondition(logits.rowCount == count && logits.columnCount == classes)
  }

  private func checkpoint(_ bytes: [UInt8]) throws {
    let layout = ParameterLayout(of: [Dense(inputCount: 3, outputCount: 2)])
    let read = try Checkpoint(reading: Data(bytes), layout: layout, path: "a file")
    precondition(read.parameters.values.count == 8 && read.parameters.values.allSatisfy(\.isFinite))
    let again = try Checkpoint(reading: try read.encoded(), layout: layout, path: "a file")
    precondition(again == read, "what was read is written and read again")
  }

  private func scheme(_ bytes: [UInt8]) throws {
    guard let scheme = try ThemeLibrary().scheme(named: Self.file("s.yaml", bytes)) else { return }
    precondition(ThemeInspection(scheme).leastContrast >= Theme.leastContrast, "every ink can be read")
    precondition(Theme(scheme, name: "any").rows.count == Theme.standard.rows.count)
  }

  private func settings(_ bytes: [UInt8]) {
    let folder = URL(filePath: Self.folder + "-settings")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["config.yaml", "keys.yaml"] {
      _ = FileManager.default.createFile(atPath: folder.appending(path: name).path, contents: Data(bytes))
    }
    let (_, complaints) = Preferences.read(folder: folder)
    let (bindings, others) = KeyBindings.read(folder: folder)
    for sentence in complaints + others { precondition(sentence.text.harmless == sentence.text) }
    for key in bindings.entries.flatMap(\.keys) {
      precondition(Key(label: key.label) == key, "a key is read from its label")
    }
  }

  private func text(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let harmless = text.harmless
    precondition(harmless.harmless == harmless && !harmless.contains("\n"))
    precondition(text.prefix(columns: 10).displayWidth <= 10 && text.suffix(columns: 10).displayWidth <= 10)
    var canvas = Canvas(width: 12, height: 2)
    canvas.write(text, column: Int(bytes.first ?? 0) % 14 - 1, row: 0)
    canvas.write(text, column: 0, row: 1, in: Rect(column: 1, row: 1, width: 5, height: 1))
    for row in canvas.plain.split(separator: "\n", omittingEmptySubsequences: false) {
      precondition(row.displayWidth <= 12, "a row is no wider than the canvas")
    }
  }
}

@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
  _ argumentCount: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

nonisolated(unsafe) private var target = FuzzTarget.table

/// `fuzz TARGET [options of libFuzzer] [corpus…]`.
@main
enum Fuzzing {
  static func main() {
    guard CommandLine.arguments.count > 1, let chosen = FuzzTarget(rawValue: CommandLine.arguments[1]) else {
      print(FuzzTarget.allCases.map(\.rawValue).joined(separator: "\n"))
      return
    }
    target = chosen
    var arguments =
      ([CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)).map { strdup($0) } + [nil]
    var count = Int32(arguments.count - 1)
    arguments.withUnsafeMutableBufferPointer { buffer in
      var pointer = buffer.baseAddress!
      exit(
        runFuzzer(&count, &pointer) { bytes, count in
          target.run(on: Array(UnsafeBufferPointer(start: bytes, count: count)))
          return 0
        })
    }
  }
}

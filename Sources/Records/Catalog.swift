import Datasets
import Foundation

/// The bundled data sets, with the settings that make each worth watching.
public enum Catalog {
  /// A data set that comes with the program.
  public struct Entry: Hashable, Sendable {
    /// What `--dataset` calls it.
    public let name: String
    /// A line for a list.
    public let title: String
    /// Where it comes from, and under what terms.
    public let origin: String
    public let source: Source
    public let defaults: TrainingDefaults
    /// Columns that attribute attacks guess, the usual one first; none of images.
    public var sensitiveColumns: [SensitiveColumn] = []
    public var attributeDefaults = AttributeDefaults()
  }

  /// The files in the folder of bundled data, by name, and how they are read.
  public enum Source: Hashable, Sendable {
    /// A pair of IDX files, the offset taken from x / largest, and the blocks averaged unless asked otherwise.
    case images(String, labels: String, offset: Double, downsample: Int)
    case table(String, TableDescription)
    case text(String)

    var files: [String] {
      switch self {
      case .images(let images, let labels, _, _): [images, labels]
      case .table(let file, _), .text(let file): [file]
      }
    }
  }

  /// Every entry whose files are installed.
  public static var installed: [Entry] {
    entries.filter { entry in
      entry.source.files.allSatisfy { FileManager.default.fileExists(atPath: path(of: $0)) }
    }
  }

  /// The entry that runs when nobody names one: the first that is installed and can be trained on.
  public static var defaultName: String {
    installed.first { entry in if case .text = entry.source { false } else { true } }?.name ?? entries[0].name
  }

  /// nil for what is no bundled data set, as a path.
  public static func entry(named name: String) -> Entry? { entries.first { $0.name == name } }

  static func path(of file: String) -> String { BundledDatasets.folder.appending(path: file).path }
}

/// The settings a data set is trained with when nobody says otherwise.
public struct TrainingDefaults: Hashable, Sendable {
  /// As `--network` writes it.
  public var network = "mlp:64"
  /// n, the expected number of members.
  public var trainSize = 1000
  public var stepCount = 2000
  /// B.
  public var expectedBatchSize = 32.0
  public var learningRate = 0.1
  public var momentum = 0.9
  public var weightDecay = 0.0
  /// The δ at which ε is stated.
  public var delta = 1e-5
  /// The weight of the pull towards the public mean when a class is inverted: strong for faces, which look alike,
  /// and weak for tables, whose columns have no neighbours to be smoothed by.
  public var inversionPull = 5.0
  /// The weight of total variation then: none for digits of 8 x 8, whose strokes are a pixel wide.
  public var inversionTotalVariation = 1.0
  /// What its classes are.
  public var classNoun = "classes"
  /// What suits it where clients train.
  public var federated = Federated(learningRate: 0.1, roundCount: 80)
  /// What suits it where units are halves of a person's records; nil where classes are no people.
  public var people: People?

  public struct Federated: Hashable, Sendable {
    /// A client's.
    public let learningRate: Double
    public let roundCount: Int
  }

  public struct People: Hashable, Sendable {
    /// In units, as is the next.
    public let trainSize: Int
    public let expectedBatchSize: Double
  }

  public init() {}

  fileprivate func with(_ change: (inout TrainingDefaults) -> Void) -> TrainingDefaults {
    var copy = self
    change(&copy)
    return copy
  }
}

extension Catalog {
  /// All of them, in the order of lists, installed or not.
  public static let entries: [Entry] = [
    Entry(
      name: "faces", title: "AT&T faces: 400 photographs of 40 people",
      origin: "Olivetti Research Laboratory, 1994; free with credit, no open licence",
      source: .images(
        "Faces/faces46x56-images-idx3-ubyte", labels: "Faces/faces46x56-labels-idx1-ubyte", offset: 0.5,
        downsample: 2),
      defaults: TrainingDefaults().with {
        ($0.network, $0.trainSize, $0.stepCount) = ("linear", 200, 1000)
        ($0.learningRate, $0.weightDecay, $0.delta) = (0.03, 0.01, 1e-3)
        ($0.inversionPull, $0.inversionTotalVariation) = (100, 3)
        $0.classNoun = "people"
        $0.people = .init(trainSize: 40, expectedBatchSize: 8)
      }),
    Entry(
      name: "digits", title: "UCI optical digits: 1,797 images of 8 x 8",
      origin: "Alpaydin and Kaynak, 1998; CC BY 4.0",
      source: images("digits8x8"),
      defaults: TrainingDefaults().with { ($0.trainSize, $0.inversionTotalVariation) = (600, 0) }),
    Entry(
      name: "mnist", title: "MNIST: 3,000 handwritten digits of 28 x 28",
      origin: "LeCun, Cortes and Burges, 1998; CC BY-SA 3.0",
      source: images("mnist3k"), defaults: TrainingDefaults()),
    Entry(
      name: "fashion", title: "Fashion-MNIST: 3,000 pictures of clothes of 28 x 28",
      origin: "Xiao, Rasul and Vollgraf, 2017; MIT",
      source: images("fashion3k"),
      defaults: TrainingDefaults().with {
        ($0.stepCount, $0.learningRate, $0.inversionTotalVariation) = (3000, 0.05, 3)
      }),
    Entry(
      name: "adult", title: "Adult: income of 12,000 people of the 1994 US census",
      origin: "Becker and Kohavi, 1996; CC BY 4.0",
      source: .table(
        "adult12k.csv",
        TableDescription(
          label: .values(of: "income"),
          categorical: [
            "workclass", "education", "marital_status", "occupation", "relationship", "race", "sex",
            "native_country",
          ], dropped: [])),
      defaults: TrainingDefaults().with {
        ($0.network, $0.expectedBatchSize, $0.inversionPull) = ("mlp:128", 64, 1)
      },
      sensitiveColumns: [
        SensitiveColumn(
          "marital_status", title: "married",
          cut: .among(["Married-AF-spouse", "Married-civ-spouse"], name: "married")),
        SensitiveColumn("sex", title: "sex"), SensitiveColumn("race", title: "race"),
      ],
      attributeDefaults: AttributeDefaults(
        label: "occupation", dropped: ["relationship"], width: 128, stepCount: 2000)),
    Entry(
      name: "affairs", title: "Affairs: a magazine's survey of 6,366 married women",
      origin: "Fair, 1978; with permission of the author",
      source: .table(
        "affairs.csv",
        TableDescription(
          label: .positive("affairs"), categorical: ["occupation", "occupation_husb"], dropped: [])),
      defaults: trial,
      sensitiveColumns: [
        SensitiveColumn("affairs", title: "had an affair", cut: .positive),
        SensitiveColumn("religious", title: "how religious"),
      ],
      attributeDefaults: AttributeDefaults(label: "rate_marriage")),
    Entry(
      name: "actg175", title: "ACTG 175: an HIV trial with 2,139 patients",
      origin: "Hammer et al., 1996; MIT package",
      source: .table(
        "actg175.csv",
        TableDescription(
          label: .values(of: "cens"), categorical: ["strat", "arms"], dropped: ["treat"])),
      defaults: trial,
      sensitiveColumns: [
        SensitiveColumn("gender", title: "gender"), SensitiveColumn("race", title: "race"),
        SensitiveColumn("drugs", title: "injected drugs"), SensitiveColumn("hemo", title: "haemophilia"),
        SensitiveColumn("symptom", title: "had symptoms"),
      ],
      attributeDefaults: AttributeDefaults(label: "arms", stepCount: 1500)),
    Entry(
      name: "names", title: "Given names of the 1990 US census", origin: "US Census Bureau; public domain",
      source: .text("census-names.csv"), defaults: TrainingDefaults()),
    Entry(
      name: "alice", title: "Alice's Adventures in Wonderland", origin: "Carroll, 1865; public domain",
      source: .text("alice.txt"), defaults: TrainingDefaults()),
  ]

  private static let trial = TrainingDefaults().with {
    ($0.network, $0.stepCount, $0.expectedBatchSize, $0.inversionPull) = ("mlp:128", 3000, 64, 1)
  }

  private static func images(_ stem: String) -> Source {
    .images("\(stem)-images-idx3-ubyte", labels: "\(stem)-labels-idx1-ubyte", offset: 0, downsample: 1)
  }
}

// swift-tools-version: 6.2
import PackageDescription

/// Whether what is built is to be fuzzed: our own code with sanitizers and what counts coverage. See `Tests/Fuzzing/run`.
let isFuzzed = Context.environment["FUZZING"] != nil
let sanitizers: [CSetting] =
  isFuzzed ? [.unsafeFlags(["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"])] : []

let strict: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ] + (isFuzzed ? [.unsafeFlags(["-sanitize=address", "-sanitize=fuzzer"])] : [])

/// A module of `Sources/`; it may name only modules declared above it.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// Every module's errors are sentences of `PlainText`.
func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["PlainText"], exclude: resources,
    swiftSettings: strict)
}

/// The files of `Themes/`, each of which becomes a constant of that module.
let themes = [
  "aubergine", "chalk", "graphite", "kiln", "lichen", "lighthouse", "meadow", "paper", "porcelain", "seamark",
  "taiga", "terracotta", "tidepool", "vellum",
].map { $0 + ".yaml" }

let package = Package(
  name: "glasshouse",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "glasshouse", targets: ["glasshouse"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    .target(
      name: "CTerminal",
      cSettings: [
        .define("_XOPEN_SOURCE_EXTENDED"), .define("NCURSES_WIDECHAR", to: "1"),
        .define("_DEFAULT_SOURCE"), .define("_XOPEN_SOURCE", to: "700"),
        .define("_DARWIN_C_SOURCE"),
      ] + sanitizers,
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("util", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),
    .target(
      name: "COpenBLAS",
      linkerSettings: [
        .linkedLibrary("openblas", .when(platforms: [.linux])),
        .linkedFramework("Accelerate", .when(platforms: [.macOS])),
      ]),
    .target(name: "CKernels", cSettings: sanitizers),
    .target(
      name: "Datasets", path: "Datasets", exclude: ["README.md"], resources: [.copy("Files")],
      swiftSettings: strict),
    .target(
      name: "Themes", path: "Themes", exclude: ["README.md"], resources: themes.map { .embedInCode($0) },
      swiftSettings: strict),

    module("PlainText"),
    module("Statistics"),
    module("Files", ["PlainText"]),
    module(
      "Channels",
      [
        "PlainText", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),
    module("TerminalCanvas", ["PlainText"]),
    module(
      "Preferences",
      ["Files", "PlainText", "TerminalCanvas", "Themes", .product(name: "Yams", package: "Yams")]),
    module("LinearAlgebra", ["CKernels", "COpenBLAS", "Statistics"]),
    module("PrivacyAccounting", ["PlainText", "Statistics"]),
    module("Records", ["Datasets", "Files", "LinearAlgebra", "PlainText", "Statistics"]),
    module("NeuralNetworks", ["LinearAlgebra", "PlainText", "Statistics"]),
    module(
      "DifferentialPrivacy",
      ["LinearAlgebra", "NeuralNetworks", "PrivacyAccounting", "Statistics"]),
    module("AccessControl", ["LinearAlgebra", "NeuralNetworks", "PlainText", "Statistics"]),
    module(
      "SecureComputation",
      [
        "Channels", "LinearAlgebra", "NeuralNetworks", "PlainText", "Statistics",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    module(
      "FederatedLearning",
      [
        "DifferentialPrivacy", "LinearAlgebra", "NeuralNetworks", "PlainText", "PrivacyAccounting", "Records",
        "SecureComputation", "Statistics",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    module("Attacks", ["AccessControl", "LinearAlgebra", "NeuralNetworks", "Statistics"]),
    module(
      "Auditing",
      [
        "DifferentialPrivacy", "LinearAlgebra", "NeuralNetworks", "PlainText", "PrivacyAccounting",
        "Statistics",
      ]),
    module(
      "Experiments",
      [
        "AccessControl", "Attacks", "Auditing", "DifferentialPrivacy", "FederatedLearning", "Files",
        "LinearAlgebra", "NeuralNetworks", "PlainText",
        "PrivacyAccounting", "Records", "SecureComputation", "Statistics", "TerminalCanvas",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    module(
      "Explorer",
      [
        "AccessControl", "Attacks", "Auditing", "DifferentialPrivacy", "Experiments", "FederatedLearning",
        "LinearAlgebra", "PlainText",
        "Preferences",
        "PrivacyAccounting", "Records", "SecureComputation", "Statistics", "TerminalCanvas",
      ]),
    module("Terminal", ["CTerminal", "PlainText", "TerminalCanvas"]),
    .executableTarget(
      name: "glasshouse",
      dependencies: [
        "AccessControl", "Attacks", "Auditing", "Channels", "DifferentialPrivacy", "Experiments", "Explorer",
        "FederatedLearning",
        "Files", "LinearAlgebra",
        "NeuralNetworks", "PlainText", "Preferences", "PrivacyAccounting", "Records", "SecureComputation",
        "Statistics",
        "Terminal",
        "TerminalCanvas",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),

    .target(name: "CAllocations", path: "Tests/CAllocations"),
    tests("Architecture", []),
    tests("PlainText", [], resources: ["widths.txt"]),
    tests("Files", ["Files"]),
    tests("Channels", ["Channels", "Statistics", .product(name: "FlyingSocks", package: "FlyingFox")]),
    tests("Statistics", ["Statistics"]),
    tests("LinearAlgebra", ["CKernels", "LinearAlgebra", "Statistics"]),
    tests("PrivacyAccounting", ["PrivacyAccounting", "Statistics"]),
    tests(
      "Records",
      ["LinearAlgebra", "Records", "Statistics", .product(name: "Crypto", package: "swift-crypto")]),
    tests("NeuralNetworks", ["LinearAlgebra", "NeuralNetworks", "Statistics"]),
    tests(
      "DifferentialPrivacy",
      ["DifferentialPrivacy", "LinearAlgebra", "NeuralNetworks", "PrivacyAccounting", "Statistics"]),
    tests("AccessControl", ["AccessControl", "LinearAlgebra", "NeuralNetworks", "Statistics"]),
    tests(
      "SecureComputation",
      [
        "Channels", "LinearAlgebra", "NeuralNetworks", "SecureComputation", "Statistics",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    tests(
      "FederatedLearning",
      [
        "DifferentialPrivacy", "FederatedLearning", "LinearAlgebra", "NeuralNetworks", "PrivacyAccounting",
        "SecureComputation", "Statistics", .product(name: "Crypto", package: "swift-crypto"),
      ]),
    tests("Attacks", ["AccessControl", "Attacks", "LinearAlgebra", "NeuralNetworks", "Statistics"]),
    tests(
      "Auditing",
      ["Auditing", "DifferentialPrivacy", "LinearAlgebra", "NeuralNetworks", "Statistics"]),
    tests(
      "Experiments",
      [
        "AccessControl", "Attacks", "Auditing", "CAllocations", "DifferentialPrivacy", "Experiments",
        "FederatedLearning",
        "NeuralNetworks", "PrivacyAccounting", "Records", "SecureComputation", "Statistics",
      ]),
    tests("TerminalCanvas", ["TerminalCanvas"]),
    tests("Preferences", ["Preferences", "TerminalCanvas", "Themes"]),
    tests(
      "Explorer",
      [
        "Attacks", "Auditing", "DifferentialPrivacy", "Experiments", "Explorer", "FederatedLearning",
        "Preferences",
        "PrivacyAccounting", "Records", "SecureComputation", "Statistics", "TerminalCanvas",
      ], resources: ["Screens"]),
    tests("Terminal", ["Terminal", "TerminalCanvas"]),
    tests(
      "Glasshouse",
      [
        "Attacks", "Auditing", "CTerminal", "Channels", "DifferentialPrivacy", "Experiments",
        "FederatedLearning", "LinearAlgebra", "NeuralNetworks", "PrivacyAccounting",
        "Records", "SecureComputation", "Statistics", "Terminal",
        "glasshouse",
      ]),
  ]
)

if isFuzzed {
  package.targets.append(
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "Channels", "DifferentialPrivacy", "Experiments", "FederatedLearning", "Files", "LinearAlgebra",
        "NeuralNetworks", "PlainText",
        "Preferences", "Records", "SecureComputation",
        "Statistics", "Terminal", "TerminalCanvas",
      ], path: "Tests/Fuzzing",
      exclude: ["run", "Corpus", "logs.py", "monkey.py", "options.py", "states.py"], swiftSettings: strict,
      linkerSettings: [
        // The old linker of the toolchain cannot read what sanitizers write.
        .unsafeFlags(["-sanitize=address", "-sanitize=fuzzer", "-use-ld=lld"]), .linkedLibrary("stdc++"),
      ]))
}

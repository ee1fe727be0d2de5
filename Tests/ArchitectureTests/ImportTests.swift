import Testing

/// The arrows between modules: see `.github/CONTRIBUTING.md`, which draws the same rows.
struct ImportTests {
  /// A module imports from lower rows only; the lowest is first.
  private static let rows = [
    ["PlainText"],
    ["Statistics", "TerminalCanvas", "Files", "CTerminal", "COpenBLAS", "CKernels", "Datasets", "Themes"],
    ["LinearAlgebra", "Preferences", "Channels"],
    ["NeuralNetworks", "Records", "PrivacyAccounting"],
    ["DifferentialPrivacy", "AccessControl", "SecureComputation"],
    ["Attacks", "Auditing", "FederatedLearning"],
    ["Experiments"],
    ["Explorer", "Terminal"],
    ["glasshouse"],
  ]

  /// What is not ours, and the only modules that may know of it; none named is for all.
  private static let libraries: [String: Set<String>] = [
    "Darwin": [], "Dispatch": [], "Foundation": [], "Glibc": [], "Synchronization": [],
    "ArgumentParser": ["glasshouse"],
    "Crypto": ["Channels", "Experiments", "FederatedLearning", "SecureComputation"],
    "FlyingSocks": ["Channels"],
    "Yams": ["Preferences"],
    "Accelerate/Accelerate.h": ["COpenBLAS"], "cblas.h": ["COpenBLAS"],
    "curses.h": ["CTerminal"], "term.h": ["CTerminal"],
  ]

  /// Modules that hide a library, and the only ones that may look behind it.
  private static let shims: [String: Set<String>] = [
    "COpenBLAS": ["LinearAlgebra"], "CKernels": ["LinearAlgebra"], "CTerminal": ["Terminal"],
  ]

  private static func row(of module: String) -> Int? { rows.firstIndex { $0.contains(module) } }

  private let sources: SourceTree

  init() throws { sources = try SourceTree("Sources") }

  @Test func everyModuleHasItsRow() {
    let modules = Set(sources.files.map(\.module))
    #expect(modules.count > 10)
    for module in modules { #expect(Self.row(of: module) != nil, "\(module) stands in no row") }
    // Their code lies beside the files they hold, at the top of the repository.
    #expect(Set(Self.rows.joined()) == modules.union(["Datasets", "Themes"]))
  }

  @Test func arrowsPointDownward() throws {
    for file in sources.files where file.path.hasSuffix(".swift") {
      let own = try #require(Self.row(of: file.module))
      for name in file.imports {
        if let row = Self.row(of: name) {
          #expect(row < own, "\(file.path) imports \(name), which is no lower")
          if let allowed = Self.shims[name] {
            #expect(allowed.contains(file.module), "\(file.path) imports \(name)")
          }
        } else {
          let allowed = Self.libraries[name]
          #expect(allowed != nil, "\(file.path) imports \(name), which stands in no table")
          #expect(allowed?.isEmpty == true || allowed?.contains(file.module) == true, "\(file.path): \(name)")
        }
      }
    }
  }

  /// Of what is included, the headers of libraries; those of C itself are for all.
  @Test func onlyShimsIncludeLibraries() {
    for file in sources.files where !file.path.hasSuffix(".swift") {
      for name in file.imports {
        if let allowed = Self.libraries[name] {
          #expect(allowed.contains(file.module), "\(file.path) includes \(name)")
        } else {
          #expect(!name.contains(/blas|curses|lapack|sqlite/.ignoresCase()) || name == "\(file.module).h")
        }
      }
    }
  }
}

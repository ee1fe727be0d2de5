import Testing

/// What may stand in a file, and how long one may be.
struct FileTests {
  /// Where memory is handled by address, behind loops, system calls and a terminal.
  private static let unsafeModules: Set = ["LinearAlgebra", "Files", "Terminal"]

  private static let longestFile = 300
  /// The lines in which a file that is longer says why.
  private static let openingLines = 10

  @Test func unsafePointersStayInThreeModules() throws {
    let word =
      /with\w*Unsafe|Unsafe\w*Pointer|OpaquePointer|Unmanaged|unsafeBitCast|unsafeDowncast/
    var found = Set<String>()
    for file in try SourceTree("Sources").files where file.path.hasSuffix(".swift") {
      for (number, line) in zip(1..., file.lines) where line.contains(word) {
        found.insert(file.module)
        #expect(Self.unsafeModules.contains(file.module), "\(file.path):\(number)")
      }
    }
    #expect(found == Self.unsafeModules)
  }

  /// What a test needs of a module is its interface, for this package or for all.
  @Test func noTestImportsWhatIsPrivate() throws {
    for file in try SourceTree("Tests").files {
      for (number, line) in zip(1..., file.lines) {
        #expect(!line.contains(#/^ *@(testable|_spi|_private).* import /#), "\(file.path):\(number)")
      }
    }
  }

  @Test(arguments: ["Sources", "Tests"])
  func aLongFileSaysWhy(folder: String) throws {
    for file in try SourceTree(folder).files {
      let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
      let saysWhy = file.lines.prefix(Self.openingLines).contains { $0.hasPrefix("// Long because ") }
      #expect(count <= Self.longestFile || saysWhy, "\(file.path) has \(count) lines")
    }
  }
}

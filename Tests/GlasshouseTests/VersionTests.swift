import Testing

struct VersionTests {
  /// The version, the matrix library with its kernel, the processor's level: a line each.
  @Test func versionNamesWhatFiguresDependOn() throws {
    let outcome = try Program.built.run(["--version"])
    #expect(outcome.status == 0 && outcome.complaint.isEmpty)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first?.wholeMatch(of: /glasshouse \d+\.\d+\.\d+/) != nil)
    #expect(lines[1].wholeMatch(of: /matrix library: (Accelerate|OpenBLAS \d+\.\d+\.\d+\S*, \w+)/) != nil)
    #expect(
      lines[2].wholeMatch(of: /processor: (x86-64(-v[234])?|arm64)(, loops for x86-64(-v3)?)?/) != nil)
  }
}

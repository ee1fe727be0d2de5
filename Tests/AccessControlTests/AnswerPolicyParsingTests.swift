import AccessControl
import Testing

struct AnswerPolicyParsingTests {
  @Test(arguments: [
    ("full", AnswerPolicy.full), ("label", .label), ("rounded:0.1", .rounded(to: 0.1)),
    ("rounded:1", .rounded(to: 1)), ("top:1", .top(1)), ("top:30", .top(30)),
  ])
  func whatIsWrittenIsReadBack(text: String, policy: AnswerPolicy) throws {
    #expect(try AnswerPolicy(parsing: text) == policy)
    #expect(policy.description == text)
  }

  /// Another spelling has the same meaning, and is written one way.
  @Test(arguments: [(0, "rounded:1"), (1, "rounded:0.1"), (3, "rounded:0.001"), (15, "rounded:1e-15")])
  func decimalsAreRounded(count: Int, text: String) throws {
    let policy = try AnswerPolicy(parsing: "decimals:\(count)")
    #expect(try policy == AnswerPolicy(parsing: text) && policy.description == text)
  }

  @Test(arguments: ["-1", "16", "1.5", "", "three", "nan"])
  func noCountOfDecimalsThatIsNone(count: String) {
    #expect(throws: AnswerPolicyError.decimals(count)) { try AnswerPolicy(parsing: "decimals:" + count) }
  }

  @Test(arguments: ["", "all", "Full", "full:1", "label:", "rounded", "top", "rounded 0.1", "top3"])
  func whatIsNoPolicyIsRefusedByName(text: String) {
    #expect(throws: AnswerPolicyError.unknown(text)) { try AnswerPolicy(parsing: text) }
  }

  @Test(arguments: ["0", "-0.1", "1.5", "nan", "inf", "", "0.1:2"])
  func noStepOutsideItsRange(step: String) {
    #expect(throws: AnswerPolicyError.step(step)) { try AnswerPolicy(parsing: "rounded:" + step) }
  }

  @Test(arguments: ["0", "-1", "1.5", "", "three", "99999999999999999999"])
  func noCountThatIsNone(count: String) {
    #expect(throws: AnswerPolicyError.count(count)) { try AnswerPolicy(parsing: "top:" + count) }
  }
}

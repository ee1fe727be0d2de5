import Foundation
import Testing

struct AccountCommandTests {
  private func account(_ arguments: String) throws -> Program.Outcome {
    try Program.built.run(["account"] + arguments.split(separator: " ").map(String.init))
  }

  @Test func jsonHoldsWhatScriptsRelyOn() throws {
    let object = try account(
      "--noise-multiplier 1.1 --sampling-rate 0.004266666666666667 --steps 14062 --delta 1e-5 --format json"
    ).object()
    let epsilon = try #require(object["epsilon"] as? Double)
    let lower = try #require(object["epsilon_lower"] as? Double)
    #expect(lower < epsilon && abs(epsilon - 2.38) < 5e-3)
    let accountants = try #require(object["accountants"] as? [String: Any])
    #expect(accountants["pld"] as? Double == epsilon)
    let moments = try #require(accountants["rdp"] as? [String: Double])
    #expect(abs((moments["epsilon"] ?? 0) - 2.5966) < 1e-3 && Set(moments.keys) == ["epsilon", "order"])
    for name in ["gdp_clt", "advanced", "basic"] { #expect(accountants[name] as? Double != nil, "\(name)") }
    let rates = try #require(object["max_tpr_at_fpr"] as? [String: Double])
    #expect(Set(rates.keys) == ["0.001", "0.01", "0.1"])
    // By the whole trade-off curve, where the one point (ε, δ) would allow 0.0108, 0.107 and 0.91.
    for (rate, most) in [("0.001", 0.00607), ("0.01", 0.0403), ("0.1", 0.2398)] {
      #expect(rates[rate].map { abs($0 - most) < 5e-5 } == true, "\(rate)")
    }
    #expect((object["max_balanced_accuracy"] as? Double).map { abs($0 - 0.6123) < 1e-3 } == true)
    #expect(object["bound"] as? String == "privacy loss distribution")
    #expect(object["bound_kind"] as? String == "tight")
  }

  @Test func phasesAndTargetsAreTaken() throws {
    let phases = try account(
      "--phase 1.0,0.05,100 --phase 2.0,0.05,300 --shuffled --group-size 3 --format json"
    ).object()
    #expect((phases["epsilon"] as? Double).map { abs($0 - 4.009) < 2e-3 } == true)
    #expect((phases["shuffled"] as? [String: Double])?["epsilon_once_per_epoch"].map { $0 > 16 } == true)
    #expect((phases["group"] as? [String: Double])?["size"] == 3)
    let target = try account("--target-epsilon 2 --sampling-rate 0.25 --steps 100 --format json").object()
    #expect((target["noise_multiplier"] as? Double).map { abs($0 - 5.149) < 3e-3 } == true)
    #expect((target["epsilon"] as? Double).map { $0 <= 2 } == true)
    let replaced = try account(
      "--noise-multiplier 2 --sampling-rate 0.1 --steps 10 --neighboring replace-one --format json"
    ).object()
    #expect(replaced["neighboring"] as? String == "replace-one")
  }

  @Test func noNoiseIsSaidToBeNotPrivate() throws {
    let outcome = try account("--noise-multiplier 0 --sampling-rate 0.1 --steps 3")
    #expect(outcome.status == 0 && outcome.output.contains("not private"))
    #expect(
      try account("--noise-multiplier 0 --sampling-rate 0.1 --steps 3 --format json").object()["epsilon"]
        is NSNull)
  }

  @Test func aLargeDeltaWarns() throws {
    let outcome = try account(
      "--noise-multiplier 1 --sampling-rate 0.1 --steps 3 --delta 0.01 --train-size 200")
    #expect(outcome.status == 0 && outcome.complaint.hasPrefix("Warning: A δ of 0.01"))
  }

  @Test(arguments: [
    ("--noise-multiplier 1 --sampling-rate 1.1 --steps 3", "The sampling rate 1.1 is no probability."),
    ("--noise-multiplier 1 --sampling-rate 0.1 --steps -3", "The number of steps cannot be -3."),
    ("--noise-multiplier -1 --sampling-rate 0.1 --steps 3", "The noise multiplier cannot be -1.0."),
    (
      "--noise-multiplier 1 --sampling-rate 0.1 --steps 3 --delta 1",
      "A δ of 1.0 is no probability of failure."
    ),
    (
      "--noise-multiplier 1 --sampling-rate 0.1 --steps 3 --delta 0",
      "A δ of 0.0 is no probability of failure."
    ),
    (
      "--phase 1,0.1",
      "The phase `1,0.1` cannot be read. Write noise multiplier, sampling rate and steps, as in --phase 1.0,0.05,100."
    ),
    ("--noise-multiplier 0.5 --sampling-rate 0.5 --target-epsilon 0.1", "An ε of 0.1 cannot be met"),
    ("--target-epsilon -1 --sampling-rate 0.5 --steps 3", "A target ε of -1.0 cannot be met."),
    ("--steps 3", "A schedule needs --noise-multiplier, --sampling-rate and --steps"),
  ])
  func badInputGetsOneSentence(arguments: String, sentence: String) throws {
    let outcome = try account(arguments)
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.complaint.hasPrefix("Error: " + sentence), "\(outcome.complaint)")
    #expect(outcome.complaint.count { $0 == "\n" } == 1)
  }
}

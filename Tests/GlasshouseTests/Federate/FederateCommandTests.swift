import FederatedLearning
import Foundation
import Testing

/// Rounds of secure aggregation between processes.
struct FederateCommandTests {
  private static func rounds(_ outcome: Program.Outcome?) throws -> [[String: Any]] {
    let report = try #require(outcome).object()
    return try #require(report["rounds"] as? [[String: Any]])
  }

  /// Five processes, one of which is gone before the message of that name: the sum is that of those who masked their vectors.
  @Test(arguments: RoundPhase.allCases, [true, false])
  func sumsAreExactWhoeverDropsOut(phase: RoundPhase, hasRoster: Bool) throws {
    let federation = try Federation()
    var (serving, joining) = ([String](), [Int: [String]]())
    if hasRoster {
      let keys = try Program.built.run([
        "federate", "keys", "--clients", "5", "--output", federation.folder.path("keys"),
      ])
      #expect(keys.status == 0)
      let roster = ["--roster", federation.folder.path("keys/roster.json")]
      serving = roster
      for client in 0..<5 {
        joining[client] = roster + ["--key-file", federation.folder.path("keys/client-\(client).json")]
      }
    }
    federation.serve(clients: 5, ["--rounds", "2"] + serving)
    for client in 0..<5 {
      try federation.join(
        client, (joining[client] ?? []) + (client == 3 ? ["--stop-before", phase.rawValue] : []))
    }
    let outcomes = federation.ended()
    let server = try #require(outcomes["server"])
    // Without signatures there is no message of consistency to drop out before.
    let dropsOut = hasRoster || phase != .consistency
    let rounds = try Self.rounds(server)
    #expect(server.status == 0, "\(server.complaint)")
    #expect(rounds.count == 2)
    let isInSum = !dropsOut || phase > .mask
    let first = isInSum ? [0, 1, 2, 3, 4] : [0, 1, 2, 4]
    let second = dropsOut ? [0, 1, 2, 4] : [0, 1, 2, 3, 4]
    #expect(rounds[0]["sum"] as? [Double] == Federation.sum(of: first))
    #expect(rounds[1]["sum"] as? [Double] == Federation.sum(of: second))
    #expect(
      (rounds[0]["dropped"] as? [String: String] ?? [:]).values.sorted() == (dropsOut ? [phase.rawValue] : [])
    )
    for client in [0, 1, 2, 4] {
      let outcome = try #require(outcomes["\(client)"])
      #expect(outcome.status == 0, "\(outcome.complaint)")
      #expect(try Self.rounds(outcome).map { $0["in_sum"] as? Int } == [first.count, second.count])
    }
  }

  @Test func fewerThanTheThresholdLearnNothingAndSaySo() throws {
    let federation = try Federation()
    federation.serve(clients: 4)
    for client in 0..<4 { try federation.join(client, client < 2 ? ["--stop-before", "unmask"] : []) }
    let outcomes = federation.ended()
    let server = try #require(outcomes["server"])
    #expect(server.status == 1)
    #expect(server.complaint.contains("The round did not come to a sum"))
    let round = try Self.rounds(server)[0]
    #expect(round["sum"] is NSNull && round["words"] is NSNull)
    #expect(
      (round["aborted"] as? String)?.hasPrefix("The round ended at unmask with 2 of the 3 clients") == true)
    for client in [2, 3] { #expect(outcomes["\(client)"]?.status == 1) }
  }

  @Test func tooFewWhoJoinAreAskedNothing() throws {
    let federation = try Federation()
    federation.serve(clients: 3, ["--wait", "0.5"])
    try federation.join(0)
    let outcomes = federation.ended()
    #expect(outcomes["server"]?.status == 1)
    #expect(outcomes["server"]?.complaint.contains("Only 1 client joined in time, and 3 are needed") == true)
    #expect(outcomes["0"]?.complaint.contains("The server did not go on: Only 1 client joined") == true)
  }

  /// A stranger, one who has somebody else's roster, and a second one with the same key.
  @Test func whoIsNotOfTheRosterIsTurnedAway() throws {
    let federation = try Federation()
    for name in ["keys", "others"] {
      _ = try Program.built.run([
        "federate", "keys", "--clients", "3", "--output", federation.folder.path(name),
      ])
    }
    let options = { (name: String, client: Int) in
      [
        "--roster", federation.folder.path("\(name)/roster.json"), "--key-file",
        federation.folder.path("\(name)/client-\(client).json"),
      ]
    }
    federation.serve(clients: 3, ["--roster", federation.folder.path("keys/roster.json"), "--wait", "5"])
    try federation.join(0, options("keys", 0))
    try federation.join(1, options("keys", 1))
    try federation.join(7)
    try federation.join(8, options("others", 2))
    // The last place stays free until all the others have been answered.
    Thread.sleep(forTimeInterval: 1)
    try federation.join(9, options("keys", 1))
    Thread.sleep(forTimeInterval: 0.5)
    try federation.join(2, options("keys", 2))
    let outcomes = federation.ended()
    #expect(try Self.rounds(outcomes["server"])[0]["sum"] as? [Double] == Federation.sum(of: [0, 1, 2]))
    for stranger in ["7", "8"] {
      #expect(outcomes[stranger]?.status == 1)
      #expect(outcomes[stranger]?.complaint.contains("is not proven to be in it") == true)
    }
    #expect(outcomes["9"]?.complaint.contains("Client 1 is here already") == true)
    #expect(
      try FileManager.default.attributesOfItem(atPath: federation.folder.path("keys/client-0.json"))[
        .posixPermissions] as? Int == 0o600)
  }

  @Test func aFreePortIsSaidAndSumsAreWritten() throws {
    let federation = try Federation()
    let file = federation.folder.path("sums.csv")
    let line = """
      "$GLASSHOUSE" federate serve --clients 2 --threshold 2 --listen 127.0.0.1:0 --bits 8 --clip 127.5 --output "\(file)" 2> "\(file).said" &
      until grep -q Listening "\(file).said"; do sleep 0.02; done
      address=$(sed -n 's/^Listening on \\([0-9.:]*\\) .*/\\1/p' "\(file).said")
      echo 1.5,2.5 > "\(file).1"; printf '3.5\\n300\\n' > "\(file).2"
      "$GLASSHOUSE" federate join --connect $address --values "\(file).1" --threshold 2 &
      "$GLASSHOUSE" federate join --connect $address --values "\(file).2" --threshold 2
      wait
      """
    let outcome = try Program.built.shell(line)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "round,index,sum\n1,0,5.0\n1,1,130.0\n")
    #expect(outcome.output.contains("sum: 5, 130"))
    #expect(outcome.output.contains("1 of its values clipped"))
    #expect(outcome.output.contains("not seen: the values of any client"))
    #expect(outcome.output.contains("not from one that lies"))
  }

  /// A folder of those very keys, and one with a key of a client who is not asked for.
  @Test func keysAreNeverWrittenOver() throws {
    let folder = try ScratchFolder()
    let make = { try Program.built.run(["federate", "keys", "--clients", "2", "--output", folder.url.path]) }
    #expect(try make().status == 0)
    let key = try Data(contentsOf: URL(filePath: folder.path("client-1.json")))
    for names in [["client-0.json", "client-1.json", "roster.json"], ["client-7.json"]] {
      #expect(folder.files.sorted() == names)
      let outcome = try make()
      #expect(outcome.status == 1)
      #expect(outcome.complaint.contains("holds a roster or keys of clients already"), "\(outcome.complaint)")
      #expect(folder.files.sorted() == names)
      guard names.count > 1 else { break }
      #expect(try Data(contentsOf: URL(filePath: folder.path("client-1.json"))) == key)
      for name in names { try FileManager.default.removeItem(atPath: folder.path(name)) }
      _ = try folder.write("{}", to: "client-7.json")
    }
  }

  @Test(arguments: [
    ("1,2\n3,,4\n", "Column 2 in line 2 of "), (",1", "Column 1 in line 1 of "),
    ("1, ,2", "Column 2 in line 1 of "),
    ("1\n,\n2", "Column 1 in line 2 of "), ("", "values.csv holds no number"),
    (" \n\n", "values.csv holds no number"),
    ("1,x", "Line 1 of "), ("1, 2\t3,\n\n4,\n", "Nobody answers"),
  ])
  func noNumberTakesThePlaceOfAMissingOne(text: String, sentence: String) throws {
    let folder = try ScratchFolder()
    let outcome = try Program.built.run([
      "federate", "join", "--connect", "unix:/nowhere/s", "--timeout", "0.1", "--values",
      try folder.write(text, to: "values.csv"),
    ])
    #expect(outcome.status == 1)
    #expect(outcome.complaint.contains(sentence), "\(outcome.complaint)")
  }

  @Test(arguments: [
    ("serve --clients 1", "The option --clients cannot be 1"),
    ("serve --clients 4 --threshold 5", "A threshold of 5 cannot be met by 4 clients"),
    ("serve --clients 3 --threshold 1", "A threshold of 1 would let a sum be of one client alone"),
    ("serve --clients 4 --bits 0", "Give from 1 to 30"),
    ("serve --clients 2 --bits 32", "Give 31 bits or fewer"),
    ("serve --clients 1025 --bits 22", "Give 21 bits or fewer"),
    ("serve --clients 4 --clip 0", "Values cannot be clipped to ±0.0"),
    ("serve --clients 4 --listen 8.8.8.8:80", "is not one of this machine alone"),
    ("serve --clients 4 --roster /nowhere", "There is no file /nowhere"),
    ("serve --clients 4 --timeout 0", "The option --timeout cannot be 0.0 s"),
    ("join --connect unix:/nowhere/s --dimension 3 --timeout 0.1", "Nobody answers on unix:/nowhere/s"),
    ("join --connect unix:/nowhere/s", "A client brings values"),
    ("join --connect unix:/nowhere/s --values x --dimension 3", "not from both"),
    ("join --connect unix:/nowhere/s --dimension 3 --threshold 0", "The option --threshold cannot be 0"),
    ("join --connect unix:/nowhere/s --dimension 3 --key-file x", "of no use without a roster"),
    ("join --connect unix:/nowhere/s --dimension 3 --stop-before lunch", "cannot be `lunch`"),
    ("keys --clients 0 --output x", "The option --clients cannot be 0"),
  ])
  func whatCannotBeIsRefusedInASentence(line: String, sentence: String) throws {
    let outcome = try Program.built.run(["federate"] + line.split(separator: " ").map(String.init))
    #expect(outcome.status == 1 || outcome.status == 64)
    #expect(outcome.complaint.contains(sentence), "\(outcome.complaint)")
    #expect(outcome.output.isEmpty)
  }
}

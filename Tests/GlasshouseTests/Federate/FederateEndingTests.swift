import Foundation
import Testing

/// How a server ends before all its rounds are held, and what it leaves behind.
struct FederateEndingTests {
  @Test func noRoundIsHeldWithFewerThanTheThreshold() throws {
    let federation = try Federation()
    federation.serve(clients: 4, ["--rounds", "5"])
    for client in 0..<4 { try federation.join(client, client < 2 ? ["--stop-before", "unmask"] : []) }
    let outcomes = federation.ended()
    let server = try #require(outcomes["server"])
    #expect(server.status == 1)
    #expect(
      server.complaint.contains("Only 2 clients stayed after round 1 of 5, and 3 are needed"),
      "\(server.complaint)")
    #expect((try server.object()["rounds"] as? [Any])?.count == 1)
    for client in 2..<4 {
      let outcome = try #require(outcomes["\(client)"])
      #expect(outcome.status == 1)
      #expect(outcome.complaint.contains("The server did not go on: Only 2 clients stayed"))
      #expect((try outcome.object()["rounds"] as? [Any])?.count == 1)
    }
  }

  /// What came of the first round is printed and kept while the second is waited for, and stays when the server is killed.
  @Test func aRoundThatEndedIsKeptWhenTheServerIsKilled() throws {
    let folder = try ScratchFolder(in: URL(filePath: "/tmp"))
    let line = """
      cd "\(folder.url.path)"
      "$GLASSHOUSE" federate serve --clients 3 --threshold 2 --rounds 2 --listen unix:s --bits 8 --clip 127.5 --timeout 20 --output sums.csv > report 2> said &
      server=$!
      for client in 0 1 2; do
        echo $client.5 > v$client
        "$GLASSHOUSE" federate join --connect unix:s --values v$client --threshold 2 > joined$client 2> complained$client &
        eval "client$client=$!"
      done
      until grep -q 'round 1' report; do sleep 0.02; done
      kill -STOP $client0 2> /dev/null
      kill -KILL $server; kill -KILL $client0 2> /dev/null
      wait
      cat said; head -2 report
      """
    let outcome = try Program.built.shell(line)
    #expect(outcome.output.contains("joined: 3 of 3."))
    #expect(outcome.output.contains("round 1: 3 clients asked, 3 in the sum\n  sum: 4.5\n"))
    let sums = try String(contentsOfFile: folder.path("sums.csv"), encoding: .utf8)
    #expect(sums.hasPrefix("round,index,sum\n1,0,4.5\n"))
  }

  /// Of a server that was killed, and of none that listens, nor of a file.
  @Test func aSocketIsTakenOverFromTheDeadAlone() throws {
    let folder = try ScratchFolder(in: URL(filePath: "/tmp"))
    let line = """
      cd "\(folder.url.path)"
      serve() { exec "$GLASSHOUSE" federate serve --clients 2 --listen unix:s; }
      serve 2> first & first=$!
      until grep -q Listening first; do sleep 0.02; done
      kill -KILL $first; wait $first
      test -S s && echo left
      serve 2> second & second=$!
      until grep -q Listening second || ! kill -0 $second; do sleep 0.02; done
      (serve) 2>&1; echo status $?
      test -S s && echo stays
      kill -TERM $second; wait $second; echo status $?
      rm s; echo text > s; (serve) 2>&1; cat s
      """
    let output = try Program.built.shell(line).output
    let refusal = "Error: Nothing can listen on unix:s: address already in use. Choose another path.\n"
    #expect(output == "left\n\(refusal)status 1\nstays\nstatus 143\n\(refusal)text\n")
  }
}

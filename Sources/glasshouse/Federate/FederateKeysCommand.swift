import ArgumentParser
import FederatedLearning
import Files
import Foundation

struct FederateKeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Make an identity key for each client, and the roster of all of them.",
    discussion:
      "Give each client its own client-N.json, and everybody the roster.json. Who holds a client's file can take its place."
  )

  @Option(parsing: .unconditional, help: "How many clients, from 2 to 10000.") var clients: Int
  @Option(help: ArgumentHelp("The folder to write them to.", valueName: "folder")) var output: String

  func run() throws {
    try FederationSize.check(clients)
    // Whoever has a roster already would be left with one that fits no key.
    let there = (try? FileManager.default.contentsOfDirectory(atPath: output)) ?? []
    guard !there.contains(where: { $0 == Roster.fileName || IdentityFile.isName($0) }) else {
      throw FederateError.keysAlreadyThere(folder: output)
    }
    let folder = URL(filePath: output)
    let paths = (0..<clients).map { folder.appending(path: IdentityFile.name(of: ClientID(UInt16($0)))).path }
    let roster = folder.appending(path: Roster.fileName).path
    try OutputFile.makeFolder(output)
    try OutputFile.check(paths + [roster], inputs: [])
    let keys = paths.map { _ in IdentityKey() }
    for (index, path) in paths.enumerated() {
      try IdentityFile(client: ClientID(UInt16(index)), key: keys[index]).write(to: path)
    }
    try Roster(keys).write(to: roster)
    try StandardOutput.write(
      lines:
        "\(roster): the public keys of \(clients) clients, for everybody\n\(paths[0]) …: a secret key for each client alone"
    )
  }
}

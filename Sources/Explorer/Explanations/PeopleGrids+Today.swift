import Attacks
import Experiments
import PrivacyAccounting
import TerminalCanvas

extension PeopleGrids {
  /// The false positive rate of the grids. One that is fixed beforehand: where an attack's advantage is largest on the very
  /// people it is measured on, it looks better than it is.
  private static let rate = 0.1

  /// nil where no attack has found anything, or the outsiders are too few.
  init?(_ today: Today, glyphs: GlyphSet) {
    guard let reading = AttackReading(of: today.adversary, on: today.subject),
      let counts = reading.accused[Self.rate]
    else { return nil }
    let accused = Int((100 * Double(counts.falseAlarms) / Double(reading.outsiderCount)).rounded())
    let found = Int((100 * Double(counts.found) / Double(reading.memberCount)).rounded())
    let account = reading.account
    let most =
      account.isLimited
      ? min(
        100, Int((100 * account.limit.largestTruePositiveRate(atFalsePositiveRate: Self.rate)).rounded(.up)))
      : nil
    outsiders = Grid(title: "\(accused) of 100 outsiders", accused: accused, most: nil, ink: .nonMember)
    members = Grid(title: "\(found) of 100 members", accused: found, most: most, ink: .member)
    let limit =
      most.map {
        "\(account.kindOfLimit): at most \($0) of 100\(found > $0 ? ", in truth; so few people may show more by chance" : "")."
      }
      ?? "Nothing limits it: \(account.lackOfLimit)."
    sentence = glyphs.spelled(
      "Where \(reading.title) may accuse 10 of 100 outsiders, it accuses \(accused) and finds \(found) of 100 members (†). \(limit)"
    )
    let mark = { (mark: Mark) in String(Character(mark.scalar(glyphs))) }
    key =
      ["\(mark(.accused)) accused"]
      + (most.map { $0 > found ? ["\(mark(.possible)) possible at most"] : [] } ?? [])
  }
}

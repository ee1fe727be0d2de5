import PlainText
package import TerminalCanvas

/// How well a scheme can be read: of `themes --check`.
package struct ThemeReport: CommandReport {
  let name: String
  let author: String
  let isDark: Bool
  let inks: [InkRow]
  let clashes: [ClashRow]
  /// What may be wrong with the scheme, a sentence each.
  let remarks: [String]

  struct InkRow: Codable, Hashable, Sendable {
    let ink: String
    /// As it is shown.
    let color: String
    /// Whether it was made lighter or darker than the scheme has it.
    let isAdjusted: Bool
    /// Contrasts by WCAG 2.2.
    let onBackground: Double
    let onSelection: Double

    private enum CodingKeys: String, CodingKey {
      case ink, color
      case isAdjusted = "adjusted"
      case onBackground = "contrast_on_background"
      case onSelection = "contrast_on_selection"
    }
  }

  struct ClashRow: Codable, Hashable, Sendable {
    let inks: [String]
    let vision: ColorVision
    /// By CIEDE2000.
    let difference: Double
  }

  private enum CodingKeys: String, CodingKey {
    case name, author, inks, clashes, remarks
    case isDark = "dark"
  }

  package init(_ scheme: Base16Scheme) {
    let inspection = ThemeInspection(scheme)
    name = scheme.name
    author = scheme.author
    isDark = scheme.isDark
    inks = inspection.legibility.map {
      InkRow(
        ink: $0.ink.name, color: $0.color.hexadecimal, isAdjusted: $0.isAdjusted,
        onBackground: $0.onBackground,
        onSelection: $0.onSelection)
    }
    clashes = inspection.clashes.map {
      ClashRow(inks: [$0.first.name, $0.second.name], vision: $0.vision, difference: $0.difference)
    }
    remarks = Self.remarks(inspection).map(\.text)
  }

  private static func remarks(_ inspection: ThemeInspection) -> [Sentence] {
    var remarks: [Sentence] = []
    let adjusted = inspection.legibility.filter(\.isAdjusted).map(\.ink.name).joined(separator: ", ")
    if !adjusted.isEmpty {
      remarks.append(
        "Shown in another shade, as the scheme's own has less than \(Theme.leastContrast.asContrast) on its background: \(adjusted)."
      )
    }
    for vision in ColorVision.allCases {
      let pairs = inspection.clashes.filter { clash in
        // What nobody can tell apart needs no saying again.
        clash.vision == vision && (vision == .full || !inspection.clashes.contains { $0.isFor(.full, clash) })
      }.map {
        "\($0.first.name) and \($0.second.name) (\($0.difference.asContrast))"
      }
      guard !pairs.isEmpty else { continue }
      let eyes = vision == .full ? "Hard" : "With \(vision.rawValue) hard"
      remarks.append(
        "\(eyes) to tell apart by colour, nearer than \(ThemeInspection.leastDifference.asContrast) by CIEDE2000: \(pairs.joined(separator: ", "))."
      )
    }
    return remarks
  }

  package var figures: ThemeReport { self }

  package var text: String {
    let width = inks.map(\.ink.displayWidth).max() ?? 0
    var lines = ["\(name.harmless), \(isDark ? "dark" : "light"), by \(author.harmless)", ""]
    lines.append("ink".padded(to: width) + "  shown    on background  on selection (base02)")
    lines += inks.map { row in
      let contrasts = row.onBackground.asContrast.padded(to: 13) + "  " + row.onSelection.asContrast
      return row.ink.padded(to: width) + "  " + row.color + "  " + contrasts
    }
    return (lines + [""] + (remarks.isEmpty ? ["Nothing to remark."] : remarks)).joined(separator: "\n")
  }
}

extension ThemeInspection.Clash {
  fileprivate func isFor(_ vision: ColorVision, _ other: Self) -> Bool {
    self.vision == vision && first == other.first && second == other.second
  }
}

/// There is nothing to check: the colours are the terminal's.
struct HasNoScheme: ExplainedError {
  let name: String

  var sentence: Sentence {
    "The theme \(name) has no colours but the terminal's own. Give the path of a scheme, or another theme."
  }
}

extension Double {
  /// With one digit behind the point, cut and not rounded: 2.99 is not 3.
  var asContrast: String { String((self * 10).rounded(.down) / 10) }
}

public import Foundation
public import PlainText
public import TerminalCanvas

/// How a person likes the program: what `config.yaml` says, and the defaults for all it does not.
public struct Preferences: Hashable, Sendable {
  /// How fast training goes.
  public enum Pace: Hashable, Sendable {
    /// Above 0.
    case stepsPerSecond(Double)
    /// As fast as can be.
    case full
  }

  /// The name or the path of a theme.
  public var theme: String = Theme.standard.name
  /// nil is what the terminal can show.
  public var glyphs: GlyphSet?
  public var ramp = HeatmapRamp.grey
  public var hasMouse = true
  /// nil is as the explorer begins.
  public var pace: Pace?
  /// Whether pictures may be drawn in sextants, which are of Unicode 13; nil is where the terminal is known to have them.
  public var hasSextants: Bool?
  public var color = ColorChoice.automatic
  /// In the order of the file.
  public var layouts: [LayoutPreset] = []

  public init() {}

  /// Reads `config.yaml` of that folder. Where there is no file the defaults stand, and for every setting that cannot be read.
  ///
  /// - Returns: also what is wrong with the file, a sentence each.
  public static func read(folder: URL = ConfigurationFolder.url()) -> (Preferences, complaints: [Sentence]) {
    let (file, complaint) = YAMLFile.settings(named: "config.yaml", in: folder)
    guard let file else { return (Preferences(), complaint.map { [$0] } ?? []) }
    var reader = PreferenceReader(path: file.path)
    reader.read(file.entries)
    return (reader.preferences, reader.complaints)
  }
}

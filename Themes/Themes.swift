/// The schemes of base16 that the program brings, as the files beside this one have them: all of our own, see `README.md`.
public enum BundledThemes {
  /// By the alphabet.
  public static let names = [
    "aubergine", "chalk", "graphite", "kiln", "lichen", "lighthouse", "meadow", "paper", "porcelain",
    "seamark", "taiga", "terracotta", "tidepool", "vellum",
  ]

  /// The YAML of a theme, in UTF-8; nil for a name that is none of `names`.
  public static func text(of name: String) -> [UInt8]? {
    switch name {
    case "aubergine": PackageResources.aubergine_yaml
    case "chalk": PackageResources.chalk_yaml
    case "graphite": PackageResources.graphite_yaml
    case "kiln": PackageResources.kiln_yaml
    case "lichen": PackageResources.lichen_yaml
    case "lighthouse": PackageResources.lighthouse_yaml
    case "meadow": PackageResources.meadow_yaml
    case "paper": PackageResources.paper_yaml
    case "porcelain": PackageResources.porcelain_yaml
    case "seamark": PackageResources.seamark_yaml
    case "taiga": PackageResources.taiga_yaml
    case "terracotta": PackageResources.terracotta_yaml
    case "tidepool": PackageResources.tidepool_yaml
    case "vellum": PackageResources.vellum_yaml
    default: nil
    }
  }
}

public import Foundation

/// Where a person keeps what this program is to be like: `$XDG_CONFIG_HOME/glasshouse`, or the default of that variable.
///
/// Reference: the XDG Base Directory Specification, by which a path that is not absolute is to be ignored.
public enum ConfigurationFolder {
  public static func url(environment: [String: String] = ProcessInfo.processInfo.environment) -> URL {
    if let path = environment["XDG_CONFIG_HOME"], path.hasPrefix("/") {
      return URL(filePath: path, directoryHint: .isDirectory).appending(path: "glasshouse")
    }
    return FileManager.default.homeDirectoryForCurrentUser.appending(path: ".config/glasshouse")
  }
}

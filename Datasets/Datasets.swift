public import Foundation

/// The folder of bundled data files, wherever this program is installed.
///
/// `Faces/` may be missing: it is under terms of its own, and the program works without it.
public enum BundledDatasets {
  public static let folder = Bundle.module.bundleURL.appending(path: "Files", directoryHint: .isDirectory)
}

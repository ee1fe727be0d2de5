public import PlainText

/// Why a file cannot be written.
public enum OutputError: Error, Hashable {
  case isFolder(path: String)
  case noFolder(path: String, folder: String)
  case folderNotWritable(path: String, folder: String)
  case notWritable(path: String)
  case overwritesInput(path: String)
  case sameOutput(path: String)
  /// Another program made it first.
  case alreadyThere(path: String)
  case folderNotMade(path: String)
  case failed(path: String, reason: String)
}

extension OutputError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .isFolder(let path): "The output \(path) is a folder. Give the path of a file."
    case .noFolder(let path, let folder):
      "The file \(path) cannot be written, for there is no folder \(folder). Make it, or give another path."
    case .folderNotWritable(let path, let folder):
      "The file \(path) cannot be written, for the folder \(folder) may not be changed. Check its permissions, or give another path."
    case .folderNotMade(let path):
      "The folder `\(path)` cannot be made. Check what stands at that path and who may change the folder around it, or give another path."
    case .notWritable(let path):
      "The file \(path) cannot be written, for it may only be read. Check its permissions, or give another path."
    case .overwritesInput(let path):
      "The output \(path) would be written over a file that is read. Give it a file of its own."
    case .alreadyThere(let path): "There is a file \(path) already. Give another path."
    case .sameOutput(let path): "Two outputs would be written to \(path). Give each a file of its own."
    case .failed(let path, let reason):
      "The file \(path) cannot be written: \(reason). Check the folder, its disk and its permissions."
    }
  }
}

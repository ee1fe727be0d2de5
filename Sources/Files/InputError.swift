public import PlainText

/// Why a file cannot be read.
public enum InputError: Error, Hashable {
  case missing(path: String)
  case isFolder(path: String)
  case unreadable(path: String)
  /// - Parameter limit: bytes.
  case tooLarge(path: String, limit: Double)
  case packed(path: String, form: String)
  case isUTF16(path: String)
  case notUTF8(path: String, line: Int)
  case oldLineEnds(path: String)
}

extension InputError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .missing(let path): "There is no file \(path). Check the path."
    case .isFolder(let path): "The input \(path) is a folder. Give the path of a file."
    case .unreadable(let path): "The file \(path) cannot be read. Check its permissions."
    case .tooLarge(let path, let limit):
      "The file \(path) is larger than the \(limit.asBytes) that can be read with the memory of this machine. Give a part of it."
    case .packed(let path, let form): "The file \(path) is packed by \(form). Unpack it first."
    case .isUTF16(let path): "The file \(path) is text in UTF-16. Save it as UTF-8."
    case .notUTF8(let path, let line):
      "Line \(line) of \(path) is no text in UTF-8. Save the file as UTF-8."
    case .oldLineEnds(let path):
      "The file \(path) ends its lines with carriage returns alone. Save it with line feeds."
    }
  }
}

import Files
import Foundation
import PlainText

extension YAMLFile {
  /// A file of a person's settings, or what is wrong with it; neither where there is none.
  static func settings(named name: String, in folder: URL) -> (YAMLFile?, complaint: Sentence?) {
    let path = folder.appending(path: name).path
    do throws(YAMLFileError) {
      return (try YAMLFile(path: path), nil)
    } catch {
      if case .unreadable(.missing) = error { return (nil, nil) }
      return (nil, error.sentence)
    }
  }
}

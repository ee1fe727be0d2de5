import Files
import Foundation
import PlainText

/// What is said beside the result; where nobody can hear it, it goes unsaid.
enum StandardError {
  static func write(_ text: String) { try? STDERR_FILENO.writeAll(Data(text.utf8)) }

  /// What a person should know who gets what was asked for all the same.
  static func warn(_ sentence: Sentence) { write("Warning: \(sentence.text)\n") }

  static func note(_ sentence: Sentence) { write("\(sentence.text)\n") }
}

import ArgumentParser
import Foundation
import PlainText

/// How the program ends: with a status, and a sentence where something is wrong.
enum Ending {
  /// Status 0 for help that was asked for, 64 for a command line that cannot be read, 1 for everything else.
  static func end(with error: any Error) -> Never {
    let code = Glasshouse.exitCode(for: error)
    var message = Glasshouse.fullMessage(for: error)
    // The parser repeats what was typed as it was typed.
    let typed = CommandLine.arguments.flatMap { argument in
      // Of `--option=value` it repeats either part.
      [argument]
        + (argument.firstIndex(of: "=").map { [String(argument[argument.index(after: $0)...])] } ?? [])
    }
    for argument in typed where argument != argument.harmless {
      message = message.replacing(argument, with: argument.harmless)
    }
    if code.isSuccess {
      do { try StandardOutput.write(lines: message) } catch { end(with: error) }
    } else if !message.isEmpty {
      StandardError.write(message.harmlessLines + "\n")
    }
    Foundation.exit(code.rawValue)
  }

  /// Ends as the signal would have ended it, so that whoever started the program sees which it was: 128 and its number.
  static func end(bySignal number: Int32) -> Never {
    signal(number, SIG_DFL)
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    sigprocmask(SIG_UNBLOCK, &set, nil)
    raise(number)
    _exit(128 + number)
  }
}

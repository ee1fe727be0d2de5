extension StringProtocol {
  /// The text as HTML and XML hold it, in an element or within quotation marks: none of it is markup, and what XML cannot hold
  /// becomes a question mark.
  public var escapedForMarkup: String {
    unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case _ where scalar.value < 0x20 || scalar.value & 0xFFFE == 0xFFFE: result += "?"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}

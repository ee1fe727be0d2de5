import PlainText

/// A picture in SVG, made of lines, areas and text in inks. Every element has the class of its ink, `ink-member`, and is drawn in the
/// current colour: what shows the picture says what colour that is, and without it all is black and told apart by strokes.
public struct VectorDrawing {
  /// In pixels, from the top left.
  public struct Position: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// Which end of a text its position is.
  public enum Anchor: String, Sendable {
    case start, middle, end
  }

  /// Of text.
  public static let fontSize = 14.0

  private let width: Double
  private let height: Double
  private let title: String
  private let summary: String
  private var elements: [String] = []

  /// - Parameters:
  ///   - title: what it shows.
  ///   - description: what there is to be seen in it, for who does not see it.
  public init(width: Double, height: Double, title: String, description: String) {
    self.width = width
    self.height = height
    self.title = title.harmless.escapedForMarkup
    summary = description.harmless.escapedForMarkup
  }

  /// Adds a line from point to point.
  public mutating func line(
    _ points: [Position], ink: Ink, stroke: Stroke = .solid, width: Double = 1, opacity: Double = 1
  ) {
    guard points.count > 1 else { return }
    let path = points.map { "\(Self.written($0.x)),\(Self.written($0.y))" }.joined(separator: " ")
    let dashes = stroke.dashes.isEmpty ? "" : #" stroke-dasharray="\#(stroke.dashes)""#
    elements.append(
      #"<polyline class="ink-\#(ink.className)" points="\#(path)" fill="none" stroke="currentColor" stroke-width="\#(Self.written(width))" stroke-linejoin="round"\#(dashes)\#(Self.faded("stroke", opacity))/>"#
    )
  }

  /// Adds a rectangle without an edge.
  public mutating func area(
    from corner: Position, width: Double, height: Double, ink: Ink, opacity: Double = 1
  ) {
    elements.append(
      #"<rect class="ink-\#(ink.className)" x="\#(Self.written(corner.x))" y="\#(Self.written(corner.y))" width="\#(Self.written(max(0, width)))" height="\#(Self.written(height))" fill="currentColor"\#(Self.faded("fill", opacity))/>"#
    )
  }

  /// Adds a line of text, which stands on its position.
  public mutating func text(_ text: String, at position: Position, anchor: Anchor = .start, ink: Ink = .text)
  {
    elements.append(
      #"<text class="ink-\#(ink.className)" x="\#(Self.written(position.x))" y="\#(Self.written(position.y))" text-anchor="\#(anchor.rawValue)" fill="currentColor">\#(text.harmless.escapedForMarkup)</text>"#
    )
  }

  /// The picture, with nothing outside it.
  public var document: String {
    let (width, height) = (Self.written(width), Self.written(height))
    return
      ([
        #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \#(width) \#(height)" role="img" font-family="system-ui,sans-serif" font-size="\#(Self.written(Self.fontSize))">"#,
        "<title>\(title)</title>", "<desc>\(summary)</desc>",
      ] + elements + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private static func faded(_ what: String, _ opacity: Double) -> String {
    opacity < 1 ? #" \#(what)-opacity="\#(written(opacity))""# : ""
  }

  /// To a hundredth of a pixel.
  private static func written(_ value: Double) -> String {
    let hundredths = (value * 100).rounded() / 100
    return hundredths == hundredths.rounded() ? "\(Int(hundredths))" : "\(hundredths)"
  }
}

extension Ink {
  /// In a class of CSS.
  fileprivate var className: String {
    if case .ramp(let shade) = self { "shade-\(shade)" } else { name }
  }
}

extension Stroke {
  /// Pixels that are drawn and left out; none where all are drawn.
  fileprivate var dashes: String {
    switch self {
    case .solid: ""
    case .dashed: "8 5"
    case .dotted: "2 4"
    case .dashDotted: "9 4 2 4"
    }
  }
}

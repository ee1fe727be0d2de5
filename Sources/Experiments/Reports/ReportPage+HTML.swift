import PlainText

extension ReportPage {
  /// The page in HTML: one file without scripts that asks nobody for anything, well-formed as XML too.
  package var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
    <title>\(Self.shown(title))</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <main>
    <h1>\(Self.shown(title))</h1>
    \(parts.map(Self.html).joined(separator: "\n"))
    </main>
    </body>
    </html>

    """
  }

  private static func shown(_ text: String) -> String { text.harmless.escapedForMarkup }

  private static func html(_ part: Part) -> String {
    switch part {
    case .heading(let text): "<h2>\(shown(text))</h2>"
    case .verdict(let text, let isAlarm):
      #"<p class="\#(isAlarm ? "verdict alarm" : "verdict")">\#(shown(text))</p>"#
    case .paragraph(let text): "<p>\(shown(text))</p>"
    case .list(let items): "<ul>\n\(items.map { "<li>\(shown($0))</li>" }.joined(separator: "\n"))\n</ul>"
    case .table(let table): html(table)
    case .figure(let figure):
      """
      <figure>
      <figcaption>\(shown(figure.title))</figcaption>
      \(figure.svg)<details><summary>As a table</summary>
      \(html(figure.table))
      </details>
      </figure>
      """
    }
  }

  private static func html(_ table: Table) -> String {
    let row = { (cells: [String], tag: String) in
      let cells = cells.enumerated().map { column, cell in
        let place = table.numbers.contains(column) ? #" class="number""# : ""
        let scope = tag == "th" ? #" scope="col""# : ""
        return "<\(tag)\(scope)\(place)>\(shown(cell))</\(tag)>"
      }
      return "<tr>\(cells.joined())</tr>"
    }
    return """
      <div class="table"><table>
      <thead>\(row(table.head, "th"))</thead>
      <tbody>
      \(table.rows.map { row($0, "td") }.joined(separator: "\n"))
      </tbody>
      </table></div>
      """
  }

  /// Colours that those who see few can tell apart, on white and on black; curves differ by their dashes too.
  private static let style = """
    :root { --paper: #ffffff; --text: #1b1b1b; --dim: #595959; --border: #b4b4b4; --wash: #f3f3f3;
      --claim: #b3261e; --proof: #00548f; --assumption: #8a5a00; --estimate: #6b3fa0; --chance: #6b6b6b; --good: #00694a; }
    @media (prefers-color-scheme: dark) {
      :root { --paper: #141414; --text: #ececec; --dim: #a8a8a8; --border: #555555; --wash: #222222;
        --claim: #ff8a80; --proof: #6cb8ff; --assumption: #f0b64d; --estimate: #c9a3ff; --chance: #a0a0a0; --good: #5fd3a8; }
    }
    @media print {
      :root { --paper: #ffffff; --text: #000000; --dim: #444444; --border: #999999; --wash: #ffffff;
        --claim: #b3261e; --proof: #00548f; --assumption: #8a5a00; --estimate: #6b3fa0; --chance: #6b6b6b; --good: #00694a; }
      figure, table, .verdict { break-inside: avoid; }
      h2 { break-after: avoid; }
      details { display: none; }
    }
    body { margin: 0; background: var(--paper); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
    main { max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
    h1 { font-size: 1.5rem; line-height: 1.25; }
    h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 1px solid var(--border); }
    .verdict { border-left: .4rem solid var(--good); background: var(--wash); padding: .6rem .8rem; font-weight: 600; }
    .alarm { border-left: .4rem double var(--claim); }
    .table { overflow-x: auto; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; overflow-wrap: normal; }
    th, td { text-align: left; vertical-align: top; padding: .25rem .7rem .25rem 0; border-bottom: 1px solid var(--border); }
    .number { text-align: right; white-space: nowrap; }
    figure { margin: 1.5rem 0; }
    figcaption { font-weight: 600; }
    summary { color: var(--dim); font-size: .9rem; }
    svg { display: block; width: 100%; height: auto; max-width: 40rem; }
    .ink-text { color: var(--text); } .ink-dim { color: var(--dim); } .ink-border { color: var(--border); }
    .ink-bound { color: var(--claim); } .ink-member { color: var(--proof); } .ink-test { color: var(--assumption); }
    .ink-train { color: var(--estimate); } .ink-baseline { color: var(--chance); } .ink-good { color: var(--good); }
    """
}

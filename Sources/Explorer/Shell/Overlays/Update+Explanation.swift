import TerminalCanvas

// Which term is explained, and what keys do to its explanation.
extension ExplorerState {
  /// Everything that is explained of what the screen shows, in reading order: its panes, the figures of the moment, and the
  /// chosen knob.
  var termsOnScreen: [Term] {
    (placedContents.flatMap(\.content.terms) + [.knob(selectedKnob)]).uniqued
  }

  /// What the focused pane is about; where it has no place, what the first one is.
  var focusedTerm: Term {
    let panes = placedContents
    return (panes.first(where: \.isFocused) ?? panes.first)?.content.term ?? .epsilon
  }

  mutating func press(_ key: Key, explaining term: Term, from scroll: Int) {
    switch key {
    case .escape, .enter, .character("q"), .character("x"), .control("c"): overlay = nil
    case .right, .tab, .character("l"): explainNext(to: term, by: 1)
    case .left, .backTab, .character("h"): explainNext(to: term, by: -1)
    default:
      let distances: [Key: Int] = [
        .up: -1, .character("k"): -1, .down: 1, .character("j"): 1, .pageUp: -10, .pageDown: 10,
        .character(" "): 10,
      ]
      guard let distance = distances[key] else { return }
      let last = ExplanationPage(of: term, in: self).lastScroll
      overlay = .explanation(term, scroll: min(last, max(0, min(scroll, last) + distance)))
    }
  }

  /// From a term that is no longer there the walk begins anew.
  private mutating func explainNext(to term: Term, by offset: Int) {
    let terms = termsOnScreen
    let place = terms.firstIndex(of: term).map { ($0 + offset + terms.count) % terms.count } ?? 0
    overlay = .explanation(terms[place], scroll: 0)
  }
}

import AccessControl
import Attacks
import Experiments
import Explorer
import Records
import TerminalCanvas
import Testing

struct InversionScreenTests {
  /// The whole screen as a person sees it.
  @Test(arguments: [
    ("inversion-60x16-ascii", 60, 16, GlyphSet.ascii, false, ""),
    ("inversion-80x24-ascii", 80, 24, .ascii, false, ""),
    ("inversion-80x24-gallery", 80, 24, .blocks, true, "<Tab>"),
    ("inversion-80x24-difference", 80, 24, .ascii, false, "<Tab> <Tab>"),
    ("inversion-80x24-course", 80, 24, .ascii, false, "<Tab> <Tab> <Tab>"),
    ("inversion-80x24-presenter", 80, 24, .blocks, true, "P"),
    ("inversion-120x36-braille", 120, 36, .braille, true, ""),
    ("inversion-160x50-sextants", 160, 50, .braille, true, ""),
    ("inversion-160x50-truth", 160, 50, .ascii, false, "d c"),
  ])
  func theScreenIsAsRecorded(
    name: String, width: Int, height: Int, glyphs: GlyphSet, hasShades: Bool, script: String
  ) throws {
    var state = Fixture.drawnFaces.sized(width, height)
    state.rendering = Rendering(
      glyphs: glyphs, hasShades: hasShades, hasSextants: name.hasSuffix("sextants"))
    _ = state.play(script)
    try expectRecorded(state.drawn().plain, as: name)
  }

  @Test func whatAnAdversaryWhoAsksDrawsIsAsRecorded() throws {
    try expectRecorded(Fixture.drawnDigits.sized(120, 36).drawn().plain, as: "inversion-digits-120x36")
  }

  /// Each number on the screen is that of the findings, and the control stands beside it.
  @Test func theFiguresAreThoseFound() throws {
    let state = Fixture.drawnFaces.sized(120, 36)
    let study = try #require(state.subject.findings(InversionFindings.self)?.study)
    let top1 = try #require(study.judgement.identificationTop1)
    let control = try #require(study.control.identificationTop1)
    #expect(top1 > 0.9 && control == 1.0 / 40)
    let line = try #require(state.lines.first { $0.contains("recognised, means") })
    #expect(line.contains("\(Int((100 * top1).rounded())) %") && line.contains(" 3 %"))
    let ssim = try #require(state.lines.first { $0.contains("SSIM, class mean") })
    let similarity = try #require(study.judgement.similarityToClassMean)
    #expect(ssim.contains(".\(Int((100 * similarity).rounded()))"))
    #expect(study.drawn.classes == Array(0..<40))
  }

  /// At 160x50 all forty stand side by side; where they do not fit, the page is that of the chosen one.
  @Test func theGalleryHasPages() throws {
    let large = Fixture.drawnFaces.sized(160, 50, glyphs: .braille, hasShades: true)
    let names = try #require(large.subject.snapshot?.data).dataset.classNames
    func isShown(_ name: String, in state: ExplorerState) -> Bool {
      state.lines.contains { $0.contains("\(name) +") || $0.contains("\(name) -") }
    }
    for name in names { #expect(isShown(name, in: large), "\(name)") }
    var small = Fixture.drawnFaces.sized(80, 24, glyphs: .blocks, hasShades: true)
    _ = small.play("<Tab>")
    var seen = Set<String>()
    for _ in names {
      _ = small.play("c")
      let chosen = names[small[InversionScreen.self].choice.selected]
      #expect(isShown(chosen, in: small), "\(chosen)")
      for name in names where isShown(name, in: small) { seen.insert(name) }
    }
    #expect(seen == Set(names))
  }

  /// Its keys say how the model is inverted, and nothing is drawn when it is left.
  @Test func theKeysChooseWhatIsInvestigated() {
    var state = Fixture.drawnDigits
    func last(_ script: String) -> InversionFocus? { state.play(script).inversions.last ?? nil }
    var focus = InversionFocus(method: .evolution)
    // What is answered is a knob of the run, whoever asks, and after the last answer comes the first.
    for text in ["rounded:0.001", "rounded:0.1", "top:1", "label", "full"] {
      #expect(state.play("n").turned == [.set(.answers, to: .text(text))])
      #expect(state.draft[.answers] == .text(text))
    }
    focus.queryCount = 800
    #expect(last("m") == focus)
    // Another method begins with its own number of questions.
    (focus.method, focus.queryCount) = (.labels, nil)
    #expect(last("a") == focus)
    // What is made large is no choice of theirs, and whoever has the weights asks nothing.
    #expect(last("g") == nil && state.notice?.text.contains("can be chosen of gradients") == true)
    #expect(last("b b b")?.method == .prior)
    #expect(last("g")?.objective == .logit)
    #expect(last("n") == nil && state.notice?.text.contains("asks no questions") == true)
    #expect(state.play("1").inversions == [nil])
  }

  /// One of forty is asked for by name.
  @Test func aClassIsAskedForByItsName() {
    var state = Fixture.drawnFaces.sized(120, 36)
    _ = state.play("1 :")
    _ = state.type("class 7")
    _ = state.play("<Enter>")
    #expect(state.screen is InversionScreen && state[InversionScreen.self].choice.selected == 7)
    _ = state.play(":")
    _ = state.type("class 99")
    _ = state.play("<Enter>")
    #expect(state.drawn().plain.contains("Give one of the classes: 0, 1, 2"))
  }

  /// A prototype of a digit is of nobody: which is said where it is shown, and of people another thing.
  @Test func theScreenSaysWhatAPrototypeIs() {
    for (state, words) in [
      (Fixture.drawnDigits, "knowledge of a population"), (Fixture.drawnFaces, "one person's photographs"),
    ] {
      let data = state.subject.snapshot?.data
      #expect(data?.prototypeSentence.contains(words) == true)
      var state = state.sized(120, 36)
      _ = state.play("x")
      #expect(state.drawn().plain.contains("prototype"))
    }
  }

  /// The pinned run's picture stands beside this one's, and its numbers too.
  @Test func thePinnedRunStandsBeside() {
    var state = Fixture.drawnFaces.sized(120, 36, hasShades: true)
    let before = state.drawn().plain
    _ = state.play("p")
    let text = state.drawn().plain
    #expect(text != before && text.contains("pinned"))
  }
}

extension [Effect] {
  /// What the run is told.
  fileprivate var turned: [RunCommand.Action] {
    compactMap { if case .order(.take(let action)) = $0 { action } else { nil } }
  }

  /// What the investigation is asked to look at; nil is a rest.
  fileprivate var inversions: [InversionFocus?] {
    compactMap { effect -> InversionFocus?? in
      if case .investigate(let request) = effect { .some(request?.request as? InversionFocus) } else { nil }
    }
  }
}

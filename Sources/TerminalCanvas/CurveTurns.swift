/// Whose ink, or marker, a cell gets that several curves run through: they take turns along the way, so that none vanishes.
///
/// Turns are counted, not read off the place: by columns and rows there is always a slope at which one curve gets all of them.
struct CurveTurns {
  /// Cells in a row that a reference line leaves to curves before it shows that it is there.
  private static let patience = 2

  private let layers: [PlotGrid.Layer]
  /// When each was shown last; -1 for not yet.
  private var shownAt: [Int]
  private var time = 0
  /// Since it was shown last, the cells in which each was not.
  private var waited: [Int]
  /// Of a curve that has no cell to itself, how many it has at all: the fewer, the sooner it has its turn.
  private let scarcity: [Int]
  /// What lies in front in the cell looked at last.
  private(set) var front = PlotGrid.Depth.faint

  init(_ layers: [PlotGrid.Layer]) {
    self.layers = layers
    shownAt = Array(repeating: -1, count: layers.count)
    waited = Array(repeating: 0, count: layers.count)
    scarcity = layers.indices.map { layer in
      let cells = layers[layer].dots.indices.filter { layers[layer].dots[$0] != 0 }
      let hasOwn = cells.contains { cell in
        !layers.indices.contains {
          $0 != layer && layers[$0].depth == layers[layer].depth && layers[$0].dots[cell] != 0
        }
      }
      return hasOwn ? .max : cells.count
    }
  }

  /// The layer that a cell shows; nil where none has a dot. Cells are to be asked for in the order they are drawn in.
  mutating func next(at cell: Int) -> Int? {
    let here = layers.indices.filter { layers[$0].dots[cell] != 0 }
    guard let front = here.map({ layers[$0].depth }).max() else { return nil }
    self.front = front
    var chosen = here.filter { layers[$0].depth == front }.min { isSooner($0, $1) }
    // At the back, and yet to be seen where a curve runs along it.
    if front == .curve {
      chosen = here.first { layers[$0].depth == .reference && waited[$0] >= Self.patience } ?? chosen
    }
    guard let chosen else { return nil }
    for layer in here { waited[layer] += 1 }
    waited[chosen] = 0
    shownAt[chosen] = time
    time += 1
    return chosen
  }

  /// Whether the turn of one comes before that of another: what was drawn last lies on top.
  private func isSooner(_ one: Int, _ other: Int) -> Bool {
    (shownAt[one], scarcity[one], -one) < (shownAt[other], scarcity[other], -other)
  }
}

/// How a curve is drawn where dots or blocks draw it, so that no two curves of a chart differ by colour alone.
public enum Stroke: Hashable, Sendable {
  case solid, dashed, dotted, dashDotted
}

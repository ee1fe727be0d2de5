extension Theme {
  /// On the terminal's own background, dark or light, and as far as can be in its own colours.
  ///
  /// Without colours few attributes, and none that hides a block glyph: charts tell their series apart by shape. Of eight and
  /// sixteen colours neither yellow nor a bright green, yellow or cyan, which cannot be seen on white; nor white or black, of
  /// which one is the background; nor 8, which has the colour of the background in many schemes. Of eight colours blue is bold
  /// because plain blue can hardly be read on black. Of 256 those that can be read on white and on a dark grey, as unlike one
  /// another as such colours can be, to colour-blind people too.
  public static let standard = Theme(rows: [
    .text: Row(Look(), Look(), Look(), Look()),
    .dim: Row(Look(), Look(.own, .dim), Look(.own, .dim), Look(244)),
    .title: Row(Look(.own, .bold), Look(.own, .bold), Look(.own, .bold), Look(.own, .bold)),
    .border: Row(Look(), Look(.own, .dim), Look(.own, .dim), Look(244)),
    .focus: Row(Look(.own, .bold), Look(.own, .bold), Look(.own, .bold), Look(.own, .bold)),
    .selection: Row(Look(.own, .reverse), Look(.own, .reverse), Look(.own, .reverse), Look(.own, .reverse)),
    .member: Row(Look(.own, .bold), Look(1), Look(9), Look(202)),
    .nonMember: Row(Look(), Look(4, .bold), Look(12), Look(27)),
    .train: Row(Look(.own, .bold), Look(5, .bold), Look(13), Look(137)),
    .test: Row(Look(), Look(6), Look(6), Look(31)),
    .bound: Row(Look(), Look(5), Look(5), Look(164)),
    .baseline: Row(Look(), Look(), Look(), Look(243)),
    .pinned: Row(Look(.own, .dim), Look(.own, .dim), Look(.own, .dim), Look(244)),
    .good: Row(Look(.own, .bold), Look(2), Look(2), Look(29)),
    .warning: Row(
      Look(.own, [.bold, .underline]), Look(.own, [.bold, .underline]), Look(.own, [.bold, .underline]),
      Look(130, .bold)),
    .danger: Row(Look(.own, [.bold, .underline]), Look(1, .bold), Look(1, .bold), Look(161, .bold)),
  ])
}

import Attacks
import Records

extension ExperimentData {
  /// The inversion that suits these records, with the settings of their data set where `focus` leaves them open.
  func classInversion(by focus: InversionFocus = InversionFocus(method: .prior)) -> ClassInversion {
    let geometry: ClassInversion.Geometry =
      if let image = inversionTruth.image {
        .image(width: image.width, height: image.height, range: image.range)
      } else { .vector }
    let usual = DatasetReference(name: dataset.name).defaults
    return ClassInversion(
      geometry: geometry, objective: focus.objective,
      totalVariationWeight: Float(focus.totalVariation ?? usual.inversionTotalVariation),
      pull: Float(focus.pull ?? usual.inversionPull))
  }

  /// What a drawing is of, as screens and reports say it: a person where each class is one.
  public var prototypeSentence: String {
    classNoun == "people"
      ? "Each is the prototype of one person's photographs, and none of them."
      : "Each is the prototype of a class: knowledge of a population, which noise at ε 8 need not hide."
  }
}

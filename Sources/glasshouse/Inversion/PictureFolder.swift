import Attacks
import Experiments
import Files
import Foundation
import PlainText
import Records
import TerminalCanvas

/// A folder for pictures of what was drawn of classes: PGM files with the grey values of the data.
struct PictureFolder {
  private let folder: String
  private let data: ExperimentData

  /// Makes the folder, and refuses before any work what could not be written after it.
  ///
  /// - Parameter classes: those that will be drawn.
  /// - Throws: `NoPictures` for records that are no images, `OutputError` where the pictures could not be written.
  init(_ folder: String, of data: ExperimentData, showing classes: [Int]) throws {
    guard data.inversionTruth.image != nil else { throw NoPictures(dataset: data.dataset.name) }
    (self.folder, self.data) = (folder, data)
    try OutputFile.makeFolder(folder)
    try OutputFile.check([start] + classes.flatMap { [path(of: $0, "drawn"), path(of: $0, "mean")] })
  }

  private var start: String { "\(folder)/begun-from.pgm" }

  private func path(of label: Int, _ what: String) -> String {
    "\(folder)/class-\(data.dataset.classNames[label].replacing("/", with: "-"))-\(what).pgm"
  }

  /// Writes where the adversary began, what it drew of each class, and the means of their members.
  ///
  /// - Throws: `OutputError`.
  func write(_ drawn: DrawnClasses) throws {
    try write(drawn.start, to: start)
    for label in drawn.classes {
      if let picture = drawn.picture(ofClass: label) { try write(picture, to: path(of: label, "drawn")) }
      if let mean = data.inversionTruth.classMeans[label] { try write(mean, to: path(of: label, "mean")) }
    }
  }

  private func write(_ values: [Float], to path: String) throws {
    let truth = data.inversionTruth
    guard let image = truth.image else { return }
    let picture = Heatmap(
      width: image.width, height: image.height, values: truth.pixels(values), scale: .asRead)
    try OutputFile(path).write(Data(picture.pgm))
  }
}

/// Pictures were asked for of what has none.
struct NoPictures: ExplainedError {
  let dataset: String

  var sentence: Sentence {
    "The records of `\(dataset)` are no images, so that there are no pictures to write. Leave out --images."
  }
}

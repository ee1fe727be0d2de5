import Experiments
import Foundation
import Synchronization

extension ReplayFarm {
  /// What is kept of the models once they are trained, in their order, under a progress bar.
  ///
  /// - Parameter keep: gives the number of a model too.
  func trained<Kept: Sendable>(
    called name: String, keeping keep: @escaping @Sendable (Plan.Training.Model) -> (index: Int, kept: Kept)
  ) -> [Kept] {
    let models = Mutex<[Int: Kept]>([:])
    var bar = ProgressBar(total: progress.stepsInAll)
    defer { bar.finish() }
    _ = train(
      threadCount: ProcessInfo.processInfo.activeProcessorCount,
      onProgress: { progress in
        bar.update(progress.stepsTaken, note: "\(name): \(progress.finished) of \(progress.count)")
      },
      onModel: { model in
        let (index, kept) = keep(model)
        models.withLock { $0[index] = kept }
      })
    return models.withLock { $0 }.sorted { $0.key < $1.key }.map(\.value)
  }
}

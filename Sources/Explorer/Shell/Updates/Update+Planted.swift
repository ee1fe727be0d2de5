import Experiments
import PlainText
import TerminalCanvas

// What persons put into the training set of the next run.
extension ExplorerState {
  mutating func plant(_ records: [PlantedRecord]) {
    guard replay == nil else {
      return warn("A run is being replayed. Esc stops it there; a record can be planted then.")
    }
    guard records.count <= PlantedRecord.most else {
      return warn(PlantedRecordError.tooMany(records.count).description)
    }
    // Whoever plants a record means no moment of this run.
    subject.scrubIndex = nil
    branch = nil
    let isMore = records.count > draft.planted.count
    draft.planted = records
    let when = records == subject.running.planted ? "as in this run" : "from a restart on, with R"
    notice = Notice(
      text: isMore
        ? "In the training set \(when), for certain and beside the pool. The log of that run will hold it, and no other file."
        : "Out of the training set, \(when). Logs of runs that were trained on it keep it.",
      ink: .good)
  }

  /// Why no state string says what the run is; nil where one does.
  var obstacleToStateString: String? {
    subject.snapshot?.startConfiguration.planted.isEmpty == false
      ? "A state string cannot hold the record that was planted in this run: give away its log instead, \(logPath ?? "which --log keeps")."
      : nil
  }
}

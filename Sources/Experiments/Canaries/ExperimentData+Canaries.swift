public import LinearAlgebra
public import NeuralNetworks
import Records

extension ExperimentData {
  /// Inputs of the run's network: those of the data, and of canaries that have one of their own each.
  public var inputCount: Int { canaries?.inputs.columnCount ?? dataset.inputCount }

  /// Whether the network has inputs that no record of the data has anything at.
  private var hasOwnFeatures: Bool { inputCount > dataset.inputCount }

  /// The network as records of the data meet it: without inputs that are zero for all of them.
  public func model(of network: Network<Float>) -> Network<Float> {
    hasOwnFeatures ? network.keepingInputs(dataset.inputCount) : network
  }

  /// Records of the data as the run's network takes them, [records, inputs].
  func widened(_ inputs: Matrix<Float>) -> Matrix<Float> {
    hasOwnFeatures ? inputs.appendingZeroColumns(inputCount - dataset.inputCount) : inputs
  }

  /// The canaries as a network takes them whose inputs are scaled so, [canaries, inputs].
  ///
  /// - Parameter scaling: nil is the run's own.
  func canaryInputs(scaledBy scaling: InputScaling? = nil) -> Matrix<Float> {
    guard let canaries else { return Matrix(rowCount: 0, columnCount: inputCount) }
    guard let scaling, canaries.kind == .mislabelled else { return canaries.inputs }
    return dataset.inputs(scaledBy: scaling).gatheringRows(canaries.records)
  }

  /// The canaries as records, and a row of zeros behind them, whose answer is what each label gets without any record.
  ///
  /// - Parameter scaling: nil is the run's own.
  func canaryQuestions(scaledBy scaling: InputScaling? = nil) -> Matrix<Float>? {
    guard let canaries else { return nil }
    guard scaling != nil, canaries.kind == .mislabelled else { return canaries.questions }
    return canaryInputs(scaledBy: scaling).appendingZeroRow()
  }

  /// What is written down of the canaries before the first step.
  var canaryCoins: CanaryCoins? {
    canaries.map { canaries in CanaryCoins(canaries, rows: canaries.records.map { dataset.rows[$0] }) }
  }
}

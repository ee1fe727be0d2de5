import Foundation
public import NeuralNetworks
import Records

extension TrainingRun {
  /// The network, with what another program needs to use it: the activation, the names of the classes, how
  /// large inputs are, and how every input follows from the values of the data file.
  public func checkpoint() throws -> Checkpoint {
    let dataset = data.dataset
    var downsample = 1
    let inputs: [[String: Any]]
    switch dataset.layout {
    case .image(let width, let height, _, _):
      inputs = [
        ["pixels": width * height, "subtract": data.scaling.subtract[0], "divide": data.scaling.divide[0]]
      ]
      downsample = settings.downsample ?? settings.reference.catalogDownsample
    case .table(let columns):
      inputs = columns.enumerated().map { index, column in
        var input: [String: Any] = [
          "column": column.name, "subtract": data.scaling.subtract[index],
          "divide": data.scaling.divide[index],
        ]
        input["category"] = column.category
        return input
      }
    }
    return Checkpoint(
      parameters: network.parameters,
      metadata: [
        "activation": settings.activation.rawValue,
        "class_names": try Self.json(dataset.classNames),
        "dataset": dataset.name,
        "downsample": String(downsample),
        "input_bound": String(data.publicInputBound),
        "inputs": try Self.json(inputs),
      ])
  }

  private static func json(_ value: Any) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys]), as: UTF8.self)
  }
}

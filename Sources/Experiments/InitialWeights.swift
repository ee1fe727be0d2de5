import Crypto
public import Files
import Foundation
public import NeuralNetworks
public import PlainText

/// Why a run cannot start from a file.
public enum InitialWeightsError: Error, Hashable {
  case input(InputError)
  case checkpoint(CheckpointError)
  /// It is not the file whose hash the log has.
  case otherFile(path: String)
  /// Its network has another activation.
  case otherActivation(path: String, found: String, needed: Activation)
}

extension InitialWeightsError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .input(let error): "\(error)"
    case .checkpoint(let error): "\(error)"
    case .otherFile(let path):
      "The file \(path) has changed since the run that began with it. Bring that one back, or start anew with --initial."
    case .otherActivation(let path, let found, let needed):
      "The weights of \(path) were trained for the activation `\(found)`, and this network has \(needed.rawValue). Give --activation \(found)."
    }
  }
}

/// The weights that a run starts from, and the hash of the file they came from.
struct InitialWeights {
  let parameters: ParameterVector<Float>
  let sha256: String

  /// - Parameters:
  ///   - activation: the network's; a file that names none may have been trained with any.
  ///   - expected: the hash that a log has; nil takes the file as it is.
  /// - Throws: `InitialWeightsError`.
  init(
    at path: String, layout: ParameterLayout, activation: Activation, expecting expected: String?
  ) throws(InitialWeightsError) {
    let bytes: Data
    do throws(InputError) {
      bytes = try InputFile.bytes(at: path, atMost: 8e6 + 8 * Double(layout.count))
    } catch { throw .input(error) }
    sha256 = SHA256.hash(data: bytes).hexadecimal
    if let expected, expected != sha256 { throw .otherFile(path: path) }
    let checkpoint: Checkpoint
    do throws(CheckpointError) {
      checkpoint = try Checkpoint(reading: bytes, layout: layout, path: path)
    } catch {
      throw .checkpoint(error)
    }
    parameters = checkpoint.parameters
    if let found = checkpoint.metadata["activation"], found != activation.rawValue {
      throw .otherActivation(path: path, found: found, needed: activation)
    }
  }
}

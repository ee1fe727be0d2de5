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
}

extension InitialWeightsError: ExplainedError {
  public var sentence: Sentence {
    switch self {
    case .input(let error): "\(error)"
    case .checkpoint(let error): "\(error)"
    case .otherFile(let path):
      "The file \(path) has changed since the run that began with it. Bring that one back, or start anew with --initial."
    }
  }
}

/// The weights that a run starts from, and the hash of the file they came from.
struct InitialWeights {
  let parameters: ParameterVector<Float>
  let sha256: String

  /// - Parameter expected: the hash that a log has; nil takes the file as it is.
  /// - Throws: `InitialWeightsError`.
  init(at path: String, layout: ParameterLayout, expecting expected: String?) throws(InitialWeightsError) {
    let bytes: Data
    do throws(InputError) {
      bytes = try InputFile.bytes(at: path, atMost: 8e6 + 8 * Double(layout.count))
    } catch { throw .input(error) }
    sha256 = SHA256.hash(data: bytes).hexadecimal
    if let expected, expected != sha256 { throw .otherFile(path: path) }
    do throws(CheckpointError) {
      parameters = try Checkpoint(reading: bytes, layout: layout, path: path).parameters
    } catch {
      throw .checkpoint(error)
    }
  }
}

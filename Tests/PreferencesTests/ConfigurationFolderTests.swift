import Foundation
import Preferences
import Testing

struct ConfigurationFolderTests {
  @Test func theVariableSaysWhere() {
    let url = ConfigurationFolder.url(environment: ["XDG_CONFIG_HOME": "/some/where"])
    #expect(url.path == "/some/where/glasshouse")
  }

  /// As the XDG Base Directory Specification has it.
  @Test(arguments: [[:], ["XDG_CONFIG_HOME": ""], ["XDG_CONFIG_HOME": "not/absolute"]])
  func otherwiseItIsInTheHomeFolder(environment: [String: String]) {
    let path = ConfigurationFolder.url(environment: environment).path
    #expect(path.hasPrefix("/") && path.hasSuffix("/.config/glasshouse"))
  }
}

import CTerminal
import TerminalCanvas

extension KeyInput {
  /// What the C side calls by this number.
  init(functionCode: Int) {
    switch functionCode {
    case CT_KEY_PASTE_BEGINS: self = .pasteBegins
    case CT_KEY_PASTE_ENDS: self = .pasteEnds
    default: self = .named(Key(functionCode: functionCode))
    }
  }
}

extension Key {
  /// The key that the C side calls by this number, or nil when it has no name here.
  init?(functionCode: Int) {
    switch functionCode {
    case CT_KEY_UP: self = .up
    case CT_KEY_DOWN: self = .down
    case CT_KEY_LEFT: self = .left
    case CT_KEY_RIGHT: self = .right
    case CT_KEY_SHIFT_UP: self = .shiftUp
    case CT_KEY_SHIFT_DOWN: self = .shiftDown
    case CT_KEY_SHIFT_LEFT: self = .shiftLeft
    case CT_KEY_SHIFT_RIGHT: self = .shiftRight
    case CT_KEY_ENTER: self = .enter
    case CT_KEY_BACKTAB: self = .backTab
    case CT_KEY_BACKSPACE: self = .backspace
    case CT_KEY_DELETE: self = .delete
    case CT_KEY_PAGE_UP: self = .pageUp
    case CT_KEY_PAGE_DOWN: self = .pageDown
    case CT_KEY_HOME: self = .home
    case CT_KEY_END: self = .end
    default: return nil
    }
  }
}

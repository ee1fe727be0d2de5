#include <curses.h>
#include <poll.h>
#include <sys/ioctl.h>

#include "internal.h"

static WINDOW *keyboard;

/// Codes beyond those of curses.
enum { PASTE_BEGINS = KEY_MAX + 1, PASTE_ENDS };

/// Sequences that terminals send whatever their terminfo entry says: the arrows of both cursor modes, those
/// with Shift, and the block of six keys above them.
static const struct {
  const char *sequence;
  int code;
} sequences[] = {
    {"\033[A", KEY_UP},       {"\033[B", KEY_DOWN},     {"\033[C", KEY_RIGHT},     {"\033[D", KEY_LEFT},
    {"\033OA", KEY_UP},       {"\033OB", KEY_DOWN},     {"\033OC", KEY_RIGHT},     {"\033OD", KEY_LEFT},
    {"\033[1;2A", KEY_SR},    {"\033[1;2B", KEY_SF},    {"\033[1;2C", KEY_SRIGHT}, {"\033[1;2D", KEY_SLEFT},
    {"\033[a", KEY_SR},       {"\033[b", KEY_SF},       {"\033[c", KEY_SRIGHT},    {"\033[d", KEY_SLEFT},
    {"\033[H", KEY_HOME},     {"\033[F", KEY_END},      {"\033OH", KEY_HOME},      {"\033OF", KEY_END},
    {"\033[1~", KEY_HOME},    {"\033[4~", KEY_END},     {"\033[7~", KEY_HOME},     {"\033[8~", KEY_END},
    {"\033[5~", KEY_PPAGE},   {"\033[6~", KEY_NPAGE},   {"\033[3~", KEY_DC},       {"\033[Z", KEY_BTAB},
    {"\033OM", KEY_ENTER},    {"\033[200~", PASTE_BEGINS}, {"\033[201~", PASTE_ENDS},
};

void ct_define_keys(void) {
  // Reading from the screen's own window would refresh it first; a pad is never refreshed.
  keyboard = newpad(1, 1);
  keypad(keyboard, TRUE);
  nodelay(keyboard, TRUE);
  // What the mouse does comes as it is: curses would wait for the rest of a report that was cut, and of a newer
  // form old ones know nothing.
  define_key(NULL, KEY_MOUSE);
  // On the console Ctrl-Z is that key by its entry, and a key like any other here.
  define_key(NULL, KEY_SUSPEND);
  for (unsigned index = 0; index < sizeof sequences / sizeof *sequences; index++)
    define_key(sequences[index].sequence, sequences[index].code);
}

static uint32_t function_key(wint_t code) {
  switch (code) {
    case KEY_UP: return CT_KEY_UP;
    case KEY_DOWN: return CT_KEY_DOWN;
    case KEY_LEFT: return CT_KEY_LEFT;
    case KEY_RIGHT: return CT_KEY_RIGHT;
    case KEY_SR: return CT_KEY_SHIFT_UP;
    case KEY_SF: return CT_KEY_SHIFT_DOWN;
    case KEY_SLEFT: return CT_KEY_SHIFT_LEFT;
    case KEY_SRIGHT: return CT_KEY_SHIFT_RIGHT;
    case KEY_ENTER: return CT_KEY_ENTER;
    case KEY_BTAB: return CT_KEY_BACKTAB;
    case KEY_BACKSPACE: return CT_KEY_BACKSPACE;
    case KEY_DC: return CT_KEY_DELETE;
    case KEY_PPAGE: case KEY_A3: return CT_KEY_PAGE_UP;
    case KEY_NPAGE: case KEY_C3: return CT_KEY_PAGE_DOWN;
    case KEY_HOME: case KEY_A1: case KEY_FIND: return CT_KEY_HOME;
    case KEY_END: case KEY_C1: case KEY_SELECT: return CT_KEY_END;
    case PASTE_BEGINS: return CT_KEY_PASTE_BEGINS;
    case PASTE_ENDS: return CT_KEY_PASTE_ENDS;
    default: return CT_KEY_UNKNOWN;
  }
}

int ct_read(uint32_t *code) {
  wint_t value = 0;
  int result = keyboard ? wget_wch(keyboard, &value) : ERR;
  if (result == ERR) return CT_READ_NOTHING;
  *code = result == KEY_CODE_YES ? function_key(value) : (uint32_t)value;
  return result == KEY_CODE_YES ? CT_READ_FUNCTION : CT_READ_CHARACTER;
}

int ct_input_ended(void) {
  struct pollfd input = {.fd = ct_input_fd, .events = POLLIN};
  if (poll(&input, 1, 0) <= 0) return 0;
  if (input.revents & (POLLHUP | POLLERR | POLLNVAL)) return 1;
  // Readable with nothing to read is how an end of file shows.
  int pending = 0;
  return (input.revents & POLLIN) && (ioctl(ct_input_fd, FIONREAD, &pending) < 0 || pending == 0);
}

#include <curses.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "internal.h"

// Last: it defines macros such as `lines` and `tab`.
#include <term.h>

static char restoring[512];
static unsigned long restoring_count;
static struct termios shell_mode;
static int has_second_screen;

static char *capability(const char *name) {
  char *value = tigetstr((char *)name);
  return value == (char *)-1 ? NULL : value;
}

/// Whether the terminal takes the sequences of ANSI: those it has no use for do nothing there.
static int is_ansi(void) {
  const char *placing = capability("cup");
  return placing && strncmp(placing, "\033[", 2) == 0;
}

int ct_check_terminal_type(void) {
  const char *type = getenv("TERM");
  if (!type || !*type) return CT_UNKNOWN_TERMINAL;
  if (strcmp(type, "dumb") == 0) return CT_NOT_A_TERMINAL;
  int error = 0;
  if (setupterm((char *)type, STDOUT_FILENO, &error) == ERR)
    return error == 1 ? CT_NOT_A_TERMINAL : CT_UNKNOWN_TERMINAL;
  if (!capability("cup")) return CT_NOT_A_TERMINAL;
  return tcgetattr(STDIN_FILENO, &shell_mode) == 0 ? CT_OPENED : CT_NOT_A_TERMINAL;
}

/// Appends a capability without the delays (`$<5>`) that only a hardware terminal needs.
static void append(const char *value) {
  while (value && *value && restoring_count < sizeof restoring) {
    const char *end = value[0] == '$' && value[1] == '<' ? strchr(value, '>') : NULL;
    if (end) value = end + 1;
    else restoring[restoring_count++] = *value++;
  }
}

void ct_prepare_restoring(int rows) {
  restoring_count = 0;
  if (is_ansi()) append("\033[?2004l");
  append(capability("sgr0"));
  append(capability("op"));
  append(capability("rmkx"));
  append(tparm(capability("cup"), rows - 1, 0, 0, 0, 0, 0, 0, 0, 0));
  const char *leaving = capability("rmcup");
  has_second_screen = leaving != NULL;
  append(has_second_screen ? leaving : "\r\n");
  append(capability("cnorm"));
}

void ct_bracket_pastes(int is_on) {
  if (is_ansi()) ct_write_all(STDOUT_FILENO, is_on ? "\033[?2004h" : "\033[?2004l", 8);
}

void ct_write_all(int fd, const char *bytes, unsigned long count) {
  while (count > 0) {
    ssize_t written = write(fd, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (unsigned long)written;
  }
}

void ct_step_below_screen(void) {
  if (!has_second_screen) ct_write_all(STDOUT_FILENO, "\r\n", 2);
}

void ct_restore_terminal(void) {
  ct_write_all(STDOUT_FILENO, restoring, restoring_count);
  tcsetattr(STDIN_FILENO, TCSANOW, &shell_mode);
}

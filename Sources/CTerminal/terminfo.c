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
static int is_mouse_wanted;

char *ct_capability(const char *name) {
  char *value = tigetstr((char *)name);
  return value == (char *)-1 ? NULL : value;
}

int ct_is_ansi(void) {
  const char *placing = ct_capability("cup");
  return placing && strncmp(placing, "\033[", 2) == 0;
}

int ct_has_mouse(void) { return ct_is_ansi() && ct_capability("kmous"); }

int ct_takes_strings(void) {
  // These show a part of what they do not know, or wait for more of it. In screen it ends; tmux answers by itself.
  static const char *const silent[] = {"linux", "vt", "dumb", "ansi", "cons", "sun", "screen"};
  const char *type = getenv("TERM"), *tmux = getenv("TMUX"), *screen = getenv("STY");
  int is_in_tmux = tmux && *tmux;
  if (!type || !ct_is_ansi() || (screen && *screen && !is_in_tmux)) return 0;
  for (unsigned index = 0; index < sizeof silent / sizeof *silent; index++)
    if (strncmp(type, silent[index], strlen(silent[index])) == 0)
      return is_in_tmux && strcmp(silent[index], "screen") == 0;
  return 1;
}

int ct_read_entry(const char *type) {
  int error = 0;
  return type && *type && setupterm((char *)type, STDOUT_FILENO, &error) != ERR;
}

void ct_drop_entry(void) { del_curterm(cur_term); }

int ct_check_terminal_type(void) {
  const char *type = getenv("TERM");
  if (!type || !*type) return CT_UNKNOWN_TERMINAL;
  if (strcmp(type, "dumb") == 0) return CT_NOT_A_TERMINAL;
  int error = 0;
  if (setupterm((char *)type, STDOUT_FILENO, &error) == ERR)
    return error == 1 ? CT_NOT_A_TERMINAL : CT_UNKNOWN_TERMINAL;
  if (!ct_capability("cup")) return CT_NOT_A_TERMINAL;
  return tcgetattr(STDIN_FILENO, &shell_mode) == 0 ? CT_OPENED : CT_NOT_A_TERMINAL;
}

/// The buttons alone, wherever they are pressed.
static const char mouse_on[] = "\033[?1000h\033[?1006h", mouse_off[] = "\033[?1006l\033[?1000l";

/// Copies a capability without the delays (`$<5>`) that only a hardware terminal needs; returns how many bytes it has.
static unsigned long copy(const char *value, char *text, unsigned long most) {
  unsigned long count = 0;
  while (value && *value && count < most) {
    const char *end = value[0] == '$' && value[1] == '<' ? strchr(value, '>') : NULL;
    if (end) value = end + 1;
    else text[count++] = *value++;
  }
  return count;
}

static void append(const char *value) {
  restoring_count += copy(value, restoring + restoring_count, sizeof restoring - restoring_count);
}

/// Margins as high as the screen; NULL for a terminal without.
static const char *margins(int rows) {
  const char *value = ct_capability("csr");
  return value ? tparm(value, 0, rows - 1, 0, 0, 0, 0, 0, 0, 0) : NULL;
}

void ct_prepare_restoring(int rows) {
  restoring_count = 0;
  if (ct_is_ansi()) append("\033[?2004l");
  if (ct_has_mouse()) append(mouse_off);
  append(ct_capability("sgr0"));
  append(ct_capability("op"));
  append(ct_capability("rmkx"));
  append(margins(rows));
  append(tparm(ct_capability("cup"), rows - 1, 0, 0, 0, 0, 0, 0, 0, 0));
  const char *leaving = ct_capability("rmcup");
  has_second_screen = leaving != NULL;
  append(has_second_screen ? leaving : "\r\n");
  append(ct_capability("cnorm"));
}

static void send(const char *text) { ct_write_all(STDOUT_FILENO, text, strlen(text)); }

void ct_set_margins(int rows) {
  char text[64];
  ct_write_all(STDOUT_FILENO, text, copy(margins(rows), text, sizeof text));
}

void ct_begin_reports(void) {
  if (ct_is_ansi()) send("\033[?2004h");
  if (is_mouse_wanted && ct_has_mouse()) send(mouse_on);
}

void ct_end_reports(void) {
  if (is_mouse_wanted && ct_has_mouse()) send(mouse_off);
  if (ct_is_ansi()) send("\033[?2004l");
}

int ct_ask_background(void) {
  if (!ct_is_active || !ct_takes_strings()) return 0;
  send(CT_BACKGROUND_QUERY);
  return 1;
}

int ct_send(const char *bytes, int count) {
  if (!ct_is_active || !ct_takes_strings()) return 0;
  ct_yield_to_crash();
  ct_write_all(STDOUT_FILENO, bytes, (unsigned long)count);
  return 1;
}

void ct_set_mouse(int is_on) {
  if (is_mouse_wanted == is_on) return;
  is_mouse_wanted = is_on;
  if (ct_is_active && ct_has_mouse()) send(is_on ? mouse_on : mouse_off);
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
  if (!has_second_screen) send("\r\n");
}

void ct_restore_terminal(void) {
  ct_write_all(STDOUT_FILENO, restoring, restoring_count);
  tcsetattr(STDIN_FILENO, TCSANOW, &shell_mode);
}

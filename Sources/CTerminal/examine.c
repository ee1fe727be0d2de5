#include <curses.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

static int number(const char *name) {
  int value = tigetnum((char *)name);
  return value < 0 ? 0 : value;
}

void ct_examine(ct_examination *found) {
  memset(found, 0, sizeof *found);
  found->is_utf8 = ct_set_locale();
  found->is_input_terminal = isatty(STDIN_FILENO);
  found->is_output_terminal = isatty(STDOUT_FILENO);
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 || ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == 0) {
    found->rows = size.ws_row;
    found->columns = size.ws_col;
  }
  const char *type = getenv("TERM");
  if (!ct_read_entry(type)) return;
  found->is_known = 1;
  found->colours = number("colors");
  found->pairs = number("pairs");
  found->places_cursor = ct_capability("cup") != NULL;
  found->is_ansi = ct_is_ansi();
  found->has_mouse = ct_has_mouse();
  found->takes_strings = ct_takes_strings();
  char *entry = ct_direct_entry(type);
  found->can_be_direct = entry != NULL;
  free(entry);
  ct_drop_entry();
}

/// Whether the last of the answers has come, `ESC [ ? … c`.
static int is_answered(const char *reply, int count) {
  for (int start = 0; start + 2 < count; start++) {
    if (memcmp(reply + start, "\033[?", 3) != 0) continue;
    int end = start + 3;
    while (end < count && strchr("0123456789;", reply[end]) && reply[end]) end++;
    if (end < count && reply[end] == 'c') return 1;
  }
  return 0;
}

static long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/// How long a terminal may take for its answer: one that comes later would be taken by the shell for keys.
enum { silence_ms = 500, answer_ms = 2000 };

int ct_hear_background(char *reply, int capacity) {
  struct termios before;
  // A program in the background may neither change the terminal nor read from it.
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetpgrp(STDIN_FILENO) != getpgrp()) return 0;
  if (tcgetattr(STDIN_FILENO, &before) < 0) return 0;
  // Whatever would end or stop the program waits until the terminal is as it was.
  sigset_t held, mask;
  sigemptyset(&held);
  const int signals[] = {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP};
  for (unsigned index = 0; index < sizeof signals / sizeof *signals; index++) sigaddset(&held, signals[index]);
  sigprocmask(SIG_BLOCK, &held, &mask);
  struct termios mode = before;
  mode.c_lflag &= ~(tcflag_t)(ECHO | ICANON | ISIG);
  mode.c_cc[VMIN] = 0;
  mode.c_cc[VTIME] = 0;
  int count = 0, is_complete = 0;
  if (tcsetattr(STDIN_FILENO, TCSANOW, &mode) == 0) {
    ct_write_all(STDOUT_FILENO, CT_BACKGROUND_QUERY, sizeof CT_BACKGROUND_QUERY - 1);
    long start = now(), left;
    // Once it has begun, it will end.
    while (!is_complete && count < capacity && (left = start + (count ? answer_ms : silence_ms) - now()) > 0) {
      struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
      if (poll(&input, 1, (int)left) <= 0) continue;
      ssize_t got = read(STDIN_FILENO, reply + count, (size_t)(capacity - count));
      if (got <= 0) break;
      count += (int)got;
      is_complete = is_answered(reply, count);
    }
    // What has come of an answer that is not whole is for no shell.
    tcsetattr(STDIN_FILENO, is_complete ? TCSANOW : TCSAFLUSH, &before);
  }
  sigprocmask(SIG_SETMASK, &mask, NULL);
  return count;
}

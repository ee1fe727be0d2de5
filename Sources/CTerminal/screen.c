#include <curses.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "internal.h"

int ct_input_fd = -1;
atomic_int ct_is_active;

static int is_open;
static int is_utf8;
static int has_own_colours;
static int known_rows, known_columns;
static cchar_t *line;
static int line_capacity;

/// A stream on a copy of `fd`, so that curses and the program's own prints never share a buffer.
static FILE *stream_on(int fd, const char *mode) {
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  return copy < 0 ? NULL : fdopen(copy, mode);
}

#if NCURSES_EXT_COLORS >= CT_WIDE_PAIRS_SINCE
enum { most_pairs = 65536 };

static int define_pair(int pair, int foreground, int background) {
  return init_extended_pair(pair, foreground, background);
}

static void set_cell(cchar_t *cell, const wchar_t *text, attr_t attributes, int pair) {
  setcchar(cell, text, attributes, 0, &pair);
}
#else
enum { most_pairs = 32767 };

static int define_pair(int pair, int foreground, int background) {
  return init_pair((short)pair, (short)foreground, (short)background);
}

static void set_cell(cchar_t *cell, const wchar_t *text, attr_t attributes, int pair) {
  setcchar(cell, text, attributes, (short)pair, NULL);
}
#endif

static void start_colours(int wanted, int was_offered, ct_terminal *terminal) {
  terminal->colours = 0;
  terminal->pairs = 0;
  terminal->is_direct = 0;
  if (!wanted || !has_colors() || start_color() == ERR) return;
  has_own_colours = use_default_colors() == OK;
  terminal->colours = COLORS;
  terminal->pairs = COLOR_PAIRS < most_pairs ? COLOR_PAIRS : most_pairs;
  // The palette's numbers are kept by our own entry alone.
  terminal->is_direct = was_offered && COLORS == CT_DIRECT_COLOURS;
}

/// Curses counts in 16 bits, and no screen is larger.
enum { most_rows = 1000, most_columns = 2000 };

static int window_size(int *rows, int *columns) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_row == 0 || size.ws_col == 0) return 0;
  *rows = size.ws_row < most_rows ? size.ws_row : most_rows;
  *columns = size.ws_col < most_columns ? size.ws_col : most_columns;
  return 1;
}

/// Calls newterm; with `is_offered` for a terminal with direct colours, if curses takes them.
static int make_screen(FILE *output, FILE *input, int rows, int columns, int *is_offered) {
  ct_variable entry = {0}, height = {0}, width = {0};
  // The size is taken over by `ct_adopt_size`, within its limits; newterm needs one that is no larger, and fails
  // where the entry, as that of Linux' console, has none.
  int has_size = tigetnum("lines") > 0 && tigetnum("cols") > 0;
  use_env(!has_size);
  if (!has_size) {
    char text[16];
    snprintf(text, sizeof text, "%d", rows);
    ct_set_variable(&height, "LINES", text);
    snprintf(text, sizeof text, "%d", columns);
    ct_set_variable(&width, "COLUMNS", text);
  }
  if (is_offered) *is_offered = ct_offer_direct_colours(&entry);
  SCREEN *screen = newterm(NULL, output, input);
  ct_put_back_variable(&entry);
  ct_put_back_variable(&height);
  ct_put_back_variable(&width);
  return screen != NULL;
}

int ct_open(const char *log, int wants_colour, int wants_direct, ct_terminal *terminal) {
  static int is_registered;
  if (is_open) return CT_NO_DESCRIPTOR;
  is_utf8 = terminal->is_utf8 = ct_set_locale();
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return CT_NOT_A_TERMINAL;
  // Else curses puts the window's size into what it reads of the entry.
  use_env(FALSE);
#ifndef __APPLE__
  use_tioctl(FALSE);
#endif
  int checked = ct_check_terminal_type();
  if (checked != CT_OPENED) return checked;

  FILE *input = stream_on(STDIN_FILENO, "r");
  FILE *output = stream_on(STDOUT_FILENO, "w");
  if (!input || !output || !ct_catch_signals()) {
    if (input) fclose(input);
    if (output) fclose(output);
    return CT_NO_DESCRIPTOR;
  }
  ct_input_fd = fileno(input);
  int rows = 24, columns = 80;
  window_size(&rows, &columns);
  ct_prepare_restoring(rows);
  fflush(stdout);
  ct_redirect_errors(log);
  ct_install_guard();
  is_open = 1;
  ct_is_active = 1;
  if (!is_registered) is_registered = atexit(ct_close) == 0;

  // An entry may have direct colours of its own, in a form that has no palette.
  int is_direct = wants_colour && (wants_direct || tigetnum("colors") > 256);
  int is_offered = 0;
  if (!make_screen(output, input, rows, columns, is_direct ? &is_offered : NULL)) {
    ct_is_active = 0;
    ct_close();
    return CT_UNKNOWN_TERMINAL;
  }
  if (!getenv("ESCDELAY")) set_escdelay(25);
  raw();
  noecho();
  nonl();
  curs_set(0);
  leaveok(stdscr, TRUE);
  start_colours(wants_colour, is_offered, terminal);
  ct_define_keys();
  ct_begin_reports();
  ct_adopt_size();
  return CT_OPENED;
}

void ct_close(void) {
  if (!is_open) return;
  is_open = 0;
  if (atomic_exchange(&ct_is_active, 0)) {
    ct_end_reports();
    ct_set_mouse(0);
    endwin();
    ct_step_below_screen();
  }
  ct_remove_guard();
  ct_restore_errors();
  ct_release_signals();
}

int ct_width(void) { return stdscr ? getmaxx(stdscr) : 0; }
int ct_height(void) { return stdscr ? getmaxy(stdscr) : 0; }

int ct_adopt_size(void) {
  int rows, columns;
  if (!window_size(&rows, &columns)) return 0;
  // resizeterm would also leave a key in the queue, where poll cannot see it.
  if (rows != getmaxy(stdscr) || columns != getmaxx(stdscr)) resize_term(rows, columns);
  // Curses may have taken over the size by itself, on coming back from a stop.
  if (rows == known_rows && columns == known_columns) return 0;
  known_rows = rows;
  known_columns = columns;
  // Curses leaves the margins where the screen ended that it began with, and cursors that go down stop at them.
  ct_set_margins(rows);
  clearok(curscr, TRUE);
  ct_prepare_restoring(rows);
  return 1;
}

int ct_define_pair(int pair, int foreground, int background) {
  if (!has_own_colours && foreground < 0) foreground = COLOR_WHITE;
  if (!has_own_colours && background < 0) background = COLOR_BLACK;
  return define_pair(pair, foreground, background) == OK;
}

/// What curses shows in so many columns; anything else would move the rest of the line.
static wchar_t shown(uint32_t glyph, int columns) {
  if (glyph >= 0x20 && glyph < 0x7F) return (wchar_t)glyph;
  return is_utf8 && glyph >= 0xA0 && wcwidth((wchar_t)glyph) == columns ? (wchar_t)glyph : L'?';
}

static attr_t curses_attributes(uint16_t attributes) {
  attr_t result = 0;
  if (attributes & CT_BOLD) result |= WA_BOLD;
  if (attributes & CT_DIM) result |= WA_DIM;
  if (attributes & CT_REVERSE) result |= WA_REVERSE;
  if (attributes & CT_UNDERLINE) result |= WA_UNDERLINE;
  return result;
}

void ct_blit(const ct_cell *cells, int width, int height) {
  ct_yield_to_crash();
  if (!is_open) return;
  int rows = getmaxy(stdscr), columns = getmaxx(stdscr);
  if (width != columns || height != rows) werase(stdscr);
  if (width < columns) columns = width;
  if (height < rows) rows = height;
  if (columns > line_capacity) {
    cchar_t *longer = realloc(line, (size_t)columns * sizeof *line);
    if (!longer) return;
    line = longer;
    line_capacity = columns;
  }
  for (int row = 0; row < rows; row++) {
    const ct_cell *source = cells + (long)row * width;
    int count = 0;
    for (int column = 0; column < columns; column++) {
      int is_wide = column + 1 < columns && source[column + 1].glyph == 0;
      wchar_t text[2] = {shown(source[column].glyph, is_wide ? 2 : 1), 0};
      attr_t attributes = curses_attributes(source[column].attributes);
      set_cell(&line[count++], text, attributes, source[column].pair);
      if (!is_wide) continue;
      // One character for two columns; where it cannot be had, a second question mark.
      column++;
      if (text[0] == L'?') set_cell(&line[count++], text, attributes, source[column].pair);
    }
    // Unlike mvadd_wch this neither wraps nor scrolls, so the last column of the last row is like any other.
    mvwadd_wchnstr(stdscr, row, 0, line, count);
  }
  wnoutrefresh(stdscr);
  ct_yield_to_crash();
  doupdate();
}

void ct_redraw(void) {
  ct_yield_to_crash();
  if (is_open) wrefresh(curscr);
}

void ct_resume(void) {
  if (!is_open) return;
  reset_prog_mode();
  ct_begin_reports();
  ct_is_active = 1;
  wrefresh(curscr);
  // No SIGWINCH reaches a stopped program.
  ct_raise_flag(CT_FLAG_RESIZED);
}

void ct_suspend(void) {
  if (!is_open) return;
  ct_end_reports();
  endwin();
  ct_step_below_screen();
  ct_is_active = 0;
  ct_stop_group();
  ct_take_flag(CT_FLAG_CONTINUED);
  ct_resume();
}

/// The terminal as plain integers: curses and signals stay on the C side.
///
/// Curses is not thread-safe, so all of this belongs to the main thread, except the pseudo-terminals.
#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stdint.h>

// The screen

/// How `ct_open` ended.
enum { CT_OPENED = 0, CT_NOT_A_TERMINAL, CT_UNKNOWN_TERMINAL, CT_NO_DESCRIPTOR };

enum { CT_BOLD = 1, CT_DIM = 2, CT_REVERSE = 4, CT_UNDERLINE = 8 };

typedef struct {
  /// How many colours there are; 0 on a terminal without, or when none were wanted.
  int colours;
  /// How many pairs of colours may be defined, pair 0 included.
  int pairs;
  /// Whether a number of 256 or more is a colour by its parts, 65536 red + 256 green + blue.
  int is_direct;
  int is_utf8;
} ct_terminal;

typedef struct {
  /// A code point; 0 in the second column of what is two columns wide.
  uint32_t glyph;
  int32_t pair;
  uint16_t attributes;
} ct_cell;

/// Takes the terminal; fd 2 goes to the file `log` (a nameless one when NULL) until `ct_close`. With `wants_direct`
/// it has direct colours where its entry has 256 of the palette and curses can be given another entry.
int ct_open(const char *log, int wants_colour, int wants_direct, ct_terminal *terminal);
/// Gives the terminal back. Does nothing the second time.
void ct_close(void);
int ct_width(void);
int ct_height(void);
/// Defines a pair of colours, -1 being the terminal's own; returns whether that worked.
int ct_define_pair(int pair, int foreground, int background);
/// Shows `width` × `height` cells, row by row; what the screen shows already is not sent.
void ct_blit(const ct_cell *cells, int width, int height);
/// Sends the whole screen again.
void ct_redraw(void);
/// Stops the process group as ^Z does elsewhere, and returns when it is continued.
void ct_suspend(void);

/// Whether the mouse is told, where the terminal has one; at any time, also before opening.
void ct_set_mouse(int is_on);
/// Asks for the background, which is answered among the keys, or not at all: last of the answers is `ESC [ ? … c`.
/// Returns whether it was asked.
int ct_ask_background(void);
/// Sends a string of control as it is, between two frames; returns whether the terminal takes such.
int ct_send(const char *bytes, int count);
/// The columns that a glyph takes by the C library and its locale, or -1.
int ct_width_of_glyph(uint32_t glyph);

// Without a screen

typedef struct {
  int is_input_terminal, is_output_terminal;
  /// 0 where there is no terminal.
  int rows, columns;
  /// Whether the type in TERM is in the database; without, what follows is 0, but for the locale.
  int is_known;
  int colours, pairs;
  int places_cursor, is_ansi, has_mouse, takes_strings;
  /// Whether curses can be given an entry with direct colours in its place.
  int can_be_direct;
  int is_utf8;
} ct_examination;

/// Finds out what the environment and the database say of the terminal, which is left alone. Sets the locale.
void ct_examine(ct_examination *found);
/// Asks for the background and waits for the answer; returns how many bytes came, 0 where there is no terminal.
int ct_hear_background(char *reply, int capacity);
/// Returns whether text goes out as UTF-8, which the environment may ask for by a locale that is not installed.
int ct_set_locale(void);
int ct_environment_asks_for_utf8(void);
/// The variable that decides the locale of characters, or NULL.
const char *ct_locale_variable(void);
/// The value of TERMINFO that gives a terminal type direct colours, to be freed; NULL where it cannot have them.
char *ct_direct_entry_of_type(const char *type);

// Events

enum {
  CT_INPUT = 1, CT_WOKEN = 2, CT_RESIZED = 4, CT_HANGUP = 8, CT_TERMINATE = 16, CT_STOP_ASKED = 32
};

enum { CT_READ_NOTHING = 0, CT_READ_CHARACTER, CT_READ_FUNCTION };

enum {
  CT_KEY_UNKNOWN = 0, CT_KEY_UP, CT_KEY_DOWN, CT_KEY_LEFT, CT_KEY_RIGHT, CT_KEY_SHIFT_UP, CT_KEY_SHIFT_DOWN,
  CT_KEY_SHIFT_LEFT, CT_KEY_SHIFT_RIGHT, CT_KEY_ENTER, CT_KEY_BACKTAB, CT_KEY_BACKSPACE, CT_KEY_DELETE,
  CT_KEY_PAGE_UP, CT_KEY_PAGE_DOWN, CT_KEY_HOME, CT_KEY_END, CT_KEY_PASTE_BEGINS, CT_KEY_PASTE_ENDS
};

/// Sleeps until something happens, at most so many milliseconds (for ever when negative); returns a set of
/// `CT_INPUT`… that is empty when time ran out.
int ct_wait(int milliseconds, int wake_fd);
/// Takes one key that has arrived: a code point, or one of `CT_KEY_UNKNOWN`….
int ct_read(uint32_t *code);
/// The signal for which `ct_wait` last said `CT_TERMINATE`.
int ct_ending_signal(void);
/// Whether the terminal can give no more keys: its window was closed.
int ct_input_ended(void);

/// Opens a pipe whose ends never block and do not survive exec; returns whether that worked.
int ct_open_pipe(int *read_end, int *write_end);

// Pseudo-terminals, for tests

/// Starts a program on a terminal of its own; returns the other end, or -1.
int ct_pty_spawn(
    const char *path, char *const argv[], char *const envp[], int rows, int columns, int *pid);
/// Returns how many bytes were read, 0 when time ran out, -1 when the program's end is closed.
int ct_pty_read(int fd, char *buffer, int capacity, int timeout_ms);
/// Returns whether all bytes were taken.
int ct_pty_write(int fd, const char *bytes, int count);
int ct_pty_resize(int fd, int rows, int columns);
/// Whether the terminal echoes and reads whole lines, as a shell leaves it.
int ct_pty_is_cooked(int fd);
int ct_pty_signal(int pid, int signal);
/// Returns 1 when the program ended, 0 when time ran out, -1 when there is no such child.
int ct_pty_wait(int pid, int timeout_ms, int *status);
/// The exit code in a status, or -1 when a signal ended the program.
int ct_status_code(int status);
/// The signal in a status, or 0 when the program exited.
int ct_status_signal(int status);
void ct_pty_close(int fd);

#endif

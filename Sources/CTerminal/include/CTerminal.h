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
  int is_utf8;
} ct_terminal;

typedef struct {
  /// A code point; 0 in the second column of what is two columns wide.
  uint32_t glyph;
  int16_t pair;
  uint16_t attributes;
} ct_cell;

/// Takes the terminal; fd 2 goes to the file `log` (a nameless one when NULL) until `ct_close`.
int ct_open(const char *log, int wants_colour, ct_terminal *terminal);
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

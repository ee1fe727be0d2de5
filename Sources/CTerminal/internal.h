/// What the files of this target tell each other.
#ifndef CTERMINAL_INTERNAL_H
#define CTERMINAL_INTERNAL_H

#include <stdatomic.h>

#include "CTerminal.h"

// screen.c

extern int ct_input_fd;
/// Whether the screen is ours: not before opening, after closing or while stopped.
extern atomic_int ct_is_active;
/// Takes over the window's present size; returns whether it changed.
int ct_adopt_size(void);
/// Puts the terminal in our mode again and sends the whole screen.
void ct_resume(void);

/// Of the versions of curses (`NCURSES_EXT_COLORS`) the first whose pairs of colours are not counted in 16 bits.
#define CT_WIDE_PAIRS_SINCE 20180127

// variable.c

/// A variable of the environment that has another value for a while.
typedef struct {
  /// NULL where there is nothing to put back.
  const char *name;
  char *before;
} ct_variable;

int ct_set_variable(ct_variable *variable, const char *name, const char *value);
void ct_put_back_variable(ct_variable *variable);

// direct.c

/// How many colours a terminal has that takes them by their parts.
enum { CT_DIRECT_COLOURS = 0x1000000 };

/// The value of TERMINFO that gives a terminal, whose entry was read, direct colours: a compiled entry as
/// text, to be freed. NULL where it lacks 256 colours, or this curses cannot read it.
char *ct_direct_entry(const char *type);
/// Puts that into the environment for newterm to read, and returns whether it did; to be put back, so that no
/// child inherits it. Where curses cannot read it, it looks for the terminal's own entry.
int ct_offer_direct_colours(ct_variable *variable);

// keys.c

void ct_define_keys(void);

// locale.c

// terminfo.c

/// Reads the entry of a type, which may be NULL, without a screen, until it is dropped; returns whether there is one.
int ct_read_entry(const char *type);
void ct_drop_entry(void);
/// A capability that is a string, of the entry that was read last; NULL where it has none of that name.
char *ct_capability(const char *name);
/// Whether the terminal takes the sequences of ANSI: those it has no use for do nothing there.
int ct_is_ansi(void);
int ct_has_mouse(void);
/// Whether the terminal takes strings of control (OSC), those that it has no use for without a trace.
int ct_takes_strings(void);
/// What is your background, and then, for every terminal answers that: what are you?
#define CT_BACKGROUND_QUERY "\033]11;?\033\\\033[c"
/// `CT_OPENED` when the terminal type is known and can place its cursor.
int ct_check_terminal_type(void);
/// Computes the bytes that `ct_restore_terminal` sends.
void ct_prepare_restoring(int rows);
/// Sets the margins to the whole of a screen of so many rows; the cursor may be anywhere after it.
void ct_set_margins(int rows);
/// Gives the terminal back with write(2) and tcsetattr(3) alone: safe in a signal handler.
void ct_restore_terminal(void);
/// After endwin: a line for the shell on a terminal that has no second screen to come back from.
void ct_step_below_screen(void);
/// What terminals with ANSI's sequences take beyond their entries: pastes are marked, so that they are no keys,
/// and the mouse speaks if it is wanted. Both end with the screen.
void ct_begin_reports(void);
void ct_end_reports(void);
void ct_write_all(int fd, const char *bytes, unsigned long count);

// signals.c

enum { CT_FLAG_TERMINATE, CT_FLAG_RESIZED, CT_FLAG_STOP, CT_FLAG_CONTINUED, CT_FLAG_COUNT };

/// Turns the signals that end, stop or resize a program into flags and a readable pipe.
int ct_catch_signals(void);
void ct_release_signals(void);
int ct_signal_fd(void);
/// Empties the pipe. Take the flags after this, never before: a signal in between must leave its byte.
void ct_drain_signals(void);
/// Whether the flag was up; it is down afterwards.
int ct_take_flag(int flag);
void ct_raise_flag(int flag);
void ct_stop_group(void);

// guard.c

void ct_install_guard(void);
void ct_remove_guard(void);
/// Does not return once a thread has crashed, so that nothing is drawn on the restored terminal.
void ct_yield_to_crash(void);

// log.c

void ct_redirect_errors(const char *path);
/// Gives fd 2 back and shows there what was written meanwhile: safe in a signal handler.
void ct_restore_errors(void);

#endif

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

// keys.c

void ct_define_keys(void);

// locale.c

/// Returns whether text goes out as UTF-8.
int ct_set_locale(void);

// terminfo.c

/// `CT_OPENED` when the terminal type is known and can place its cursor.
int ct_check_terminal_type(void);
/// Computes the bytes that `ct_restore_terminal` sends.
void ct_prepare_restoring(int rows);
/// Gives the terminal back with write(2) and tcsetattr(3) alone: safe in a signal handler.
void ct_restore_terminal(void);
/// After endwin: a line for the shell on a terminal that has no second screen to come back from.
void ct_step_below_screen(void);
/// Whether the terminal marks what is pasted, so that it is no keys.
void ct_bracket_pastes(int is_on);
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

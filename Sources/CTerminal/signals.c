#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "internal.h"

/// What ends a program that does nothing about it, but for crashes: the terminal is given back first.
static const int endings[] = {
    SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU,
#ifdef __linux__
    SIGIO, SIGPWR, SIGSTKFLT,
#endif
};
static const int others[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGPIPE, SIGXFSZ};
enum { ending_count = sizeof endings / sizeof *endings, other_count = sizeof others / sizeof *others };

static struct sigaction previous[NSIG];
static atomic_int ending_signal;
static atomic_int flags[CT_FLAG_COUNT];
static int read_end = -1, write_end = -1;

int ct_open_pipe(int *reading, int *writing) {
  int ends[2];
  if (pipe(ends) < 0) return 0;
  for (int index = 0; index < 2; index++) {
    fcntl(ends[index], F_SETFD, FD_CLOEXEC);
    fcntl(ends[index], F_SETFL, fcntl(ends[index], F_GETFL) | O_NONBLOCK);
  }
  *reading = ends[0];
  *writing = ends[1];
  return 1;
}

void ct_raise_flag(int flag) {
  int error = errno;
  flags[flag] = 1;
  // A full pipe is readable all the same.
  if (write(write_end, "", 1) < 0) errno = error;
}

void ct_drain_signals(void) {
  char bytes[64];
  while (read(read_end, bytes, sizeof bytes) > 0) {}
}

int ct_take_flag(int flag) { return atomic_exchange(&flags[flag], 0); }

int ct_signal_fd(void) { return read_end; }

static void handle(int signal) {
  switch (signal) {
    case SIGWINCH: ct_raise_flag(CT_FLAG_RESIZED); break;
    case SIGTSTP: ct_raise_flag(CT_FLAG_STOP); break;
    case SIGCONT: ct_raise_flag(CT_FLAG_CONTINUED); break;
    default:
      ending_signal = signal;
      ct_raise_flag(CT_FLAG_TERMINATE);
      break;
  }
}

int ct_ending_signal(void) { return ending_signal; }

static void catch_signal(int number) {
  // Curses leaves a signal alone that has a handler already: this must come before newterm.
  struct sigaction action = {.sa_flags = SA_RESTART};
  // A file that nobody reads, or that may not grow, is said by the write.
  action.sa_handler = number == SIGPIPE || number == SIGXFSZ ? SIG_IGN : handle;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, &previous[number]);
}

/// Calls `act` with every signal that is caught.
static void for_each_signal(void (*act)(int)) {
  for (int index = 0; index < ending_count; index++) act(endings[index]);
  for (int index = 0; index < other_count; index++) act(others[index]);
#ifdef SIGRTMIN
  for (int number = SIGRTMIN; number <= SIGRTMAX; number++) act(number);
#endif
}

static void release_signal(int number) { sigaction(number, &previous[number], NULL); }

int ct_catch_signals(void) {
  if (read_end < 0 && !ct_open_pipe(&read_end, &write_end)) return 0;
  for_each_signal(catch_signal);
  return 1;
}

void ct_release_signals(void) { for_each_signal(release_signal); }

void ct_stop_group(void) {
  struct sigaction ignored = {.sa_handler = SIG_IGN}, usual = {.sa_handler = SIG_DFL}, ours;
  // First whoever started us in this group (make, a script), else it would wait for us and hold the shell.
  sigaction(SIGTSTP, &ignored, &ours);
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &usual, NULL);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
}

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "internal.h"

static const int crashes[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGSYS};
enum { crash_count = sizeof crashes / sizeof *crashes };

static struct sigaction previous[crash_count];
static atomic_int is_crashing;
static char alternate_stack[1 << 16];

void ct_yield_to_crash(void) {
  while (is_crashing) pause();
}

void ct_remove_guard(void) {
  for (int index = 0; index < crash_count; index++) {
    if (previous[index].sa_handler == SIG_IGN) previous[index].sa_handler = SIG_DFL;
    sigaction(crashes[index], &previous[index], NULL);
  }
}

/// Runs on the crashed thread, whichever that is, with nothing but calls that are safe there.
static void crashed(int signal, siginfo_t *info, void *context) {
  (void)context;
  if (atomic_exchange(&is_crashing, 1)) {
    for (;;) pause();
  }
  if (atomic_exchange(&ct_is_active, 0)) ct_restore_terminal();
  ct_restore_errors();
  ct_remove_guard();
  // A faulty instruction faults again on return, now for whoever was in charge before; a signal that was
  // sent has to be sent again, and waits until this handler has returned.
  int was_sent = info->si_code <= 0 || info->si_code == SI_USER;
  if (was_sent || signal == SIGABRT || signal == SIGTRAP || signal == SIGSYS) raise(signal);
}

void ct_install_guard(void) {
  stack_t stack;
  // A thread whose stack overflowed has none to run a handler on; the main thread gets one.
  if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE)) {
    stack_t ours = {.ss_sp = alternate_stack, .ss_size = sizeof alternate_stack};
    sigaltstack(&ours, NULL);
  }
  struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK};
  action.sa_sigaction = crashed;
  sigemptyset(&action.sa_mask);
  for (int index = 0; index < crash_count; index++) sigaddset(&action.sa_mask, crashes[index]);
  for (int index = 0; index < crash_count; index++) sigaction(crashes[index], &action, &previous[index]);
}

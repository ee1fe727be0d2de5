#include <errno.h>
#include <poll.h>
#include <time.h>

#include "internal.h"

static long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static int signals_taken(void) {
  int result = 0;
  ct_drain_signals();
  if (ct_take_flag(CT_FLAG_CONTINUED)) ct_resume();
  if (ct_take_flag(CT_FLAG_RESIZED) && ct_adopt_size()) result |= CT_RESIZED;
  if (ct_take_flag(CT_FLAG_TERMINATE)) result |= CT_TERMINATE;
  if (ct_take_flag(CT_FLAG_STOP)) result |= CT_STOP_ASKED;
  return result;
}

int ct_wait(int milliseconds, int wake_fd) {
  ct_yield_to_crash();
  if (!ct_is_active) return CT_HANGUP;
  long deadline = milliseconds > 0 ? now() + milliseconds : 0;
  int left = milliseconds;
  for (;;) {
    struct pollfd sources[] = {
        {.fd = ct_input_fd, .events = POLLIN},
        {.fd = wake_fd, .events = POLLIN},
        {.fd = ct_signal_fd(), .events = POLLIN},
    };
    int count = poll(sources, 3, left);
    ct_yield_to_crash();
    int result = 0;
    if (count > 0) {
      if (sources[0].revents & (POLLHUP | POLLERR | POLLNVAL)) result |= CT_HANGUP;
      else if (sources[0].revents & POLLIN) result |= CT_INPUT;
      if (sources[1].revents) result |= CT_WOKEN;
      if (sources[2].revents) result |= signals_taken();
    } else if (count < 0 && errno != EINTR) {
      result |= CT_HANGUP;
    }
    if (result || count == 0) return result;
    // A signal that matters has made its pipe readable, so an interrupted poll is just begun again.
    if (milliseconds > 0) {
      long rest = deadline - now();
      left = rest > 0 ? (int)rest : 0;
    }
  }
}

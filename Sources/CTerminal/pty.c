#ifdef __APPLE__
#include <util.h>
#else
#include <pty.h>
#endif
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "CTerminal.h"

int ct_pty_spawn(
    const char *path, char *const argv[], char *const envp[], int rows, int columns, int *pid) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  int fd = -1;
  pid_t child = forkpty(&fd, NULL, NULL, &size);
  if (child < 0) return -1;
  if (child == 0) {
    // Only what is safe after a fork of one thread among several.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
    execve(path, argv, envp);
    _exit(127);
  }
  fcntl(fd, F_SETFD, FD_CLOEXEC);
  *pid = child;
  return fd;
}

int ct_pty_read(int fd, char *buffer, int capacity, int timeout_ms) {
  struct pollfd source = {.fd = fd, .events = POLLIN};
  int count = poll(&source, 1, timeout_ms);
  if (count == 0 || (count < 0 && errno == EINTR)) return 0;
  if (count < 0) return -1;
  ssize_t got = read(fd, buffer, (size_t)capacity);
  if (got < 0 && errno == EINTR) return 0;
  // Linux says EIO, not end of file, once the last program has left a pseudo-terminal.
  return got > 0 ? (int)got : -1;
}

int ct_pty_write(int fd, const char *bytes, int count) {
  while (count > 0) {
    ssize_t written = write(fd, bytes, (size_t)count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return 0;
    bytes += written;
    count -= (int)written;
  }
  return 1;
}

int ct_pty_resize(int fd, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(fd, TIOCSWINSZ, &size) == 0;
}

int ct_pty_is_cooked(int fd) {
  struct termios mode;
  if (tcgetattr(fd, &mode) < 0) return 0;
  return (mode.c_lflag & ECHO) && (mode.c_lflag & ICANON);
}

int ct_pty_signal(int pid, int number) { return kill(pid, number) == 0; }

int ct_pty_wait(int pid, int timeout_ms, int *status) {
  struct timespec pause = {.tv_nsec = 5000000};
  for (int waited = 0;; waited += 5) {
    pid_t ended = waitpid(pid, status, WNOHANG);
    if (ended == pid) return 1;
    if (ended < 0 && errno != EINTR) return -1;
    if (waited >= timeout_ms) return 0;
    nanosleep(&pause, NULL);
  }
}

int ct_status_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }

int ct_status_signal(int status) { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }

void ct_pty_close(int fd) { close(fd); }

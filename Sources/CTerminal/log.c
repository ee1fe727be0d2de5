#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"

static int log_fd = -1, errors_fd = -1;
static off_t start;
static char name[PATH_MAX];

static int open_named(const char *path) {
  if (strlen(path) >= sizeof name) return -1;
  strcpy(name, path);
  for (char *slash = strchr(name + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = 0;
    mkdir(name, 0700);
    *slash = '/';
  }
  int fd = open(name, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  struct stat status;
  if (fd >= 0 && fstat(fd, &status) == 0 && status.st_size > 1 << 20 && ftruncate(fd, 0) < 0) errno = 0;
  return fd;
}

static int open_nameless(void) {
  char path[] = "/tmp/glasshouse-XXXXXX";
  name[0] = 0;
  int fd = mkstemp(path);
  if (fd < 0) return -1;
  unlink(path);
  fcntl(fd, F_SETFD, FD_CLOEXEC);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_APPEND);
  return fd;
}

void ct_redirect_errors(const char *path) {
  // Errors that go to a file already cannot disturb the screen.
  if (!isatty(STDERR_FILENO)) return;
  log_fd = path ? open_named(path) : -1;
  if (log_fd < 0) log_fd = open_nameless();
  if (log_fd < 0) return;
  fflush(stderr);
  start = lseek(log_fd, 0, SEEK_END);
  errors_fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (errors_fd >= 0) dup2(log_fd, STDERR_FILENO);
}

static void say(const char *text) { ct_write_all(STDERR_FILENO, text, strlen(text)); }

static void show_tail(void) {
  static char bytes[8192];
  off_t end = lseek(log_fd, 0, SEEK_END);
  if (end <= start) return;
  off_t from = end - start > (off_t)sizeof bytes ? end - (off_t)sizeof bytes : start;
  ssize_t count = pread(log_fd, bytes, sizeof bytes, from);
  if (count <= 0) return;
  ssize_t first = 0;
  if (from > start) {
    while (first < count && bytes[first] != '\n') first++;
    first = first < count ? first + 1 : 0;
  }
  for (ssize_t index = first; index < count; index++) {
    unsigned char byte = (unsigned char)bytes[index];
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) bytes[index] = '?';
  }
  if (name[0]) {
    say("Written while the screen was open, and kept in ");
    say(name);
    say(":\n");
  }
  ct_write_all(STDERR_FILENO, bytes + first, (unsigned long)(count - first));
  if (bytes[count - 1] != '\n') say("\n");
}

void ct_restore_errors(void) {
  if (errors_fd < 0) return;
  dup2(errors_fd, STDERR_FILENO);
  close(errors_fd);
  errors_fd = -1;
  show_tail();
  close(log_fd);
  log_fd = -1;
}

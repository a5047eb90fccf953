// Standard error while the screen is up, and descriptors that Swift cannot make by itself.
#define _GNU_SOURCE
#include "CNcurses.h"
#include "Private.h"
#include <fcntl.h>
#include <pty.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

static atomic_int real_error = -1;
/// What is replayed at most: the end says why something stopped.
enum { REPLAY_MAX = 64 * 1024 };

bool podium_stderr_capture(void) {
    if (atomic_load(&real_error) >= 0) return true;
    if (!isatty(STDERR_FILENO)) return false;
    int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    int memory = memfd_create("standard error", MFD_CLOEXEC);
    if (kept < 0 || memory < 0 || dup2(memory, STDERR_FILENO) < 0) {
        if (kept >= 0) close(kept);
        if (memory >= 0) close(memory);
        return false;
    }
    close(memory);
    atomic_store(&real_error, kept);
    return true;
}

void podium_stderr_release_now(void) {
    int kept = atomic_exchange(&real_error, -1);
    if (kept < 0) return;
    int memory = dup(STDERR_FILENO);
    dup2(kept, STDERR_FILENO);
    close(kept);
    if (memory < 0) return;
    off_t end = lseek(memory, 0, SEEK_END);
    lseek(memory, end > REPLAY_MAX ? end - REPLAY_MAX : 0, SEEK_SET);
    char part[4096];
    for (ssize_t count; (count = read(memory, part, sizeof part)) > 0;)
        if (write(STDERR_FILENO, part, (size_t)count) < 0) break;
    close(memory);
}

void podium_stderr_release(void) { podium_stderr_release_now(); }

int podium_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

bool podium_pseudo_terminal(int columns, int rows, int *outer, int *inner) {
    struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
    if (openpty(outer, inner, NULL, NULL, &size) != 0) return false;
    // A program on the inner end that had the outer one too would never learn that it is gone.
    return fcntl(*outer, F_SETFD, FD_CLOEXEC) == 0;
}

bool podium_resize(int descriptor, int columns, int rows) {
    struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
    return ioctl(descriptor, TIOCSWINSZ, &size) == 0;
}

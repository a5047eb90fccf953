// Signals become bits and a wake-up: all thinking is left to the user interface's thread.
#include "CNcurses.h"
#include "Private.h"
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

static const struct { int number, bit; } watched[] = {
    {SIGWINCH, PODIUM_RESIZED}, {SIGTERM, PODIUM_TERMINATE}, {SIGHUP, PODIUM_HANGUP},
    {SIGINT, PODIUM_INTERRUPT}, {SIGTSTP, PODIUM_STOP},      {SIGCONT, PODIUM_CONTINUED},
};
enum { WATCHED = sizeof watched / sizeof *watched };
enum { ENDING = PODIUM_TERMINATE | PODIUM_HANGUP | PODIUM_INTERRUPT };

static struct sigaction before[WATCHED];
static atomic_int noted;
static atomic_int wake_descriptor = -1;
static atomic_bool is_installed;

void podium_end_by(int number) {
    struct sigaction plain = {.sa_handler = SIG_DFL};
    sigaction(number, &plain, NULL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    raise(number);
    // A parent may have had the signal ignored: end as a shell would report it.
    _exit(128 + number);
}

static void note(int number) {
    int error = errno, bit = 0;
    for (int i = 0; i < WATCHED; i++)
        if (watched[i].number == number) bit = watched[i].bit;
    int before_this = atomic_fetch_or(&noted, bit);
    if (bit & ENDING & before_this) {
        // Asked twice and not heard: the loop hangs.
        podium_restore_now();
        podium_end_by(number);
    }
    uint64_t one = 1;
    ssize_t ignored = write(atomic_load(&wake_descriptor), &one, sizeof one);
    (void)ignored;
    errno = error;
}

void podium_signals_install(int wake) {
    atomic_store(&wake_descriptor, wake);
    if (atomic_exchange(&is_installed, true)) return;
    atomic_store(&noted, 0);
    for (int i = 0; i < WATCHED; i++) {
        struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
        sigemptyset(&action.sa_mask);
        sigaction(watched[i].number, &action, &before[i]);
    }
}

int podium_signals_take(void) { return atomic_exchange(&noted, 0); }

void podium_signals_remove(void) {
    if (!atomic_exchange(&is_installed, false)) return;
    for (int i = 0; i < WATCHED; i++) sigaction(watched[i].number, &before[i], NULL);
    atomic_store(&wake_descriptor, -1);
}

int podium_is_foreground(int terminal) {
    pid_t group = tcgetpgrp(terminal);
    return group < 0 || group == getpgrp();
}

void podium_stop_group(int wake) {
    struct sigaction plain = {.sa_handler = SIG_DFL}, ours;
    sigaction(SIGTSTP, &plain, &ours);
    atomic_fetch_and(&noted, ~PODIUM_CONTINUED);
    kill(0, SIGTSTP);
    // The stop may reach this process a moment after kill returns, and an orphaned group is not
    // stopped at all: wait for the continuation, but not for ever.
    for (int tries = 0; tries < 10 && !(atomic_load(&noted) & PODIUM_CONTINUED); tries++) {
        struct pollfd poll_one = {.fd = wake, .events = POLLIN};
        uint64_t count;
        if (poll(&poll_one, 1, 20) > 0 && read(wake, &count, sizeof count) < 0) break;
    }
    sigaction(SIGTSTP, &ours, NULL);
}

// A crash leaves a sane terminal behind. Only async-signal-safe calls below the handler.
#define _GNU_SOURCE
#include "CNcurses.h"
#include "Private.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

// The later ones are nobody's fault: they end a program when somebody sends them.
static const int crashes[] = {SIGSEGV, SIGABRT, SIGBUS,  SIGILL,  SIGTRAP, SIGFPE,
                              SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU};
enum { CRASHES = sizeof crashes / sizeof *crashes };

static struct sigaction before[CRASHES];
static struct termios found;
static bool is_found;
static char restore[1024];
static size_t restore_length;
static int terminal = -1;
static atomic_bool is_armed;
static atomic_bool is_over;

static void write_all(int descriptor, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t count = write(descriptor, bytes, length);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return;
        bytes += count;
        length -= (size_t)count;
    }
}

void podium_restore_now(void) {
    if (!atomic_exchange(&is_armed, false)) return;
    // The thread that draws may not be the one that crashed: it must not draw over a shell.
    atomic_store(&is_over, true);
    write_all(terminal, restore, restore_length);
    if (is_found) tcsetattr(terminal, TCSANOW, &found);
    podium_stderr_release_now();
}

static void crashed(int number, siginfo_t *info, void *context) {
    (void)context;
    podium_restore_now();
    bool can_fault =
        number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGFPE;
    bool is_fault = info->si_code > 0 && can_fault;
    bool is_abort = number == SIGABRT && info->si_code != SI_USER;
    // A fault happens again on return, and abort() goes on by itself: they meet whoever was to
    // handle them before us, Swift's backtracer, and then the kernel with its core dump.
    for (int i = 0; i < CRASHES; i++) sigaction(crashes[i], &before[i], NULL);
    // On a terminal the backtracer would wait 30 seconds for a key; at the end of its input it does
    // not.
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing >= 0) dup2(nothing, STDIN_FILENO);
    if (is_abort) raise(number);
    // A signal that someone sent does not happen again, and the backtracer would let us live.
    if (!is_fault && !is_abort) podium_end_by(number);
}

void podium_remember(int output) {
    terminal = output;
    is_found = tcgetattr(output, &found) == 0;
}

void podium_give_back(void) {
    if (is_found) tcsetattr(terminal, TCSADRAIN, &found);
}

void podium_crash_arm(const char *bytes, size_t length) {
    if (length > sizeof restore || atomic_load(&is_armed)) return;
    memcpy(restore, bytes, length);
    restore_length = length;
    atomic_store(&is_armed, true);
    for (int i = 0; i < CRASHES; i++) {
        struct sigaction action = {.sa_sigaction = crashed, .sa_flags = SA_ONSTACK | SA_SIGINFO};
        sigemptyset(&action.sa_mask);
        sigaction(crashes[i], &action, &before[i]);
    }
}

bool podium_is_over(void) { return atomic_load(&is_over); }

void podium_crash_disarm(void) {
    if (!atomic_exchange(&is_armed, false)) return;
    for (int i = 0; i < CRASHES; i++) sigaction(crashes[i], &before[i], NULL);
}

void podium_alternate_stack(void) {
    enum { SIZE = 1 << 16 };
    stack_t stack = {.ss_size = SIZE};
    stack.ss_sp = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (stack.ss_sp != MAP_FAILED) sigaltstack(&stack, NULL);
}

void podium_quiet_backtraces(char **arguments) {
    if (getenv("SWIFT_BACKTRACE") || !(isatty(STDIN_FILENO) || isatty(STDOUT_FILENO))) return;
    if (setenv("SWIFT_BACKTRACE", "interactive=no", 1) != 0) return;
    // By its own path: as /proc/self/exe the process would be called `exe` in every list.
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= 0) return;
    path[length] = 0;
    execv(path, arguments);
}

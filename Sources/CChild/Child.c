// What glibc's headers keep from programs that do not ask for GNU, and Swift does not: pipes that
// no other child inherits, a folder and a session for the child, and no descriptor but its own.
#define _GNU_SOURCE
#include "CChild.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <unistd.h>

// Above the four that the child gets, so that none is overwritten before it was copied.
static int lifted(int descriptor) {
    int above = fcntl(descriptor, F_DUPFD_CLOEXEC, 10);
    close(descriptor);
    return above;
}

// ends[0] is read, ends[1] written; 0 or errno.
static int open_pipe(int ends[2]) {
    if (pipe2(ends, O_CLOEXEC) != 0) return errno;
    ends[0] = lifted(ends[0]);
    ends[1] = lifted(ends[1]);
    return ends[0] < 0 || ends[1] < 0 ? EMFILE : 0;
}

static int spawn(char *const *words, char *const *environment, const char *folder,
                 const int own[4], pid_t *pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    // Whoever started us may ignore it, and that would be inherited.
    sigaddset(&usual, SIGPIPE);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    for (int i = 0; i < 4; i++) posix_spawn_file_actions_adddup2(&actions, own[i], i);
    posix_spawn_file_actions_addclosefrom_np(&actions, 4);
    posix_spawn_file_actions_addchdir_np(&actions, folder);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    int code = posix_spawn(pid, words[0], &actions, &attributes, words, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return code;
}

int podium_child_start(char *const *words, char *const *environment, const char *folder,
                       struct podium_child *child) {
    int pipes[4][2] = {{-1, -1}, {-1, -1}, {-1, -1}, {-1, -1}};
    int code = 0;
    for (int i = 0; i < 4 && code == 0; i++) code = open_pipe(pipes[i]);
    if (code == 0) {
        int own[4] = {pipes[0][0], pipes[1][1], pipes[2][1], pipes[3][0]};
        code = spawn(words, environment, folder, own, &child->pid);
    }
    for (int i = 0; i < 4; i++) {
        int theirs = i == 0 || i == 3 ? 0 : 1;
        if (pipes[i][theirs] >= 0) close(pipes[i][theirs]);
        if (code != 0 && pipes[i][1 - theirs] >= 0) close(pipes[i][1 - theirs]);
    }
    if (code != 0) return code;
    child->input = pipes[0][1];
    child->output = pipes[1][0];
    child->error = pipes[2][0];
    child->guard = pipes[3][1];
    int ours[3] = {child->input, child->output, child->error};
    for (int i = 0; i < 3; i++) fcntl(ours[i], F_SETFL, fcntl(ours[i], F_GETFL) | O_NONBLOCK);
    return 0;
}

int podium_child_bell(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

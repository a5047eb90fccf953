import Foundation

/// A process of our own making, waited for with `waitpid`.
///
/// Not Foundation's: that one learns of an end through a socket which the child's own children
/// inherit, so that it waits for a tmux server for ever.
final class Spawned {
    let id: pid_t
    private var status: Int32?

    /// Where it reads and writes.
    struct Files {
        var input = "/dev/null"
        var output = "/dev/null"
        var errors = "/dev/null"
    }

    /// Why none was made.
    struct Refused: Error {
        let program: String
        let code: Int32
    }

    /// Starts a program that stands at a path.
    init(
        _ program: String,
        _ arguments: [String],
        environment: [String: String],
        folder: String,
        files: Files = Files()
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let writing = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, 0, files.input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, files.output, writing, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, files.errors, writing, 0o600)
        // Threads of a test program block signals; a shell's children do not.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        // `env` changes the folder and becomes the program: the id stays the same.
        let env = "/usr/bin/env"
        let words = ([env, "-C", folder, program] + arguments).map { strdup($0) } + [nil]
        let names = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + names { free(text) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, env, &actions, &attributes, words, names)
        guard code == 0 else { throw Refused(program: program, code: code) }
        id = child
    }

    deinit { kill() }

    var isRunning: Bool {
        if status == nil { collect(WNOHANG) }
        return status == nil
    }

    /// Waits for its own end: the exit code, or 128 and the signal, as a shell has it.
    func end() -> Int32 {
        while status == nil { collect(0) }
        return status ?? -1
    }

    /// Ends it the way a power cut would, and waits until it is gone.
    func kill() {
        guard isRunning else { return }
        Foundation.kill(id, SIGKILL)
        _ = end()
    }

    private func collect(_ options: Int32) {
        var word: Int32 = 0
        let found = waitpid(id, &word, options)
        if found == id {
            let signal = word & 0x7F
            status = signal == 0 ? (word >> 8) & 0xFF : 128 + signal
        } else if found < 0, errno != EINTR {
            status = -1
        }
    }
}

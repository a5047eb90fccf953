internal import CChild
internal import Glibc
internal import Orchestration

/// How a process of a model is started, and ended with all that it started itself.
///
/// A shell goes before the program and leaves a guard behind: it waits for the end of a pipe that
/// only this process holds open, and then kills the group. So no process outlives the engine,
/// even one that was killed itself, and even where the program reads nothing and ignores signals.
struct ChildProgram: Sendable {
    private let words: [String]
    private let environment: [String]
    private let folder: String

    private static let guarded = """
        (read -r end <&3; kill -KILL 0) </dev/null >/dev/null 2>&1 & exec 3<&-; exec "$@"
        """

    /// - Parameters:
    ///   - model: What is started.
    ///   - root: The project's folder.
    ///   - environment: Where the variables are looked up that the model may see.
    init(_ model: ChildModel, root: String, environment: [String: String]) {
        words = ["/bin/sh", "-c", Self.guarded, "podium"] + model.command
        folder = model.folder.isEmpty ? root : "\(root)/\(model.folder)"
        self.environment = Set(ChildModel.common + model.environment).sorted().compactMap { name in
            environment[name].map { "\(name)=\($0)" }
        }
    }

    /// Starts it; blocks for about a millisecond.
    /// - Throws: `connect`, with what the system says.
    func start() throws(Failure) -> podium_child {
        let argv = words.map { strdup($0) } + [nil]
        let envp = environment.map { strdup($0) } + [nil]
        defer { for text in argv + envp { free(text) } }
        var child = podium_child()
        let code = podium_child_start(argv, envp, folder, &child)
        guard code == 0 else {
            let why = readable(String(cString: strerror(code)))
            throw Failure(.connect, "No process could be started in `\(folder)`: \(why).")
        }
        return child
    }

    /// Kills it and its group, and takes its status.
    /// - Returns: As `waitpid` gives it.
    static func end(_ child: podium_child) -> Int32 {
        kill(-child.pid, SIGKILL)
        for descriptor in [child.input, child.output, child.error, child.guard] {
            close(descriptor)
        }
        var status: Int32 = 0
        while waitpid(child.pid, &status, 0) < 0, errno == EINTR {}
        return status
    }

    /// A status in words: `ended with 3`, `was killed by signal 9`.
    static func words(_ status: Int32) -> String {
        let signal = status & 0x7F
        return signal == 0
            ? "ended with \((status >> 8) & 0xFF)" : "was killed by signal \(signal)"
    }

    /// Whether a shell's status says that there was nothing to start.
    static func isMissing(_ status: Int32) -> Bool {
        status & 0x7F == 0 && [126, 127].contains((status >> 8) & 0xFF)
    }
}

internal import CNcurses
internal import Dispatch
internal import Glibc
package import Screen

/// A terminal without a screen: what a program writes to `inner` is read here, and the other way.
///
/// Tests drive the loop and the real binary through it.
package final class PseudoTerminal: Sendable {
    /// The end that a program takes for its terminal.
    package let inner: Int32
    private let outer: Int32

    /// A pair of connected ends, in the modes a shell would find.
    package init(_ size: Size) throws(TerminalError) {
        var ends: (outer: Int32, inner: Int32) = (-1, -1)
        let (columns, rows) = (Int32(size.columns), Int32(size.rows))
        guard podium_pseudo_terminal(columns, rows, &ends.outer, &ends.inner) else {
            throw .outOfResources
        }
        (outer, inner) = ends
    }

    deinit {
        close(outer)
        close(inner)
    }

    /// Where another process finds the inner end; nil where the system does not say.
    package var path: String? {
        var name = [CChar](repeating: 0, count: 128)
        guard ttyname_r(inner, &name, name.count) == 0 else { return nil }
        return String(
            decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
            as: UTF8.self
        )
    }

    /// The next bytes that are written to the inner end; blocks its thread.
    ///
    /// - Returns: Nothing where none came in that time; nil once nobody can write any more.
    package func next(within milliseconds: Int32) -> [UInt8]? {
        var ready = pollfd(fd: outer, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, milliseconds) > 0 else { return [] }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(outer, &buffer, buffer.count)
        return count > 0 ? Array(buffer.prefix(count)) : nil
    }

    /// Types bytes, as a keyboard or a terminal's answer would.
    package func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(outer, bytes, bytes.count)
    }

    /// Collects what was written until it says what is awaited.
    ///
    /// It waits on a thread of its own: a program in the same process may need all of the pool's.
    ///
    /// - Parameters:
    ///   - awaited: Whether everything collected so far is enough.
    ///   - milliseconds: How long to wait for each next piece before giving up.
    /// - Returns: Everything that was collected, whether or not it was enough.
    package func output(
        until awaited: @escaping @Sendable (String) -> Bool,
        within milliseconds: Int32 = 600_000
    ) async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "pseudo-terminal").async {
                continuation.resume(returning: self.collected(until: awaited, within: milliseconds))
            }
        }
    }

    private func collected(until awaited: (String) -> Bool, within milliseconds: Int32) -> String {
        var bytes: [UInt8] = []
        while !awaited(String(decoding: bytes, as: UTF8.self)) {
            var ready = pollfd(fd: outer, events: Int16(POLLIN), revents: 0)
            guard poll(&ready, 1, milliseconds) > 0 else { break }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = read(outer, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Changes the size, as dragging a window does; the program hears of it by SIGWINCH.
    package func resize(_ size: Size) {
        _ = podium_resize(outer, Int32(size.columns), Int32(size.rows))
    }

    /// The terminal's modes in words: what must be the same before and after.
    package var modes: String {
        var modes = termios()
        tcgetattr(inner, &modes)
        let flags = [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
        let characters = withUnsafeBytes(of: modes.c_cc) { Array($0) }
        return "\(flags) \(characters)"
    }
}

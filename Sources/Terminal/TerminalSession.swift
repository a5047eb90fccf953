internal import CNcurses
internal import Glibc
internal import Screen

/// The terminal while it is ours: set up by ncurses, written to in whole frames, left as found.
///
/// There is one per process, for ncurses has one. It belongs to the user interface's thread:
/// not `Sendable`, it is made and used inside `TerminalLoop` alone.
final class TerminalSession {
    let input: Int32
    private let output: Int32
    /// What terminfo and the environment promise; the terminal's own answers come later.
    private(set) var capabilities: Capabilities
    private let options: TerminalOptions
    private var isOpen = true
    private var hasMouse: Bool

    /// Enters the alternate screen in raw mode.
    init(_ options: TerminalOptions) throws(TerminalError) {
        let term = options.environment["TERM"] ?? "dumb"
        switch podium_open(term, options.input, options.output) {
        case Int32(PODIUM_OPENED.rawValue): break
        case Int32(PODIUM_NOT_A_TERMINAL.rawValue): throw .notATerminal
        default: throw podium_knows(term) ? .unusable(term: term) : .unknown(term: term)
        }
        guard Self.cursorAddress(row: 4, column: 9) == Array("\u{1B}[5;10H".utf8) else {
            podium_close()
            throw .unusable(term: term)
        }
        input = options.input
        output = options.output
        self.options = options
        hasMouse = options.mouse
        capabilities = Capabilities(
            environment: options.environment,
            colours: Int(podium_number("colors")),
            isUTF8: podium_locale_is_utf8()
        )
        capabilities.erasesWithBackground = podium_flag("bce")
        capabilities.reset = Self.string("sgr0") ?? capabilities.reset
        if let glyphs = options.glyphs { capabilities.glyphs = glyphs }
        if let depth = options.depth { capabilities.depth = depth }
        _ = podium_stderr_capture()
        podium_alternate_stack()
        let restore =
            Self.leaving + (Self.string("rmkx") ?? []) + capabilities.reset
            + (Self.string("cnorm") ?? []) + (Self.string("rmcup") ?? [])
        restore.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                podium_crash_arm($0.baseAddress, bytes.count)
            }
        }
        enterModes()
    }

    /// Columns and rows as they are now.
    var size: Size {
        var (columns, rows): (Int32, Int32) = (80, 24)
        _ = podium_size(&columns, &rows)
        return Size(columns: Int(columns), rows: Int(rows))
    }

    /// Notes that the terminal answered for itself.
    func learn(hasSynchronisedOutput: Bool) {
        capabilities.hasSynchronisedOutput = hasSynchronisedOutput
    }

    /// Asks for the background and for mode 2026; every terminal answers the last question.
    func askQuestions() {
        let term = options.environment["TERM"] ?? ""
        // The Linux console would print what it does not know.
        guard !["linux", "dumb", "vt"].contains(where: term.hasPrefix) else { return }
        write("\u{1B}]11;?\u{1B}\\\u{1B}[?2026$p\u{1B}[c".utf8)
    }

    /// Writes a whole frame; what a hung-up terminal does not take is lost with it.
    func write(_ bytes: some Sequence<UInt8>) {
        Array(bytes).withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count, isOpen, !podium_is_over() {
                let count = Glibc.write(
                    output,
                    bytes.baseAddress?.advanced(by: done),
                    bytes.count - done
                )
                if count > 0 {
                    done += count
                } else if count < 0, errno == EAGAIN {
                    var ready = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
                    if poll(&ready, 1, 1000) <= 0 { return }
                } else if count < 0, errno != EINTR {
                    return
                }
            }
        }
    }

    /// Reads what is there.
    ///
    /// - Returns: nil when the terminal is gone for good.
    func read() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(input, &buffer, buffer.count)
        if count > 0 { return Array(buffer[..<count]) }
        return count < 0 && (errno == EAGAIN || errno == EINTR) ? [] : nil
    }

    /// Turns mouse reports on or off; off lets the terminal select text.
    func setMouse(_ isOn: Bool) {
        hasMouse = isOn
        write((isOn ? Self.mouseOn : Self.mouseOff).utf8)
    }

    /// Gives the terminal back to the shell, stops the process group, returns when continued.
    func suspend(wake: Int32) {
        leave()
        // A shell's `bg` continues a process that may not have the terminal: it stops again, as
        // pagers and editors do, until `fg`. Orphans are not stopped, and try only so often.
        for _ in 0..<Self.stopsMax {
            podium_stop_group(wake)
            if isInForeground { break }
        }
        enter()
    }

    /// Whether the terminal is this process's to draw on.
    var isInForeground: Bool { podium_is_foreground(input) != 0 }

    private static let stopsMax = 50

    /// Enters again after something else stopped and continued the process.
    func enter() {
        guard isOpen else { return }
        _ = podium_stderr_capture()
        podium_enter()
        enterModes()
    }

    /// Leaves the terminal as it was found; harmless when done already.
    func close() {
        guard isOpen else { return }
        leave()
        podium_crash_disarm()
        podium_close()
        isOpen = false
    }

    deinit { close() }

    private func leave() {
        write(Self.leaving)
        podium_leave()
        podium_stderr_release()
    }

    private func enterModes() {
        write(Self.entering.utf8)
        if hasMouse { write(Self.mouseOn.utf8) }
    }

    /// Bracketed paste, focus events and news of a lighter or darker background on, automatic margins
    /// off: a cluster that turns out too wide at the edge must not wrap.
    private static let entering = "\u{1B}[?2004h\u{1B}[?1004h\u{1B}[?2031h\u{1B}[?7l"
    private static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
    private static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"
    private static let leaving = Array(
        "\u{1B}[?2026l\(mouseOff)\u{1B}[?2031l\u{1B}[?1004l\u{1B}[?2004l\u{1B}[?7h".utf8
    )

    private static func string(_ name: String) -> [UInt8]? {
        bytes { podium_string(name, $0, $1) }
    }

    private static func cursorAddress(row: Int32, column: Int32) -> [UInt8]? {
        bytes { podium_cursor_address(row, column, $0, $1) }
    }

    private static func bytes(_ fill: (UnsafeMutablePointer<CChar>?, Int) -> Int) -> [UInt8]? {
        var buffer = [CChar](repeating: 0, count: 128)
        let length = buffer.withUnsafeMutableBufferPointer { fill($0.baseAddress, $0.count) }
        guard length > 0 else { return nil }
        return withoutDelays(buffer.prefix(length).map { UInt8(bitPattern: $0) })
    }

    /// A string of terminfo without the delays that terminals of old needed: `$<5>`.
    static func withoutDelays(_ bytes: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.first {
            if byte == UInt8(ascii: "$"), rest.dropFirst().first == UInt8(ascii: "<"),
                let end = rest.firstIndex(of: UInt8(ascii: ">"))
            {
                rest = rest.suffix(from: end + 1)
            } else {
                kept.append(byte)
                rest = rest.dropFirst()
            }
        }
        return kept
    }
}

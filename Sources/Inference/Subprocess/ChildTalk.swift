internal import CChild
internal import Glibc

/// The four descriptors of a process that is spoken with, on the thread that owns it.
struct ChildTalk {
    private let child: podium_child
    private let bell: Int32
    private var answers: LineCutter
    private var complaints: LineCutter
    private var writing: ArraySlice<UInt8> = []
    private var heard: [[UInt8]] = []
    private var said: [[UInt8]] = []
    private var hasWords = true
    private var buffer = [UInt8](repeating: 0, count: 65_536)
    /// Whether it can still answer.
    private(set) var isOpen = true

    init(_ child: podium_child, bell: Int32, lineBytesMax: Int) {
        self.child = child
        self.bell = bell
        answers = LineCutter(limit: lineBytesMax)
        complaints = LineCutter(limit: ChildLog.lineBytesMax)
    }

    /// Whether it writes a line that is longer than allowed.
    var isOverfull: Bool { answers.isOverfull }

    /// Adds to what is written as fast as it reads.
    mutating func send(_ bytes: [UInt8]) {
        if writing.isEmpty { writing = bytes[...] } else { writing += bytes }
    }

    /// Sleeps until there is something to do, and does it once.
    mutating func wait() {
        var polled = [
            pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
            pollfd(fd: child.output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: hasWords ? child.error : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: writing.isEmpty ? -1 : child.input, events: Int16(POLLOUT), revents: 0),
        ]
        guard poll(&polled, nfds_t(polled.count), -1) > 0 else { return }
        if polled[0].revents != 0 {
            var count: UInt64 = 0
            _ = read(bell, &count, 8)
        }
        if polled[2].revents != 0 { hasWords = take(from: child.error, { $0.complain($1) }) }
        if polled[1].revents != 0 { isOpen = take(from: child.output, { $0.answer($1) }) }
        if polled[3].revents != 0 { write() }
    }

    /// The lines of answers that have come since the last time.
    mutating func lines() -> [[UInt8]] {
        defer { heard = [] }
        return heard
    }

    /// The lines of its error output that have come since the last time.
    mutating func words() -> [[UInt8]] {
        defer { said = [] }
        return said
    }

    /// What its error output still holds, without waiting; bounded, as it may still be writing.
    mutating func lastWords() -> [[UInt8]] {
        for _ in 0..<16 where hasWords {
            let before = said.count
            hasWords = take(from: child.error, { $0.complain($1) })
            if said.count == before { break }
        }
        return words() + (complaints.unfinished.isEmpty ? [] : [complaints.unfinished])
    }

    private mutating func answer(_ bytes: ArraySlice<UInt8>) { heard += answers.take(bytes) }

    private mutating func complain(_ bytes: ArraySlice<UInt8>) { said += complaints.take(bytes) }

    /// Reads once; false at the end.
    private mutating func take(
        from descriptor: Int32,
        _ use: (inout ChildTalk, ArraySlice<UInt8>) -> Void
    ) -> Bool {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return count < 0 && (errno == EAGAIN || errno == EINTR) }
        use(&self, buffer[..<count])
        return true
    }

    /// Writes once; a process that reads no more cannot answer either.
    private mutating func write() {
        let count = writing.withUnsafeBytes { Glibc.write(child.input, $0.baseAddress, $0.count) }
        if count > 0 {
            writing = writing.dropFirst(count)
            if writing.isEmpty { writing = [] }
        } else if errno != EAGAIN, errno != EINTR {
            isOpen = false
        }
    }
}

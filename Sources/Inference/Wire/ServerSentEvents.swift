package import Orchestration

/// Takes a byte stream apart into server-sent events.
///
/// Bytes arrive cut anywhere, even inside a character or a line end. Comments (keep-alive frames)
/// and fields other than `data` make no event.
/// Source: WHATWG HTML, section 9.2 "Server-sent events".
package struct ServerSentEvents: Sendable {
    private let limits: WireLimits
    private var line: [UInt8] = []
    private var data: [UInt8]?
    private var seen = 0
    private var lastWasReturn = false
    private var isFirstLine = true

    package init(limits: WireLimits = WireLimits()) { self.limits = limits }

    /// The data of every event that `bytes` completes, in order.
    /// - Throws: `badOutput` beyond the limits on a line, an event or the stream.
    package mutating func take(_ bytes: some Sequence<UInt8>) throws(Failure) -> [[UInt8]] {
        var events: [[UInt8]] = []
        for byte in bytes {
            seen += 1
            guard seen <= limits.bodyBytesMax else { throw limits.exceeded("the stream") }
            switch byte {
            case 0x0A where lastWasReturn: lastWasReturn = false
            case 0x0A, 0x0D:
                lastWasReturn = byte == 0x0D
                if let event = try endLine() { events.append(event) }
            default:
                lastWasReturn = false
                line.append(byte)
                guard line.count <= limits.lineBytesMax else { throw limits.exceeded("a line") }
            }
        }
        return events
    }

    /// Ends the line being read; an empty one completes the event.
    private mutating func endLine() throws(Failure) -> [UInt8]? {
        defer { line.removeAll(keepingCapacity: true) }
        if isFirstLine {
            isFirstLine = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        }
        guard !line.isEmpty else {
            defer { data = nil }
            return data
        }
        guard line.starts(with: Array("data".utf8)) else { return nil }
        let rest = line.dropFirst(4)
        guard rest.isEmpty || rest.first == 0x3A else { return nil }
        try add(rest.dropFirst(rest.dropFirst().first == 0x20 ? 2 : 1))
        return nil
    }

    /// Joins one data line to the event being read.
    private mutating func add(_ text: some Sequence<UInt8>) throws(Failure) {
        data = data.map { $0 + [0x0A] } ?? []
        data?.append(contentsOf: text)
        guard (data?.count ?? 0) <= limits.lineBytesMax else { throw limits.exceeded("an event") }
    }
}

/// What an answer may weigh: whatever comes from outside is bounded.
package struct WireLimits: Hashable, Sendable {
    /// One line or event of a stream, in bytes.
    package var lineBytesMax = 262_144
    /// A whole answer as it travels, in bytes.
    package var bodyBytesMax = 8_388_608
    /// The text a model wrote, in UTF-8 bytes.
    package var textBytesMax = 1_048_576
    package init() {}

    /// The failure of an answer that is larger than allowed.
    func exceeded(_ what: String) -> Failure {
        Failure(.badOutput, "The answer was given up: \(what) is larger than allowed.")
    }
}

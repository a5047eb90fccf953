/// Takes a byte stream apart into lines, however its bytes arrive.
struct LineCutter: Sendable {
    private let limit: Int
    private var line: [UInt8] = []
    /// Whether the line being read is longer than allowed; what follows of it is dropped.
    private(set) var isOverfull = false

    init(limit: Int) { self.limit = limit }

    /// The lines that `bytes` complete, without their ends; one that was too long is cut.
    mutating func take(_ bytes: ArraySlice<UInt8>) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var rest = bytes
        while let end = rest.firstIndex(of: 0x0A) {
            add(rest[..<end])
            if line.last == 0x0D { line.removeLast() }
            lines.append(line)
            line.removeAll()
            isOverfull = false
            rest = rest[(end + 1)...]
        }
        add(rest)
        return lines
    }

    /// What came after the last line's end.
    var unfinished: [UInt8] { line }

    private mutating func add(_ bytes: ArraySlice<UInt8>) {
        let room = limit - line.count
        line += bytes.prefix(room)
        if bytes.count > room { isOverfull = true }
    }
}

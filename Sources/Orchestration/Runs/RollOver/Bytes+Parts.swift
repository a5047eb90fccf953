// The parts of a run's state as they are carried over.

extension ByteWriter {
    mutating func write(_ step: StepState) {
        write(byte: step.phase.code)
        write(step.attempt)
        write(step.forgiven)
        write(step.openPredecessors)
        write(maybe: step.due) { $0.write($1) }
        write(maybe: step.failure) { $0.write($1) }
    }

    mutating func write(_ failure: Failure) {
        write(failure.kind.rawValue)
        write(failure.message)
        write(maybe: failure.retryAfter) { $0.write($1) }
    }

    mutating func write(_ fanOut: FanOut) {
        write(fanOut.step)
        write(fanOut.first)
        write(each: fanOut.items) { $0.write($1) }
        write(fanOut.entered)
        write(fanOut.lead)
        write(fanOut.unfinished)
        write(each: fanOut.results) { $0.write($1) }
    }

    mutating func write(_ undo: Undo) {
        write(undo.first)
        write(each: undo.of) { $0.write($1) }
        write(undo.done)
    }
}

extension ByteReader {
    mutating func step() throws(CodecError) -> StepState {
        guard let phase = StepState.Phase(code: try byte()) else {
            throw .unknownKind(of: "phase", at: offset - 1)
        }
        var step = StepState()
        step.phase = phase
        step.attempt = Int(try counted())
        step.forgiven = Int(try counted())
        step.openPredecessors = Int(try counted())
        step.due = try optional { reader throws(CodecError) in try reader.instant() }
        step.failure = try optional { reader throws(CodecError) in try reader.failure() }
        return step
    }

    mutating func failure() throws(CodecError) -> Failure {
        guard let kind = FailureKind(rawValue: try text()) else {
            throw .unknownKind(of: "failure", at: offset)
        }
        let message = try text()
        let pause = try optional { reader throws(CodecError) in try reader.duration() }
        return Failure(kind, message, retryAfter: pause)
    }

    mutating func fanOut() throws(CodecError) -> FanOut {
        let step = try int()
        let first = try int()
        let items = try list { reader throws(CodecError) in try reader.value() }
        return FanOut(
            of: step,
            first: first,
            items: items,
            entered: try int(),
            lead: try int(),
            unfinished: try int(),
            results: try list { reader throws(CodecError) in try reader.value() }
        )
    }

    mutating func undo() throws(CodecError) -> Undo {
        Undo(first: try int(), of: try slots(), done: try int())
    }

    mutating func slots() throws(CodecError) -> [Int] {
        try list { reader throws(CodecError) in try reader.int() }
    }

    mutating func texts() throws(CodecError) -> [String: String] {
        let pairs = try list { reader throws(CodecError) in (try reader.text(), try reader.text()) }
        return Dictionary(pairs, uniquingKeysWith: { _, last in last })
    }
}

extension StepState.Phase {
    /// Part of the format: may be added to, never renumbered.
    private static let codes: [Self] = [
        .pending, .running, .expanded, .awaiting, .overdue, .retrying, .succeeded, .failed,
        .covered, .skipped,
    ]

    fileprivate init?(code: UInt8) {
        guard Self.codes.indices.contains(Int(code)) else { return nil }
        self = Self.codes[Int(code)]
    }

    fileprivate var code: UInt8 {
        switch self {
        case .pending: 0
        case .running: 1
        case .expanded: 2
        case .awaiting: 3
        case .overdue: 4
        case .retrying: 5
        case .succeeded: 6
        case .failed: 7
        case .covered: 8
        case .skipped: 9
        }
    }
}

extension RunState {
    /// The format that this build carries over; one it does not know is not read.
    private static let format: UInt8 = 1

    /// Everything the run has come to, as bytes that a fresh history begins with; nil where reading
    /// them back would not give the same, and the history must go on as it is.
    ///
    /// Complexity: O(slots and results), so it is asked for only where the pressure is high.
    package var carry: [UInt8]? {
        let bytes = carried
        var opening = opening
        opening.carried = bytes
        let read = RunState(carriedBy: opening, plan: plan)
        return read?.carried == bytes ? bytes : nil
    }

    private var carried: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: Self.format)
        writeTimes(&writer)
        writeMarks(&writer)
        writer.write(each: steps) { $0.write($1) }
        writer.write(each: fanOuts) { $0.write($1) }
        writer.write(maybe: undo) { $0.write($1) }
        writer.write(each: Array(ready)) { $0.write($1) }
        writer.write(each: undoable) { $0.write($1) }
        writer.write(each: staleAlarms) { $0.write($1) }
        writer.write(each: strays) { $0.write($1) }
        writer.write(each: gained.sorted { $0.key < $1.key }) {
            $0.write($1.key)
            $0.write($1.value)
        }
        writer.write(each: lost) { $0.write($1) }
        writer.write(each: inputs.sorted { $0.key < $1.key }) {
            $0.write($1.key)
            $0.write($1.value)
        }
        writer.write(each: acts.sorted()) { $0.write($1) }
        return writer.bytes
    }

    private func writeTimes(_ writer: inout ByteWriter) {
        writer.write(openedAt)
        writer.write(now)
        writer.write(version)
        writer.write(deadlineFrom)
        writer.write(priority)
    }

    private func writeMarks(_ writer: inout ByteWriter) {
        for mark in [isHeld, isPaused, deadlineIsSet, deadlineHasPassed, isTerminated] {
            writer.write(mark)
        }
        writer.write(maybe: cancelled) { $0.write($1) }
        writer.write(maybe: labels) { writer, labels in
            writer.write(each: labels.sorted { $0.key < $1.key }) {
                $0.write($1.key)
                $0.write($1.value)
            }
        }
    }

    private var given: [String: Value] { Self.given(by: opening, plan, openedAt: openedAt) }

    /// What names mean that do not follow from the opening and the plan.
    private var gained: [String: Value] {
        let given = given
        return names.filter { given[$0.key] != $0.value }
    }

    /// Names that the opening gave and that mean nothing any more: their step begins anew.
    private var lost: [String] { given.keys.filter { names[$0] == nil }.sorted() }
}

extension RunState {
    /// The state that a history goes on from; nil where the bytes are no state of that plan's.
    init?(carriedBy opening: Opening, plan: Plan) {
        guard let bytes = opening.carried else { return nil }
        var reader = ByteReader(bytes)
        var plain = opening
        plain.carried = nil
        do throws(CodecError) {
            guard try reader.byte() == Self.format else { return nil }
            self.init(plain, plan: plan, at: try reader.instant())
            now = try reader.instant()
            try read(&reader)
            guard reader.isAtEnd, isSound else { return nil }
        } catch { return nil }
        length = HistoryLength(carried: bytes.count)
    }

    private mutating func read(_ reader: inout ByteReader) throws(CodecError) {
        version = try reader.counted()
        deadlineFrom = try reader.instant()
        priority = try reader.int()
        isHeld = try reader.flag()
        isPaused = try reader.flag()
        deadlineIsSet = try reader.flag()
        deadlineHasPassed = try reader.flag()
        isTerminated = try reader.flag()
        cancelled = try reader.optional { reader throws(CodecError) in
            try reader.text()
        }
        labels = try reader.optional { reader throws(CodecError) in
            try reader.texts()
        }
        try readSlots(&reader)
        try readNames(&reader)
    }

    private mutating func readSlots(_ reader: inout ByteReader) throws(CodecError) {
        let states = try reader.list { reader throws(CodecError) in
            try reader.step()
        }
        setSlots(ContiguousArray(states))
        fanOuts = try reader.list { reader throws(CodecError) in try reader.fanOut() }
        undo = try reader.optional { reader throws(CodecError) in try reader.undo() }
        let waiting = try reader.slots()
        guard waiting.allSatisfy(steps.indices.contains) else {
            throw .malformed("a slot", at: reader.offset)
        }
        ready = ReadySteps(of: steps.count, waiting)
        undoable = try reader.slots()
        staleAlarms = try reader.list { reader throws(CodecError) in
            try reader.alarm()
        }
        strays = try reader.list { reader throws(CodecError) in try reader.key() }
    }

    private mutating func readNames(_ reader: inout ByteReader) throws(CodecError) {
        let gained = try reader.list { reader throws(CodecError) in
            (key: try reader.text(), value: try reader.value())
        }
        for (name, value) in gained { names[name] = value }
        let lost = try reader.list { reader throws(CodecError) in try reader.text() }
        for name in lost { names[name] = nil }
        let given = try reader.list { reader throws(CodecError) in
            (key: try reader.int(), value: try reader.value())
        }
        inputs = Dictionary(given.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
        acts = Set(try reader.list { reader throws(CodecError) in try reader.text() })
    }

    /// Whether all slots are there that anything speaks of: those of the plan, of each fan-out in
    /// turn, and of what is taken back, without a gap.
    private var isSound: Bool {
        var next = plan.workflow.steps.count
        for fanOut in fanOuts {
            guard fanOut.first == next, plan.workflow.steps.indices.contains(fanOut.step),
                fanOut.isSound
            else { return false }
            next += fanOut.items.count
        }
        if let undo {
            guard undo.first == next, undo.of.allSatisfy((0..<next).contains),
                (0...undo.of.count).contains(undo.done)
            else { return false }
            next += undo.of.count
        }
        return next == steps.count && undoable.allSatisfy((0..<next).contains)
    }
}

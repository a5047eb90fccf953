package import Orchestration

/// The facts of one turn as the bytes of one row.
///
/// ```
/// version │ fact │ fact │ …            version: 1
///           tag │ fields               integers: varint or zigzag varint
///                                      text, bytes: length, then content
/// ```
/// Tags and codes are part of the format: they may be added to, never renumbered.
package enum FactCodec {
    /// The format this build writes.
    package static let version: UInt8 = 1

    /// The bytes of `facts`, in order.
    package static func encode(_ facts: [Fact]) -> [UInt8] {
        var writer = ByteWriter()
        encode(facts, into: &writer)
        return writer.bytes
    }

    /// Appends the bytes of `facts` to `writer`.
    static func encode(_ facts: [Fact], into writer: inout ByteWriter) {
        writer.write(byte: version)
        for fact in facts { writer.write(fact) }
    }

    /// The first byte of each kind of fact.
    enum Tag: UInt8 {
        case opened = 1
        case dispatched, awaiting, succeeded, failed, skipped, withdrawn
        case alarmSet, alarmRang, alarmDropped, acted, labelled, closed
        case expanded
    }
}

extension ByteWriter {
    /// A fact: its tag, then its fields.
    fileprivate mutating func write(_ fact: Fact) {
        switch fact {
        case .opened(let opening): tag(.opened) { $0.write(opening) }
        case .dispatched(let key): tag(.dispatched) { $0.write(key) }
        case .expanded(let step, let count):
            tag(.expanded) {
                $0.write(step)
                $0.write(count)
            }
        case .awaiting(let key, let event):
            tag(.awaiting) {
                $0.write(key)
                $0.write(event)
            }
        case .succeeded(let key, let payload):
            tag(.succeeded) {
                $0.write(key)
                $0.write(payload)
            }
        case .failed(let key, let failure):
            tag(.failed) {
                $0.write(key)
                $0.write(failure)
            }
        case .skipped(let step): tag(.skipped) { $0.write(step) }
        case .withdrawn(let key): tag(.withdrawn) { $0.write(key) }
        case .alarmSet(let alarm, let due):
            tag(.alarmSet) {
                $0.write(alarm)
                $0.write(due.milliseconds)
            }
        case .alarmRang(let alarm): tag(.alarmRang) { $0.write(alarm) }
        case .alarmDropped(let alarm): tag(.alarmDropped) { $0.write(alarm) }
        case .acted(let act): tag(.acted) { $0.write(act) }
        case .labelled(let labels): tag(.labelled) { $0.write(labels) }
        case .closed(let outcome): tag(.closed) { $0.write(outcome) }
        }
    }

    private mutating func tag(_ tag: FactCodec.Tag, _ fields: (inout ByteWriter) -> Void) {
        write(byte: tag.rawValue)
        fields(&self)
    }

    private mutating func write(_ opening: Opening) {
        write(opening.workflow)
        write(opening.version)
        write(opening.input)
        write(opening.subject)
        write(opening.once)
        write(fixed: opening.seed)
        let marks: [(mark: UInt8, isSet: Bool)] = [
            (1, opening.held), (2, opening.parent != nil), (4, opening.carried != nil),
            (8, !opening.effects.isEmpty),
        ]
        write(byte: marks.reduce(0) { $1.isSet ? $0 | $1.mark : $0 })
        if let parent = opening.parent {
            write(parent.run.text)
            write(parent.key)
        }
        if !opening.effects.isEmpty { write(opening.effects) }
        if let carried = opening.carried { write(carried) }
    }

    private mutating func write(_ payload: Payload) {
        switch payload {
        case .inline(let bytes):
            write(byte: 0)
            write(bytes)
        case .artifact(let digest, let size):
            write(byte: 1)
            write(digest)
            write(size)
        }
    }

    private mutating func write(_ failure: Failure) {
        write(failure.kind.rawValue)
        write(failure.message)
        write(byte: failure.retryAfter == nil ? 0 : 1)
        guard let pause = failure.retryAfter?.attoseconds else { return }
        // Whole 128 bits: `components` would trap on a pause longer than 2^63 seconds.
        write(fixed: UInt64(truncatingIfNeeded: pause))
        write(Int64(truncatingIfNeeded: pause >> 64))
    }

    private mutating func write(_ act: OperatorAct) {
        write(act.verb.rawValue)
        write(byte: (act.step == nil ? 0 : 1) | (act.data == nil ? 0 : 2))
        if let step = act.step { write(step) }
        write(act.actor)
        write(act.reason)
        write(act.requestID)
        if let data = act.data { write(data) }
    }

    /// Sorted by key, so that equal labels have equal bytes.
    private mutating func write(_ labels: [String: String]) {
        write(varint: UInt64(labels.count))
        for (key, value) in labels.sorted(by: { $0.key < $1.key }) {
            write(key)
            write(value)
        }
    }

    private mutating func write(_ outcome: Outcome) {
        switch outcome {
        case .completed: write(byte: 0)
        case .failed(let step, let failure):
            write(byte: 1)
            write(step)
            write(failure)
        case .cancelled(let reason):
            write(byte: 2)
            write(reason)
        }
    }
}

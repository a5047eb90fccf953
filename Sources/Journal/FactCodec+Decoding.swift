package import Orchestration

extension FactCodec {
    /// The facts in `bytes`, in order.
    ///
    /// Total: whatever the bytes are, it answers or throws. It allocates at most a small multiple
    /// of their size.
    package static func decode(_ bytes: [UInt8]) throws(CodecError) -> [Fact] {
        var reader = ByteReader(bytes)
        let version = try reader.byte()
        guard version == Self.version else { throw .unknownVersion(version) }
        var facts: [Fact] = []
        while !reader.isAtEnd { facts.append(try reader.fact()) }
        return facts
    }
}

extension ByteReader {
    /// The next fact.
    fileprivate mutating func fact() throws(CodecError) -> Fact {
        let start = offset
        guard let tag = FactCodec.Tag(rawValue: try byte()) else {
            throw .unknownKind(of: "fact", at: start)
        }
        switch tag {
        case .opened: return .opened(try opening())
        case .dispatched: return .dispatched(try key())
        case .awaiting: return .awaiting(try key(), event: try text())
        case .succeeded: return .succeeded(try key(), try payload())
        case .failed: return .failed(try key(), try failure())
        case .skipped: return .skipped(step: try int())
        case .withdrawn: return .withdrawn(try key())
        case .alarmSet:
            return .alarmSet(try alarm(), due: Instant(milliseconds: try integer()))
        case .alarmRang: return .alarmRang(try alarm())
        case .alarmDropped: return .alarmDropped(try alarm())
        case .acted: return .acted(try act())
        case .labelled: return .labelled(try labels())
        case .closed: return .closed(try outcome())
        case .expanded: return .expanded(step: try int(), count: try int())
        }
    }

    private mutating func opening() throws(CodecError) -> Opening {
        let (workflow, version) = (try text(), try text())
        let input = try payload()
        let (subject, once) = (try text(), try text())
        let seed = try fixed()
        let marks = try marks(of: 4)
        return Opening(
            workflow: workflow,
            version: version,
            input: input,
            subject: subject,
            once: once,
            seed: seed,
            held: marks & 1 != 0,
            parent: marks & 2 == 0 ? nil : Opening.Parent(run: RunID(try text()), key: try key()),
            effects: marks & 8 == 0 ? "" : try text(),
            carried: marks & 4 == 0 ? nil : Array(try slice())
        )
    }

    /// A byte of so many yes or no, the first in the lowest bit.
    private mutating func marks(of count: UInt8) throws(CodecError) -> UInt8 {
        let marks = try byte()
        guard marks >> count == 0 else { throw .malformed("a yes or no", at: offset - 1) }
        return marks
    }

    private mutating func payload() throws(CodecError) -> Payload {
        switch try byte() {
        case 0: return .inline(Array(try slice()))
        case 1: return .artifact(digest: try text(), size: try int())
        default: throw .unknownKind(of: "payload", at: offset - 1)
        }
    }

    private mutating func failure() throws(CodecError) -> Failure {
        let start = offset
        guard let kind = FailureKind(rawValue: try text()) else {
            throw .unknownKind(of: "failure", at: start)
        }
        let message = try text()
        guard try flag() else { return Failure(kind, message) }
        let low = try fixed()
        let pause = Int128(try integer()) << 64 | Int128(low)
        return Failure(kind, message, retryAfter: Duration(attoseconds: pause))
    }

    private mutating func act() throws(CodecError) -> OperatorAct {
        let start = offset
        guard let verb = OperatorAct.Verb(rawValue: try text()) else {
            throw .unknownKind(of: "operator act", at: start)
        }
        let marks = try marks(of: 2)
        return OperatorAct(
            verb,
            step: marks & 1 == 0 ? nil : try int(),
            actor: try text(),
            reason: try text(),
            requestID: try text(),
            data: marks & 2 == 0 ? nil : Array(try slice())
        )
    }

    /// Grows as pairs are read: the stored count alone reserves no memory.
    private mutating func labels() throws(CodecError) -> [String: String] {
        let start = offset
        let count = try varint()
        guard count <= UInt64(remaining) else { throw .truncated(at: start) }
        var labels: [String: String] = [:]
        for _ in 0..<count {
            let at = offset
            let key = try text()
            guard labels.updateValue(try text(), forKey: key) == nil else {
                throw .malformed("a new label", at: at)
            }
        }
        return labels
    }

    private mutating func outcome() throws(CodecError) -> Outcome {
        switch try byte() {
        case 0: return .completed
        case 1: return .failed(step: try int(), try failure())
        case 2: return .cancelled(reason: try text())
        default: throw .unknownKind(of: "outcome", at: offset - 1)
        }
    }
}

internal import Orchestration

/// A workflow at one version.
struct Pin: Hashable, Sendable {
    let name: String
    let version: String

    init(_ name: String, _ version: String) {
        self.name = name
        self.version = version
    }

    /// Reads `name@version`; a version never holds an `@`.
    init(_ text: String) {
        let at = text.lastIndex(of: "@") ?? text.endIndex
        name = String(text[..<at])
        version = String(text[at...].dropFirst())
    }

    var text: String { "\(name)@\(version)" }
}

/// Names runs: the engine's start counted, and the run within it, both in base 32.
///
/// Short enough to say on the phone, and never the same twice: each start of the engine makes its
/// number durable before it names anything.
struct RunIDs: Sendable {
    let epoch: Int64
    private var count: Int64 = 0

    init(epoch: Int64) { self.epoch = epoch }

    /// The start of the engine in which a run was opened; nil for a name of somebody else's.
    static func epoch(of id: RunID) -> Int64? {
        id.text.firstIndex(of: "-").flatMap { Int64(id.text[..<$0], radix: 32) }
    }

    /// The seed of a child's draws: its name says all about it.
    static func seed(of id: RunID) -> UInt64 {
        var random = SplitMix(
            seed: id.text.utf8.reduce(0xCBF2_9CE4_8422_2325) {
                ($0 ^ UInt64($1)) &* 0x100_0000_01B3
            }
        )
        return random.next()
    }

    /// The next id and the seed of that run's draws.
    mutating func next() -> (id: RunID, seed: UInt64) {
        count += 1
        let text = String(epoch, radix: 32) + "-" + String(count, radix: 32)
        var random = SplitMix(seed: UInt64(bitPattern: epoch) << 40 ^ UInt64(bitPattern: count))
        return (RunID(text), random.next())
    }
}

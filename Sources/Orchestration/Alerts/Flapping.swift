/// Whether something changes its mind too often: the last 21 states, newer changes weighing more.
///
/// Starts at 50 % and stops below 25 %.
/// Source: Nagios Core, "Detection and Handling of State Flapping".
package struct Flapping: Hashable, Sendable {
    static let states = 21
    static let startShare = 0.5
    static let stopShare = 0.25

    /// The newest state in the lowest bit.
    private var bits: UInt32 = 0
    package private(set) var isFlapping = false

    /// Nothing seen, which counts as calm.
    package init() {}

    /// Takes in a state.
    package mutating func add(holds: Bool) {
        bits = (bits << 1 | (holds ? 1 : 0)) & ((1 << Self.states) - 1)
        let share = changeShare
        isFlapping = isFlapping ? share >= Self.stopShare : share >= Self.startShare
    }

    /// The weighted share of changes among the last 20 steps, from 0 to 1.
    package var changeShare: Double {
        let steps = Self.states - 1
        let sum = (0..<steps).reduce(0.0) { sum, age in
            changed(age) ? sum + weight(of: age) : sum
        }
        return sum / Double(steps)
    }

    private func changed(_ age: Int) -> Bool { (bits >> age) & 1 != (bits >> (age + 1)) & 1 }

    /// 1.2 for the newest change down to 0.8 for the oldest.
    private func weight(of age: Int) -> Double { 1.2 - 0.4 * Double(age) / Double(Self.states - 2) }

    /// Nothing has held for as long as is remembered.
    var isForgotten: Bool { bits == 0 }

    var value: Value { ["bits": .int(Int64(bits)), "flapping": .bool(isFlapping)] }

    init?(value: Value) {
        guard let bits = value["bits"]?.whole.flatMap({ UInt32(exactly: $0) }) else { return nil }
        self.bits = bits & ((1 << Self.states) - 1)
        isFlapping = value["flapping"] == .bool(true)
    }
}

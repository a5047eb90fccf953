import Orchestration
import Synchronization

/// The models' side of the world, in one life of the process: how often each was asked, and how
/// often only because another had failed.
///
/// Whole models go down and come back; whether a call fails depends on the seed and the call alone.
final class Upstreams: Sendable {
    /// What an upstream owes and was asked for, as seen from outside.
    fileprivate struct Account {
        var firsts = 0
        var moves = 0
        let begun: Instant
        var newest: Instant

        /// The most retries that a budget which was full at first could have allowed by now.
        var allowed: Double { 10 + Double(firsts) * 0.1 + (newest - begun).inSeconds }
    }

    fileprivate struct State {
        var accounts: [String: Account] = [:]
        var excesses: Set<String> = []
        var isCalm = false
    }

    private let seed: UInt64
    private let state = Mutex(State())

    init(seed: UInt64) { self.seed = seed }

    /// Budgets that were overdrawn.
    var excesses: [String] { state.withLock { $0.excesses.sorted() } }

    /// From now on nothing goes wrong.
    func calm() { state.withLock { $0.isCalm = true } }

    /// A model answers, or does not.
    /// - Parameters:
    ///   - model: Which.
    ///   - call: What tells this call from all others.
    ///   - isMove: Whether another model had failed before.
    ///   - now: The moment it is asked.
    /// - Returns: What a model that scores says.
    /// - Throws: `overloaded`, where it does not answer.
    func answer(
        _ model: String,
        to call: String,
        isMove: Bool,
        at now: Instant
    ) throws(Failure) -> Value {
        let isCalm = state.withLock { state in
            state.note(model, isMove: isMove, at: now)
            return state.isCalm
        }
        // A quarter of an hour that is bad for one model is so for all of its calls.
        let quarter = now.milliseconds / 900_000
        if !isCalm, luck("\(model)/\(quarter)") < 0.3 || luck("\(model)/\(call)") < 0.1 {
            throw Failure(.overloaded, "\(model) has too much to do")
        }
        return ["probability": 0.7]
    }

    private func luck(_ text: String) -> Double {
        var random = SplitMix(seed: text.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
        return random.unit()
    }
}

extension Upstreams.State {
    fileprivate mutating func note(_ model: String, isMove: Bool, at now: Instant) {
        var account = accounts[model] ?? Upstreams.Account(begun: now, newest: now)
        account.newest = max(account.newest, now)
        if isMove { account.moves += 1 } else { account.firsts += 1 }
        accounts[model] = account
        guard Double(account.moves) > account.allowed else { return }
        excesses.insert("\(model) was asked \(account.moves) times because another had failed")
    }
}

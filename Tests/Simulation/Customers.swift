import Channels
import Orchestration
import Synchronization

/// The customers' side of the world: what reached them, by key and by what it was about.
final class Customers: Channel {
    private struct State {
        var sent: [String: String] = [:]
        /// How often each text arrived.
        var arrivals: [String: Int] = [:]
        var random: SplitMix
        var isCalm = false
    }

    private let state: Mutex<State>

    init(seed: UInt64) { state = Mutex(State(random: SplitMix(seed: seed))) }

    /// How often each text arrived.
    var arrivals: [String: Int] { state.withLock { $0.arrivals } }

    /// From now on nothing goes wrong.
    func calm() { state.withLock { $0.isCalm = true } }

    func deliver(_ message: OutboundMessage) async -> Delivery {
        state.withLock { state in
            if state.sent[message.key.text] != nil { return .repeated(reference: message.key.text) }
            let luck = state.isCalm ? 0 : state.random.unit()
            if luck > 0.9 { return .refused(Failure(.connect, "nobody answered")) }
            if luck > 0.8 { return .unknown("the request was lost on its way") }
            state.sent[message.key.text] = message.text
            state.arrivals[message.text, default: 0] += 1
            if luck > 0.6 { return .unknown("the answer was lost on its way") }
            return .sent(reference: message.key.text)
        }
    }

    func lookUp(_ key: MessageKey) async -> Known {
        state.withLock { state in
            if !state.isCalm, state.random.unit() > 0.7 { return .unknown }
            return state.sent[key.text] == nil ? .never : .sent(reference: key.text)
        }
    }
}

internal import Orchestration

/// Acts on the inside of a run: found, judged by the core, and taken in as facts.
extension Engine {
    /// Data that comes with an act, at most.
    static let dataBytesMax = 65_536

    func perform(_ act: RunAct, on id: RunID, _ order: Control.Order) async -> Effect {
        let data: [UInt8]?
        do throws(Failure) { data = try Self.checked(act.data) } catch {
            return .refused(error.message)
        }
        guard await load(id), let live = runs[id] else {
            return .refused("There is no run \(id.text).")
        }
        let slots: [Int?]
        do throws(Failure) { slots = try live.state.slots(for: act) } catch {
            unload(id)
            return .refused(error.message)
        }
        let acts = slots.enumerated().map { place, slot in
            OperatorAct(
                act.factVerb,
                step: slot,
                actor: order.actor,
                reason: order.reason,
                requestID: place == 0 ? order.requestID : "\(order.requestID)/\(place)",
                data: data
            )
        }
        for fact in acts {
            guard case .refuse(let why) = live.state.answer(fact) else { continue }
            unload(id)
            return .refused(why)
        }
        let kept = act.isKept(for: live.state, slots)
        let inverse = act.inverse(on: id, live.state)
        let words = act.words(on: live.state)
        let change = change(id) { take(acts, id) }
        return .done(kept ?? words ?? change, undo: inverse)
    }

    /// JSON of a bearable size; nil for none.
    private static func checked(_ data: String?) throws(Failure) -> [UInt8]? {
        guard let data else { return nil }
        guard data.utf8.count <= dataBytesMax else {
            throw Failure(
                .badInput,
                "The data has \(data.utf8.count) bytes; at most \(dataBytesMax)."
            )
        }
        do { return try Value(json: Array(data.utf8)).jsonBytes } catch {
            throw Failure(.badInput, "The data is no JSON: \(error). Text needs quotes.")
        }
    }
}

extension RunState {
    /// The slots an act is about.
    /// - Throws: `Failure.badInput` saying that there is none, or which there are.
    fileprivate func slots(for act: RunAct) throws(Failure) -> [Int?] {
        switch act {
        case .terminate, .prioritize: return [nil]
        case .approve(let step?, _), .reject(let step?, _), .complete(let step, _),
            .retry(let step, _), .retryFrom(let step, _):
            return [try slot(named: step)]
        case .approve(nil, _), .reject(nil, _): return [try onlyQuestion()]
        case .signal(let name, _):
            let waiting = questions.filter { $0.awaited == .signal(name) }.map(\.step)
            let steps = waiting.isEmpty ? Array(steps(toBeSignalled: name).prefix(1)) : waiting
            guard !steps.isEmpty else {
                throw Failure(
                    .badInput,
                    "No step of the run waits for signal `\(name)` now or later."
                )
            }
            return steps
        }
    }

    private func onlyQuestion() throws(Failure) -> Int {
        let waiting = questions.filter { $0.awaited == .approval }.map(\.step)
        guard let first = waiting.first else {
            throw Failure(.badInput, "No step of the run waits for an approval now.")
        }
        guard waiting.count == 1 else {
            let names = waiting.map(name).joined(separator: ", ")
            throw Failure(.badInput, "Several steps wait for an approval; name one: \(names).")
        }
        return first
    }

    /// A step by its name, or an item by `name[place]`.
    func slot(named text: String) throws(Failure) -> Int {
        if text.hasPrefix("undo ") {
            let slot = try slot(named: String(text.dropFirst("undo ".count)))
            if let undoing = undoing(of: slot) { return undoing }
            throw Failure(.badInput, "The run takes back nothing of `\(text.dropFirst(5))`.")
        }
        let parts = text.split(separator: "[", maxSplits: 1).map(String.init)
        let step = plan.workflow.steps.firstIndex { $0.name == parts.first }
        guard let step else { throw Failure(.badInput, "The run has no step `\(text)`.") }
        guard parts.count == 2 else { return step }
        guard parts[1].hasSuffix("]"), let item = Int(parts[1].dropLast()),
            let slot = slot(of: step, item: item)
        else { throw Failure(.badInput, "The step has no item `\(text)`.") }
        return slot
    }
}

extension RunAct {
    /// What is said of a signal that comes before its wait; nil where it ends one.
    fileprivate func isKept(for state: RunState, _ slots: [Int?]) -> String? {
        guard case .signal = self, let slot = slots.first ?? nil, state.isToBeSignalled(slot) else {
            return nil
        }
        return "kept until \(state.name(of: slot)) waits for it"
    }

    /// What it changes, where that is not the run's state.
    fileprivate func words(on state: RunState) -> String? {
        guard case .prioritize(let priority) = self else { return nil }
        return "priority \(state.priority) -> \(priority)"
    }

    /// What takes it back; nil where nothing does.
    fileprivate func inverse(on id: RunID, _ state: RunState) -> Control.Action? {
        guard case .prioritize = self else { return nil }
        return .act(id, .prioritize(state.priority))
    }

    /// What it is as a fact.
    fileprivate var factVerb: OperatorAct.Verb {
        switch self {
        case .approve: .approve
        case .reject: .reject
        case .signal: .signal
        case .complete: .complete
        case .retry: .retry
        case .retryFrom: .retryFrom
        case .terminate: .terminate
        case .prioritize: .prioritize
        }
    }
}

internal import Journal
internal import Orchestration

/// How often an attempt was delivered, where more than once: one that ends the engine each time
/// must not do so for ever.
///
/// A delivery counts once it has begun and the engine has not ended well. The first leaves no trace
/// but the attempt itself; of each later one a state is durable before it begins.
extension Engine {
    private static let kind = "delivery"

    func restoreDeliveries() async throws {
        deliveries = try await journal.states(of: Self.kind).compactMapValues {
            Int(String(decoding: $0, as: UTF8.self))
        }
        guard !deliveries.isEmpty else { return }
        let wanted = Set(
            runs.flatMap { id, live in live.state.outstanding.map { Self.name(id, $0.key) } }
        )
        for name in deliveries.keys where !wanted.contains(name) { stage(nil, name) }
    }

    /// Delivers again what was under way, as often as its step allows.
    /// - Returns: The attempts that were delivered too often.
    func redeliver(_ id: RunID, _ live: LiveRun) -> [StepKey] {
        var poison: [StepKey] = []
        for (key, work) in live.state.outstanding {
            let delivery = (deliveries[Self.name(id, key)] ?? 1) + 1
            // A child is a run of its own, and found again however often.
            if case .run = work {
            } else if delivery > live.state.step(at: key.step).deliveries {
                poison.append(key)
                continue
            }
            outgoing.starts.append(
                Outgoing.Start(run: id, key: key, work: work, delivery: delivery)
            )
        }
        return poison
    }

    /// Not tried again by itself: the next attempt would end the engine as well.
    func failPoison(_ id: RunID, _ key: StepKey) {
        guard let step = runs[id]?.state.step(at: key.step) else { return }
        fail(
            id,
            key,
            Failure(
                .badInput,
                "Delivered \(step.deliveries) times, and each time the engine ended while it was "
                    + "under way: it is not delivered again."
            )
        )
        stage(nil, Self.name(id, key))
    }

    /// Begins an attempt once it is durable that it was delivered once more.
    func send(_ errand: Errand, ofDelivery lease: Lease) {
        let name = Self.name(lease.run, lease.key)
        deliveries[name] = lease.delivery
        stage(lease.delivery, name)
        outgoing.answers.append { fate in
            if case .durable = fate { Errand.send([errand]) }
        }
        kick()
    }

    /// It has ended, and not the engine.
    func settleDelivery(of lease: Lease) {
        guard lease.delivery > 1, !isStopped else { return }
        let name = Self.name(lease.run, lease.key)
        if deliveries.removeValue(forKey: name) != nil { stage(nil, name) }
    }

    /// The engine ends well: what is under way did not end it.
    func takeBackDeliveries() {
        for (id, live) in runs {
            for attempt in live.attempts.values where attempt.delivery > 1 {
                guard attempt.started != nil else { continue }
                let before = attempt.delivery - 1
                stage(before > 1 ? before : nil, Self.name(id, attempt.key))
            }
        }
    }

    private func stage(_ count: Int?, _ name: String) {
        outgoing.batch.records.append(
            .state(kind: Self.kind, id: name, value: count.map { Array("\($0)".utf8) })
        )
    }

    private static func name(_ run: RunID, _ key: StepKey) -> String {
        "\(run.text)/\(key.step)#\(key.attempt)"
    }
}

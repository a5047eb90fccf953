internal import Digest
internal import Journal
internal import Orchestration

extension Engine {
    /// Ends an attempt with the result of an earlier one that had the same input.
    ///
    /// Only a first attempt may: whoever asks for another one wants another result.
    /// - Returns: Whether there was one.
    func endFromCache(_ start: Outgoing.Start, _ state: RunState) -> Bool {
        guard start.key.attempt == 1, let key = cacheKey(start.work, state, start.key),
            let result = cache.result(of: key, at: time.now())
        else { return false }
        let choice: Value = ["target": "cache", "decision": ["the same input was answered before"]]
        outgoing.batch.records.append(
            .choice(run: start.run, key: start.key, bytes: choice.jsonBytes)
        )
        advance(start.run, [.succeeded(start.key, .inline(result))])
        return true
    }

    /// Keeps a result for those who ask the same, where the step says so.
    func keep(_ result: Value, of lease: Lease) {
        guard let live = runs[lease.run], let time = live.state.step(at: lease.key.step).cache,
            let key = cacheKey(lease.work, live.state, lease.key)
        else { return }
        let now = self.time.now()
        outgoing.batch.records += cache.keep(result, of: key, until: now + time, at: now)
    }

    /// The digest of all a result depends on: the step as this version of its workflow has it, the
    /// input, and the versions of the models that may be asked.
    private func cacheKey(_ work: Work, _ state: RunState, _ key: StepKey) -> String? {
        guard state.step(at: key.step).cache != nil, !state.isUndoing(key.step) else { return nil }
        let step = state.step(at: key.step)
        let models = project.routes.first { $0.name == step.action.route }?.targets ?? []
        let versions = models.map { target in
            let version = project.models.first { $0.name == target.model }?.version ?? ""
            return Value.string("\(target.model)@\(version)")
        }
        let whole: Value = [
            "workflow": .string(state.opening.workflow), "version": .string(state.opening.version),
            "step": .string(step.name), "models": .list(versions), "input": .string(work.inputText),
        ]
        return Digest(of: whole.jsonBytes).hex
    }
}

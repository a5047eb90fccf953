extension Payload {
    /// The JSON text, or in words where it is kept elsewhere.
    package var text: String {
        switch self {
        case .inline(let bytes): String(decoding: bytes, as: UTF8.self)
        case .artifact(let digest, let size): "artifact \(digest.prefix(12)), \(size) bytes"
        }
    }
}

extension Outcome {
    /// The outcome as a sentence of the log.
    package func words(_ workflow: Workflow) -> String {
        switch self {
        case .completed: "completed"
        case .cancelled(let reason): "cancelled: \(reason)"
        case .failed(let step, let failure):
            workflow.steps.indices.contains(step)
                ? "failed at \(workflow.steps[step].name): \(failure.message)"
                : "failed: \(failure.message)"
        }
    }
}

extension Work {
    /// The input as JSON text, for people.
    package var inputText: String {
        switch self {
        case .update(let event): event.json
        case .run(_, let input): input.json
        case .call(_, let input): input.json
        case .write(_, _, let facts):
            Value.map(Dictionary(uniqueKeysWithValues: facts.map { (.string($0.key), $0.value) }))
                .json
        case .send(let content, let channel, let purpose):
            Value.map([
                "content": content, "channel": .string(channel), "purpose": .string(purpose),
            ]).json
        }
    }
}

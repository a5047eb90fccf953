/// That a run began or ended, and what it reads and makes: a RunEvent of OpenLineage.
///
/// Source: OpenLineage, `spec/OpenLineage.json`, 2-0-2.
package struct LineageEvent: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case start = "START"
        case complete = "COMPLETE"
        case fail = "FAIL"
        case abort = "ABORT"
    }

    package let kind: Kind
    package let at: Instant
    package let run: RunID
    package let workflow: String
    /// Names of sources.
    package let inputs: [String]
    /// `channel/NAME` and `model/NAME`.
    package let outputs: [String]
    /// Why it failed; empty where it did not.
    package let reason: String

    package init(
        _ kind: Kind,
        at now: Instant,
        run: RunID,
        workflow: String,
        _ flow: DataFlow,
        reason: String = ""
    ) {
        self.kind = kind
        at = now
        self.run = run
        self.workflow = workflow
        inputs = flow.inputs
        outputs = flow.outputs
        self.reason = reason
    }

    /// The schema it is written by.
    static let schema = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"
    private static let errorSchema =
        "https://openlineage.io/spec/facets/1-0-1/ErrorMessageRunFacet.json"
        + "#/$defs/ErrorMessageRunFacet"

    /// The event as it is sent.
    /// - Parameters:
    ///   - namespace: What jobs and data sets are named within.
    ///   - producer: A URI that says who sends it.
    ///   - salt: Tells this journal's runs from others of the same ids.
    /// - Returns: The event as JSON has it.
    package func value(in namespace: String, producer: String, salt: UInt64) -> Value {
        [
            "eventType": .string(kind.rawValue), "eventTime": .string(at.text),
            "producer": .string(producer), "schemaURL": .string(Self.schema),
            "run": [
                "runId": .string(Self.uuid(of: run, salt: salt)),
                "facets": .map(reason.isEmpty ? [:] : ["errorMessage": error(producer)]),
            ],
            "job": ["namespace": .string(namespace), "name": .string(workflow)],
            "inputs": Self.dataSets(inputs, in: namespace),
            "outputs": Self.dataSets(outputs, in: namespace),
        ]
    }

    private func error(_ producer: String) -> Value {
        [
            "_producer": .string(producer), "_schemaURL": .string(Self.errorSchema),
            "message": .string(reason), "programmingLanguage": "podium",
        ]
    }

    private static func dataSets(_ names: [String], in namespace: String) -> Value {
        .list(names.map { ["namespace": .string(namespace), "name": .string($0)] })
    }

    /// The same for the same run, whoever asks: a UUID of version 8, made of its trace's id.
    static func uuid(of run: RunID, salt: UInt64) -> String {
        let trace = TraceContext(of: run.text, salt: salt)
        let digits = Array(trace.traceText)
        let variant = ["8", "9", "a", "b"][Int(trace.low >> 60) & 3]
        let parts = [
            String(digits[0..<8]), String(digits[8..<12]), "8" + String(digits[13..<16]),
            variant + String(digits[17..<20]), String(digits[20..<32]),
        ]
        return parts.joined(separator: "-")
    }
}

/// What the runs of a workflow read and make, as far as its project tells.
package struct DataFlow: Hashable, Sendable {
    /// Sources: of the event that starts it, and those that its steps and their models need.
    package var inputs: [String] = []
    /// Channels it sends by, and models it asks.
    package var outputs: [String] = []
    package init() {}

    /// Of one workflow of a project; a channel that is chosen in a run may be any.
    package init(of workflow: Workflow, in project: Project) {
        let routes = Set(workflow.steps.map(\.action.route))
        let asked = project.routes.filter { routes.contains($0.name) }.flatMap(\.targets)
        let models = Set(asked.map(\.model))
        var sources = Set(workflow.steps.flatMap(\.needs.keys))
        for card in project.models where models.contains(card.name) {
            sources.formUnion(card.needs.keys)
        }
        if case .event(let type, _, _)? = workflow.trigger {
            sources.formUnion(project.sources.filter { $0.event == type }.map(\.name))
        }
        var channels: Set<String> = []
        for case .send(_, let by, _) in workflow.steps.map(\.action) {
            let name = (try? by.evaluate(with: [:]))?.text
            channels.formUnion(name.map { [$0] } ?? project.channels.map(\.name))
        }
        inputs = sources.sorted()
        outputs = channels.sorted().map { "channel/\($0)" } + models.sorted().map { "model/\($0)" }
    }
}

/// Where lineage events go.
package struct LineageTarget: Hashable, Sendable {
    package let way: Way
    /// What jobs and data sets are named within.
    package let namespace: String

    package enum Way: Hashable, Sendable {
        /// Appends a JSON line an event; the path is below the data folder.
        case file(path: String)
        /// POSTs each; the key comes from that environment variable.
        case webhook(url: String, keyVariable: String?)
    }

    /// The environment variable with the key; nil where there is none.
    package var keyVariable: String? {
        switch way {
        case .file: nil
        case .webhook(_, let variable): variable
        }
    }

    package init(_ way: Way, namespace: String) {
        self.way = way
        self.namespace = namespace
    }
}

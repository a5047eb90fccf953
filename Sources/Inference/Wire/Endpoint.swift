package import Orchestration

/// Where a model is reached, in which dialect, and with which key.
package struct Endpoint: Hashable, Sendable {
    /// The base address, for example `https://api.example.com/v1`.
    package let url: String
    package let key: Secret?
    package let dialect: Dialect
    private var trace: TraceContext?

    package init(url: String, key: Secret? = nil, dialect: Dialect = .openAI) {
        self.url = url
        self.key = key
        self.dialect = dialect
    }

    /// The protocol a language model speaks.
    package enum Dialect: Hashable, Sendable {
        /// Chat completions and embeddings, as OpenAI defined them.
        case openAI
        /// Messages, as Anthropic defined them.
        case anthropic
    }

    /// What every request to it says besides its body.
    var headers: [(name: String, value: String)] { ownHeaders + (trace?.headers ?? []) }

    private var ownHeaders: [(name: String, value: String)] {
        switch dialect {
        case .openAI: key.map { [("Authorization", "Bearer \($0.reveal())")] } ?? []
        case .anthropic:
            [("anthropic-version", "2023-06-01")]
                + (key.map { [("x-api-key", $0.reveal())] } ?? [])
        }
    }

    /// The same, told where in a trace the calls are.
    package func traced(by trace: TraceContext?) -> Endpoint {
        var copy = self
        copy.trace = trace
        return copy
    }

    /// The address of one operation, for example `chat/completions`.
    ///
    /// People write the base with and without `/v1`, and some paste the whole address: all three
    /// mean the same.
    package func address(of operation: String) -> String {
        var base = url[...]
        while base.hasSuffix("/") { base = base.dropLast() }
        if base.hasSuffix("/" + operation) { return String(base) }
        let last = base.split(separator: "/").last ?? ""
        let isVersion =
            last.first == "v" && last.count > 1 && last.dropFirst().allSatisfy(\.isNumber)
        return isVersion ? "\(base)/\(operation)" : "\(base)/v1/\(operation)"
    }
}

extension TraceContext {
    /// What a request says of it.
    var headers: [(name: String, value: String)] { [("traceparent", header)] }
}

/// A key that must never be journaled, logged or drawn: its description hides it.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private let text: String

    package init(_ text: String) { self.text = text }

    /// Bullets, whatever the key.
    package var description: String { "•••" }
    /// Bullets, whatever the key.
    package var debugDescription: String { description }
    /// Shows no children, so that `dump` prints nothing either.
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// The key itself, for the one header it belongs into.
    func reveal() -> String { text }

    /// `message` with every copy of the key replaced: some providers echo it in their errors.
    func redacted(in message: String) -> String {
        text.isEmpty
            ? message
            : message.split(separator: text, omittingEmptySubsequences: false)
                .joined(separator: description)
    }
}

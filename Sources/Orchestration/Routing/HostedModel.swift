/// A model that another process evaluates, one row of features or one text at a time.
package struct HostedModel: Hashable, Sendable {
    /// The protocol its server speaks.
    package enum Dialect: Hashable, Sendable {
        /// Open Inference Protocol V2 over REST; nil for the server's newest version, and no
        /// outputs for those it gives by itself.
        case openInference(model: String, version: String?, outputs: [String])
        /// MLflow's scoring server.
        case mlflow
        /// Embeddings as OpenAI defined them, by the endpoint's own name for the model: takes `text`
        /// in place of features.
        case embeddings(model: String)
    }

    /// The longest vector that is an answer: it becomes a step's result and stands in the journal.
    package static let dimensionsMax = 4096
    /// The longest text that is embedded, in bytes.
    package static let textBytesMax = 65_536

    package let dialect: Dialect
    /// The base address, for example `http://127.0.0.1:8080`.
    package let url: String
    /// The environment variable that holds the key; nil for none.
    package let keyVariable: String?
    /// The names of the features, in the order of the model's columns.
    package let features: [String]
    /// The fields of the answer, each an expression that sees `outputs`; the outputs themselves
    /// where there are none.
    package let answer: [String: Expression]

    package init(
        dialect: Dialect,
        url: String,
        keyVariable: String? = nil,
        features: [String],
        answer: [String: Expression] = [:]
    ) {
        self.dialect = dialect
        self.url = url
        self.keyVariable = keyVariable
        self.features = features
        self.answer = answer
    }
}

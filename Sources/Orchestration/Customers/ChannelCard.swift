/// A way to a customer.
package struct ChannelCard: Hashable, Sendable {
    /// For example `email`.
    package let name: String
    package let kind: Kind

    package init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }

    package enum Kind: Hashable, Sendable {
        /// Appends one JSON line a message to a file of the project's data folder.
        case file(path: String)
        /// POSTs to a provider with an `Idempotency-Key`; asks `GET url/key` what became of one.
        case webhook(url: String, keyVariable: String?)
    }
}

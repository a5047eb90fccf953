/// What an operator can do with a canary.
package enum CanaryOrder: String, Hashable, Sendable, Codable, CaseIterable {
    /// Lets one that was taken out have its share again; its analysis begins anew.
    case again
    /// Takes it out, whatever its analysis says.
    case out
    /// Gives it all of the route's calls, once its analysis is successful.
    case promote
}

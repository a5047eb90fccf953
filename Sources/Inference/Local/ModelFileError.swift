/// Why a model file cannot be used: where in it, what is wrong, and what to do about it.
package enum ModelFileError: Error, Hashable, Sendable {
    /// A part every file of this kind has is not there.
    case missing(at: String)
    /// Something else stands where `expected` should.
    case unexpected(at: String, expected: String, found: String)
    /// A form of model that is well-formed but not evaluated here.
    case unsupported(at: String, feature: String, next: String)
    /// More of something than a file may hold.
    case tooLarge(at: String, count: Int, limit: Int)
}

extension ModelFileError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let place):
            "The model file has no \(place). It may be cut short or of another kind: "
                + "write it again with its training script."
        case .unexpected(let place, let expected, let found):
            "The model file holds \(found) at \(place) where \(expected) belongs: "
                + "write it again with its training script."
        case .unsupported(let place, let feature, let next):
            "The model file asks for \(feature) at \(place), which Podium does not evaluate. \(next)"
        case .tooLarge(let place, let count, let limit):
            "The model file has \(count) entries at \(place); at most \(limit) are read. "
                + "Train a smaller model, or serve this one and call it over HTTP."
        }
    }
}

internal import Foundation
internal import Orchestration

/// How values travel between a console or command and the engine it speaks to.
///
/// Both ends are the same program, so a value's own `Codable` form is the wire form; a caller of
/// another version is refused before anything is read.
package enum Wire {
    /// Tells the engine which Podium calls.
    static let versionHeader = "podium-version"
    /// The longest request taken and the longest answer read, in bytes.
    static let limit = 64 << 20
    /// How long an engine holds a question for something newer before it says that there is none.
    static let patience = Duration.seconds(20)
    /// How many seconds an answer may take before nobody is thought to be there.
    package static let longest: Int64 = 30

    /// Figures can be infinite or no number; JSON has no word for them, so these are ours.
    private static let odd = ("inf", "-inf", "nan")

    /// The JSON of a value.
    static func bytes(of value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: odd.0,
            negativeInfinity: odd.1,
            nan: odd.2
        )
        return Array(try encoder.encode(value))
    }

    /// The value some JSON stands for.
    static func value<T: Decodable>(_ type: T.Type = T.self, from bytes: [UInt8]) throws -> T {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: odd.0,
            negativeInfinity: odd.1,
            nan: odd.2
        )
        return try decoder.decode(type, from: Data(bytes))
    }
}

/// What a reroute would mean, or shares where there are any.
struct ForecastQuestion: Codable {
    let route: String
    var target: String?
    var shares: [String: Int]?
    let minutes: Int
}

/// What was out of the ordinary.
struct IncidentQuestion: Codable {
    let from: Instant
    let until: Instant
}

/// What answers were rated.
struct RatingQuestion: Codable {
    let model: String?
    let after: String?
}

/// Why a run's attempts went where they went.
struct WhyQuestion: Codable {
    let run: RunID
    let step: String?
}

internal import FoundationEssentials
internal import Orchestration

/// A message as one line of a file, or as the body of a request.
struct MessageLine: Codable {
    let key: String
    let to: String
    let subject: String
    let profile: String
    let text: String
    let purpose: String
    /// RFC 3339 in UTC, with milliseconds.
    let time: String

    init(_ message: OutboundMessage) {
        key = message.key.text
        to = message.to
        subject = message.subject
        profile = message.profile
        text = message.text
        purpose = message.purpose
        let seconds = Double(message.time.milliseconds) / 1000
        time = Date(timeIntervalSince1970: seconds)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// A message read back; nil where the line is none.
    init?(json: [UInt8]) {
        guard let line = try? JSONDecoder().decode(MessageLine.self, from: Data(json)) else {
            return nil
        }
        self = line
    }

    /// Whether it is the same to whoever gets it; a text may be worded anew by a further attempt.
    func isSame(as other: MessageLine) -> Bool {
        to == other.to && profile == other.profile && purpose == other.purpose
    }

    /// The message as JSON without line ends.
    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map(Array.init) ?? []
    }

    /// The key of a line; nil where the line is no message.
    static func key(in line: [UInt8]) -> String? {
        struct Keyed: Decodable { let key: String }
        return (try? JSONDecoder().decode(Keyed.self, from: Data(line)))?.key
    }
}

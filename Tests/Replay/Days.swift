internal import Foundation
internal import Orchestration

/// Real Ta Feng days as `training/tafeng_replay.py` lays them out, with what is expected of each.
///
/// The data may not be kept in the repository: where it was not fetched there are no days.
struct Days {
    /// The events of all days, in order of time.
    private(set) var lines: [[UInt8]] = []
    private(set) var expected: [String: Expectation] = [:]
    /// What the customers of these days bought before, one event each, in order of time.
    private(set) var history: [String: [Value]] = [:]

    /// What the reference says of one basket.
    struct Expectation {
        let workflow: String
        /// The churn probability; nil where the workflow does not ask for it.
        let churn: Double?
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../..").standardizedFileURL

    /// Why there is nothing to replay.
    static let absence: String = """
        Ta Feng is not laid out to be replayed: run fetch.py and tafeng_replay.py, see \
        SampleData/retention/training/README.md
        """

    static var areFetched: Bool { !folders.isEmpty }

    /// How many days are replayed: as `PODIUM_REPLAY_DAYS` says, otherwise three.
    static var wanted: Int {
        ProcessInfo.processInfo.environment["PODIUM_REPLAY_DAYS"].flatMap { Int($0) } ?? 3
    }

    private static var folders: [URL] {
        let variable = ProcessInfo.processInfo.environment["PODIUM_DATA"] ?? ""
        let data =
            variable.isEmpty ? root.appending(path: ".build/data") : URL(filePath: variable)
        let days = data.appending(path: "ta-feng/replay")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: days.path)) ?? []
        return names.sorted().map { days.appending(path: $0) }
    }

    /// The first days of the replay.
    init(first count: Int) throws {
        for folder in Self.folders.prefix(max(1, count)) {
            lines += try Self.lines(folder.appending(path: "events.jsonl")).map { Array($0.utf8) }
            try readExpectations(folder.appending(path: "expected.csv"))
            for line in try Self.lines(folder.appending(path: "history.jsonl")) {
                let event = try Value(json: Array(line.utf8))
                history[event["customer"]?.text ?? "", default: []].append(event)
            }
        }
    }

    private mutating func readExpectations(_ file: URL) throws {
        for line in try Self.lines(file).dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            guard cells.count == 3 else { continue }
            expected[String(cells[0])] = Expectation(
                workflow: String(cells[1]),
                churn: Double(String(cells[2]))
            )
        }
    }

    private static func lines(_ file: URL) throws -> [Substring] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    }
}

extension Days {
    /// Only the baskets of customers who came that often at least.
    func ofCustomers(withBaskets count: Int) throws -> Days {
        var baskets: [String: [[UInt8]]] = [:]
        for line in lines { baskets[try Self.customer(of: line), default: []].append(line) }
        var copy = self
        copy.lines = try lines.filter { try baskets[Self.customer(of: $0)]?.count ?? 0 >= count }
        return copy
    }

    /// The same baskets of people of whom it is not known that they agreed to anything.
    func withoutConsent() throws -> Days {
        var copy = self
        copy.lines = try lines.map { try Self.withoutConsent(Value(json: $0)).jsonBytes }
        copy.history = history.mapValues { $0.map(Self.withoutConsent) }
        return copy
    }

    private static func withoutConsent(_ event: Value) -> Value {
        guard case .map(var fields) = event else { return event }
        fields["attributes"] = nil
        return .map(fields)
    }

    private static func customer(of line: [UInt8]) throws -> String {
        try Value(json: line)["customer"]?.text ?? ""
    }

    /// The profile of a customer as it was before the first day; nil for a new one.
    func archived(_ customer: String) -> Profile? {
        history[customer]?.reduce(Profile()) { profile, event in
            let id = event["id"]?.text ?? ""
            return (try? profile.applying(event: event, id: id, at: Instant(milliseconds: .max)))
                ?? profile
        }
    }
}

internal import AsyncHTTPClient
internal import Foundation
package import Orchestration

/// Brings lineage events to a file or a webhook, one after the other.
///
/// Nobody waits for it, and nothing depends on it: an event that a webhook does not take in
/// `triesMax` tries is let go of, and counted.
package actor LineageSender {
    private let target: LineageTarget
    private let folder: String
    private let producer: String
    private let salt: UInt64
    private let key: String?
    private let clock: any Clock<Duration>
    private let client: HTTPClient
    /// Events that were taken, and those that never were.
    package private(set) var sent = 0
    package private(set) var lost = 0

    static let triesMax = 5
    static let batchMax = 256
    /// How often events are fetched.
    static let pace = Duration.seconds(1)
    /// The longest an endpoint may take to answer, in seconds.
    static let patience: Int64 = 5

    /// - Parameters:
    ///   - target: Where events go.
    ///   - folder: What a file's path is below of.
    ///   - version: What this program calls itself.
    ///   - salt: Tells this journal's runs from others of the same ids.
    ///   - environment: Where the key is looked up.
    ///   - clock: Pauses are measured on it.
    package init(
        to target: LineageTarget,
        in folder: String,
        version: String,
        salt: UInt64,
        environment: [String: String],
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.target = target
        self.folder = folder
        self.salt = salt
        self.clock = clock
        producer = "urn:podium:\(version)"
        key = target.keyVariable.flatMap { environment[$0] }
        var settings = HTTPClient.Configuration()
        settings.connectionPool.retryConnectionEstablishment = false
        settings.redirectConfiguration = .disallow
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    /// Fetches and sends until cancelled.
    package func run(_ take: @Sendable (Int) -> [LineageEvent]) async {
        while !Task.isCancelled {
            await send(all: take)
            try? await clock.sleep(for: Self.pace)
        }
    }

    /// Sends what is left, once each, and ends all connections.
    package func close(_ take: @Sendable (Int) -> [LineageEvent]) async {
        let rest = take(Self.batchMax)
        if !rest.isEmpty { await deliver(rest, tries: 1) }
        try? await client.shutdown()
    }

    /// Sends everything that waits.
    package func send(all take: @Sendable (Int) -> [LineageEvent]) async {
        while !Task.isCancelled {
            let batch = take(Self.batchMax)
            guard !batch.isEmpty else { return }
            await deliver(batch, tries: Self.triesMax)
        }
    }

    private func deliver(_ batch: [LineageEvent], tries: Int) async {
        let lines = batch.map {
            $0.value(in: target.namespace, producer: producer, salt: salt).jsonBytes
        }
        switch target.way {
        case .file(let path):
            let isWritten = append(lines, to: "\(folder)/\(path)")
            if isWritten { sent += batch.count } else { lost += batch.count }
        case .webhook(let url, _):
            for line in lines {
                if await insist(line, url, tries) { sent += 1 } else { lost += 1 }
            }
        }
    }

    private func append(_ lines: [[UInt8]], to path: String) -> Bool {
        let manager = FileManager.default
        let parent = (path as NSString).deletingLastPathComponent
        try? manager.createDirectory(atPath: parent, withIntermediateDirectories: true)
        if !manager.fileExists(atPath: path) {
            let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
            guard manager.createFile(atPath: path, contents: nil, attributes: mode) else {
                return false
            }
        }
        guard let file = FileHandle(forWritingAtPath: path) else { return false }
        defer { try? file.close() }
        let text = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
        do {
            try file.seekToEnd()
            try file.write(contentsOf: Data(text))
            return true
        } catch { return false }
    }

    private func insist(_ json: [UInt8], _ url: String, _ tries: Int) async -> Bool {
        for attempt in 0..<tries {
            switch await post(json, url) {
            case .taken: return true
            case .refused: return false
            case .later:
                guard attempt + 1 < tries else { return false }
                let pause = Duration.seconds(1 << attempt)
                guard (try? await clock.sleep(for: pause)) != nil else { return false }
            }
        }
        return false
    }

    private enum Answer { case taken, refused, later }

    private func post(_ json: [UInt8], _ url: String) async -> Answer {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        if let key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
        request.body = .bytes(json, length: .known(Int64(json.count)))
        guard let head = try? await client.execute(request, timeout: .seconds(Self.patience)) else {
            return .later
        }
        _ = try? await head.body.collect(upTo: 65_536)
        switch head.status.code {
        case 200..<300: return .taken
        case 429, 502, 503, 504: return .later
        default: return .refused
        }
    }
}

internal import Foundation
package import Orchestration

/// Brings lineage events to a file or a webhook, one after the other.
///
/// Nobody waits for it, and nothing depends on it: an event that a webhook does not take in some
/// tries is let go of, and counted.
package actor LineageSender {
    private let target: LineageTarget
    private let folder: String
    private let producer: String
    private let salt: UInt64
    private let key: String?
    private let postman: Postman
    /// Events that were taken, and those that never were.
    package private(set) var sent = 0
    package private(set) var lost = 0

    static let batchMax = 256
    /// How often events are fetched.
    static let pace = Duration.seconds(1)

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
        postman = Postman(clock: clock)
        producer = "urn:podium:\(version)"
        key = target.keyVariable.flatMap { environment[$0] }
    }

    /// Fetches and sends until cancelled.
    package func run(_ take: @Sendable (Int) -> [LineageEvent]) async {
        while !Task.isCancelled {
            await send(all: take)
            try? await postman.clock.sleep(for: Self.pace)
        }
    }

    /// Sends what is left, once each, and ends all connections.
    package func close(_ take: @Sendable (Int) -> [LineageEvent]) async {
        let rest = take(Self.batchMax)
        if !rest.isEmpty { await deliver(rest, tries: 1) }
        await postman.shutDown()
    }

    /// Sends everything that waits.
    package func send(all take: @Sendable (Int) -> [LineageEvent]) async {
        while !Task.isCancelled {
            let batch = take(Self.batchMax)
            guard !batch.isEmpty else { return }
            await deliver(batch, tries: Postman.triesMax)
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
                let isTaken = await postman.post(line, to: url, key: key, tries: tries)
                if isTaken { sent += 1 } else { lost += 1 }
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
}

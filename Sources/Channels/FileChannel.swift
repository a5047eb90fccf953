internal import Dispatch
internal import Orchestration

/// Delivers into a file of the data folder, one JSON line a message.
///
/// 1. A message counts as sent only after its whole line is on the disk (`fsync`).
/// 2. The file is the only truth: the index of keys is read from it at opening.
/// 3. A line without its end was never acknowledged; opening cuts it off.
/// 4. After a failed `fsync` nobody knows what the disk holds, so the channel answers `unknown`
///    until it is opened anew.
///
/// Messages that arrive while the disk is busy share the next write and the next `fsync`.
package actor FileChannel: Channel {
    private struct Waiting {
        let message: OutboundMessage
        let answer: CheckedContinuation<Delivery, Never>
    }

    /// fsync blocks, so this actor lives on a thread of its own and not in the pool of two.
    private let queue = BlockingQueue(label: "podium.channel.file")
    private let file: MessageFile
    /// Where each key's line begins.
    private var offsets: [String: Int64]
    private var waiting: [Waiting] = []
    private var isBroken = false

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        queue.asUnownedSerialExecutor()
    }

    /// Opens or creates the file, repairs its end and reads its keys.
    /// - Throws: `ChannelError` where it cannot be opened, or another process holds it.
    package init(path: String) throws(ChannelError) {
        file = try MessageFile(path: path)
        offsets = try file.offsetsOfKeys()
    }

    /// How many messages the file holds.
    package var count: Int { offsets.count }

    /// Appends the message and waits until the disk has it.
    package func deliver(_ message: OutboundMessage) async -> Delivery {
        if let offset = offsets[message.key.text] { return repetition(of: message, at: offset) }
        guard !isBroken else { return .unknown(Self.broken) }
        return await withCheckedContinuation { answer in
            waiting.append(Waiting(message: message, answer: answer))
            // Queued behind every delivery that has already arrived: those make one batch.
            if waiting.count == 1 { Task { self.writeWaiting() } }
        }
    }

    /// Looks the key up in the index.
    package func lookUp(_ key: MessageKey) async -> Known {
        if let offset = offsets[key.text] { return .sent(reference: reference(offset)) }
        let isUnderWay = waiting.contains { $0.message.key == key }
        return isBroken || isUnderWay ? .unknown : .never
    }

    /// The same key again: the same message, or one that must not pass for sent.
    private func repetition(of message: OutboundMessage, at offset: Int64) -> Delivery {
        guard let line = file.line(at: offset), line.isSame(as: MessageLine(message)) else {
            return .refused(
                Failure(
                    .channel,
                    "\(reference(offset)) has the key \(message.key.text) for another message. "
                        + "Was this journal restored, or the file another one's? Nothing was sent."
                )
            )
        }
        return .repeated(reference: reference(offset))
    }

    private static let broken = "The disk refused an fsync; open the channel anew, then ask."

    private func reference(_ offset: Int64) -> String { "\(file.name):\(offset)" }

    /// Writes all that waits in one go.
    private func writeWaiting() {
        let batch = waiting
        waiting = []
        var lines: [UInt8] = []
        var fresh: [String: Int64] = [:]
        for entry in batch where fresh[entry.message.key.text] == nil {
            fresh[entry.message.key.text] = file.size + Int64(lines.count)
            lines += MessageLine(entry.message).json + [0x0A]
        }
        let outcome: Result<Void, AppendError> = file.append(lines)
        if case .success = outcome { offsets.merge(fresh) { old, _ in old } }
        if case .failure(.unsure) = outcome { isBroken = true }
        for entry in batch {
            entry.answer.resume(returning: answer(to: entry, outcome, in: &fresh))
        }
    }

    /// The answer to one of a batch; the second of two equal keys learns that it is a repetition.
    private func answer(
        to entry: Waiting,
        _ outcome: Result<Void, AppendError>,
        in fresh: inout [String: Int64]
    ) -> Delivery {
        switch outcome {
        case .failure(.unsure): return .unknown(Self.broken)
        case .failure(.nothingWritten(let why)):
            return .refused(Failure(.channel, "The message file took nothing: \(why)."))
        case .success:
            let key = entry.message.key.text
            let offset = offsets[key] ?? 0
            guard fresh.removeValue(forKey: key) != nil else {
                return repetition(of: entry.message, at: offset)
            }
            return .sent(reference: reference(offset))
        }
    }
}

/// A serial executor whose jobs may block.
final class BlockingQueue: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) { queue = DispatchQueue(label: label) }

    /// Runs the job after those before it.
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}

import Channels
import Foundation
import Orchestration
import Testing

@Suite struct `A file channel` {
    /// Runs `body` with the path of a file that does not exist yet, and removes its folder.
    private func inFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "channel-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.appending(path: "mail.jsonl").path)
    }

    private func message(_ key: String, text: String = "Hello") -> OutboundMessage {
        OutboundMessage(
            key: MessageKey(key),
            to: "ada@example.com",
            profile: "c1",
            text: text,
            purpose: "marketing",
            time: Instant(milliseconds: 1_500)
        )
    }

    private func lines(_ path: String) throws -> [Substring] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    }

    @Test func `writes one line a message and knows it afterwards`() async throws {
        try await inFolder { path in
            let channel = try FileChannel(path: path)
            #expect(await channel.lookUp(MessageKey("a")) == .never)
            #expect(
                await channel.deliver(message("a", text: "Hi\nAda"))
                    == .sent(reference: "mail.jsonl:0")
            )
            #expect(await channel.lookUp(MessageKey("a")) == .sent(reference: "mail.jsonl:0"))
            #expect(
                try lines(path) == [
                    #"{"key":"a","profile":"c1","purpose":"marketing","subject":"","text":"Hi\nAda","time":"1970-01-01T00:00:01.500Z","to":"ada@example.com"}"#
                ]
            )
            let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(rights as? Int == 0o600)
        }
    }

    /// A journal that was restored gives the same keys again: to others, who must not go without.
    @Test func `refuses a key that it has for somebody else`() async throws {
        try await inFolder { path in
            let channel = try FileChannel(path: path)
            _ = await channel.deliver(message("a"))
            let other = OutboundMessage(
                key: MessageKey("a"),
                to: "bob@example.com",
                profile: "c2",
                text: "Hello",
                purpose: "marketing",
                time: .epoch
            )
            guard case .refused(let failure) = await channel.deliver(other) else {
                Issue.record("it passed for sent")
                return
            }
            #expect(failure.message.contains("for another message"))
            #expect(try lines(path).count == 1)
            // Both at once, in one write.
            let (one, two) = (message("b"), other.keyed("b"))
            async let first = channel.deliver(one)
            async let second = channel.deliver(two)
            let answers = await [first, second]
            #expect(answers.count { if case .sent = $0 { true } else { false } } == 1)
            #expect(answers.count { if case .refused = $0 { true } else { false } } == 1)
            #expect(try lines(path).count == 2)
        }
    }

    @Test func `never writes a key twice, even after it was opened anew`() async throws {
        try await inFolder { path in
            var channel: FileChannel? = try FileChannel(path: path)
            _ = await channel?.deliver(message("a"))
            _ = await channel?.deliver(message("b"))
            let second = await channel?.deliver(message("b", text: "other"))
            channel = nil
            let reopened = try FileChannel(path: path)
            #expect(
                second == .repeated(reference: "mail.jsonl:\(try lines(path)[0].utf8.count + 1)")
            )
            #expect(await reopened.deliver(message("b")) == second)
            #expect(try lines(path).count == 2)
        }
    }

    @Test func `writes each of many messages at once, and equal keys once`() async throws {
        try await inFolder { path in
            let channel = try FileChannel(path: path)
            let results = await withTaskGroup(of: Delivery.self) { group in
                for number in 0..<400 {
                    group.addTask { await channel.deliver(message("k\(number % 200)")) }
                }
                return await group.reduce(into: [Delivery]()) { $0.append($1) }
            }
            let sent = results.filter { if case .sent = $0 { true } else { false } }
            #expect(sent.count == 200 && Set(sent).count == 200)
            #expect(try lines(path).count == 200)
            #expect(await channel.count == 200)
        }
    }

    @Test func `cuts off a torn line wherever it was torn, and keeps all before it`() async throws {
        try await inFolder { path in
            var channel: FileChannel? = try FileChannel(path: path)
            _ = await channel?.deliver(message("first"))
            _ = await channel?.deliver(message("second"))
            channel = nil
            let whole = try Data(contentsOf: URL(filePath: path))
            let first = try #require(whole.firstIndex(of: 0x0A)) + 1
            for cut in first..<whole.count {
                try whole[..<cut].write(to: URL(filePath: path))
                let opened = try FileChannel(path: path)
                #expect(
                    await opened.lookUp(MessageKey("first")) == .sent(reference: "mail.jsonl:0")
                )
                #expect(await opened.lookUp(MessageKey("second")) == .never, "cut at \(cut)")
                #expect(try Data(contentsOf: URL(filePath: path)).count == first)
            }
        }
    }

    @Test func `passes over lines that are no messages`() async throws {
        try await inFolder { path in
            try Data("garbage\n\n{\"key\":\"a\"}\n\u{0}\u{0}\n".utf8).write(to: URL(filePath: path))
            let channel = try FileChannel(path: path)
            #expect(await channel.count == 1)
            #expect(await channel.lookUp(MessageKey("a")) == .sent(reference: "mail.jsonl:9"))
        }
    }

    @Test func `is held by one process and says so to the second`() async throws {
        try await inFolder { path in
            let channel = try FileChannel(path: path)
            #expect(throws: ChannelError.heldByAnother(path: path)) {
                _ = try FileChannel(path: path)
            }
            #expect(await channel.count == 0)
        }
    }

    @Test func `says why it cannot be opened`() {
        #expect(
            throws: ChannelError.cannotOpen(path: "/nowhere/mail", why: "No such file or directory")
        ) {
            _ = try FileChannel(path: "/nowhere/mail")
        }
    }

    @Test func `keeps nothing in a device`() {
        let error = ChannelError.cannotOpen(path: "/dev/zero", why: "It is no regular file")
        #expect(throws: error) { _ = try FileChannel(path: "/dev/zero") }
    }
}

extension OutboundMessage {
    /// The same message under another key.
    fileprivate func keyed(_ key: String) -> OutboundMessage {
        OutboundMessage(
            key: MessageKey(key),
            to: to,
            profile: profile,
            text: text,
            purpose: purpose,
            time: time
        )
    }
}

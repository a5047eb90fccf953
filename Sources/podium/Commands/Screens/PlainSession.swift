internal import Console
internal import Foundation
internal import Orchestration

/// The console without a screen: changes as sentences, a line each, until the input ends.
///
/// A line with the name of a screen lists it; `q` leaves. Orders are given with the commands of
/// the shell, which reach the same engine.
enum PlainSession {
    static func run(_ data: String) async throws {
        guard let remote = try await Reach(data).running() else {
            throw Complaint(
                "no engine runs on the journal in \(data).\n"
                    + "  Start one with podium run or podium serve.",
                .tryLater
            )
        }
        let watch = Task {
            var herald = Herald()
            for await news in remote.changes() {
                switch news {
                case .newer: say(herald.take(remote.snapshot()))
                case .lost(let reason): say(["The engine cannot be reached: \(reason)"])
                }
            }
        }
        for await line in lines() {
            let word = line.trimmingCharacters(in: .whitespaces)
            if word == "q" || word == "quit" { break }
            say(await answer(to: word, remote))
        }
        watch.cancel()
        await remote.close()
    }

    /// What a line asks for: the screen of that name.
    private static func answer(to word: String, _ control: any ControlPlane) async -> [String] {
        guard !word.isEmpty else { return [] }
        let places = Place.tabs + Place.hidden
        guard let place = places.first(where: { $0.title.lowercased() == word.lowercased() }) else {
            let names = places.map { $0.title.lowercased() }.joined(separator: ", ")
            return ["There are \(names); q leaves."]
        }
        do {
            let texts =
                place == .contexts
                ? try await Twin().contexts() : try await Twin().texts(of: place, control)
            return texts.flatMap(\.sentences)
        } catch {
            return ["\(place.title) cannot be told: \(error)"]
        }
    }

    private static func say(_ sentences: [String]) {
        guard !sentences.isEmpty else { return }
        let text = sentences.map { TextTable.safe($0) + "\n" }.joined()
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }

    /// Lines of the input, read on a thread of their own: reading blocks.
    private static func lines() -> AsyncStream<String> {
        AsyncStream { continuation in
            Thread.detachNewThread {
                while let line = readLine() { continuation.yield(line) }
                continuation.finish()
            }
        }
    }
}

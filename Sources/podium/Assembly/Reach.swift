internal import Engine
internal import Foundation
internal import Gateway
internal import Journal
internal import Orchestration

/// How a command gets at a journal: through the engine that runs on it, or by itself.
struct Reach {
    /// The folder with the journal.
    let data: String

    init(_ data: String) { self.data = data }

    /// Uses the engine that runs on the journal, or else the journal itself.
    ///
    /// The engine is asked first: it is the one that knows whether its file is still there.
    /// - Throws: A complaint where there is neither.
    func use<T>(
        running: (RemoteControl) async throws -> T,
        idle: () async throws -> T
    ) async throws -> T {
        guard let remote = try await self.running() else {
            guard FileManager.default.fileExists(atPath: data + "/journal.db") else {
                throw Complaint(
                    "there is no journal in \(data).\n  `podium demo` or `podium run` makes one."
                )
            }
            return try await idle()
        }
        do {
            let result = try await running(remote)
            await remote.close()
            return result
        } catch {
            await remote.close()
            throw error
        }
    }

    /// The engine that runs on the journal; nil where none does.
    func running() async throws -> RemoteControl? {
        guard let path = try? SocketPath(inFolder: data),
            FileManager.default.fileExists(atPath: path.text)
        else { return nil }
        let remote = RemoteControl(at: path, version: Version.text)
        do {
            try await remote.connect()
            return remote
        } catch GatewayError.unreachable {
            // Left behind by one that was killed.
            await remote.close()
            return nil
        } catch {
            await remote.close()
            throw Complaint("\(error)", .tryLater)
        }
    }
}

extension Assembly {
    /// Lets other processes of this user reach the engine, for as long as it runs.
    ///
    /// An engine without a gateway works all the same: what stops it is said and no more.
    func openGateway(in data: String) async -> GatewayServer? {
        let (engine, control) = (engine, control)
        do {
            return try await GatewayServer.open(
                control,
                at: SocketPath(inFolder: data),
                version: Version.text,
                door: { event in EventAnswer(await control.submit(event)) },
                lineage: { source, at in await engine.loaded(source: source, at: at) }
            )
        } catch {
            FileHandle.standardError.write(Data("warning: \(error)\n".utf8))
            return nil
        }
    }
}

extension EventAnswer {
    /// What the engine made of an event.
    fileprivate init(_ admission: Admission) {
        switch admission {
        case .started(let run): self = .taken("started run \(run.text)")
        case .signalled(let count): self = .taken("answered \(count) waits")
        case .noted: self = .taken("noted")
        case .duplicate: self = .taken("was taken in before")
        case .held(let source): self = .taken("kept until source \(source) goes on")
        case .deadLetter(let why): self = .unusable(why)
        case .lost(let why): self = .unavailable(why)
        }
    }
}

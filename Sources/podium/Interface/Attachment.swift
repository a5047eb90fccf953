internal import Console
internal import Gateway
internal import Orchestration

/// The engine that the console is attached to.
struct Attachment: Sendable {
    /// Ascending: an answer that comes after its engine was left is known by it, and dropped.
    let number: Int
    let context: String
    let control: any ControlPlane
}

/// The engines that a console can be attached to, and how each is reached.
struct Attachments: Sendable {
    let contexts: [Context]
    /// The one the program began with: this process's own, or one whose link the caller holds.
    let home: Attachment

    /// How long an engine may take to say that it is there, in seconds.
    private static let patience: Int64 = 5

    /// A link to another engine, once that has answered over it.
    /// - Throws: `GatewayError`; the link is closed then.
    func open(_ name: String, number: Int) async throws -> Attachment {
        guard name != home.context else {
            if let remote = home.control as? RemoteControl {
                try await remote.connect(within: Self.patience)
            }
            return Attachment(number: number, context: name, control: home.control)
        }
        let remote = try await reach(name)
        return Attachment(number: number, context: name, control: remote)
    }

    /// Ends the link of an engine that was left; the first one is the caller's.
    func close(_ attachment: Attachment) async {
        guard attachment.context != home.context else { return }
        await (attachment.control as? RemoteControl)?.close()
    }

    /// How an engine is that the console is not attached to.
    func look(_ name: String) async -> ContextReport {
        if name == home.context, !(home.control is RemoteControl) {
            return ContextReport(Glance(home.control.snapshot()))
        }
        guard let context = contexts.first(where: { $0.name == name }) else {
            return ContextReport(silence: "no folder is known for it")
        }
        return await Self.look(context)
    }

    /// How an engine is, asked over a link that is closed again.
    static func look(_ context: Context) async -> ContextReport {
        do {
            let remote = try await reach(context)
            let glance = Glance(remote.snapshot())
            await remote.close()
            return ContextReport(glance)
        } catch {
            return ContextReport(silence: words(error))
        }
    }

    private func reach(_ name: String) async throws -> RemoteControl {
        guard let context = contexts.first(where: { $0.name == name }) else {
            throw GatewayError.refused("no folder is known for it")
        }
        return try await Self.reach(context)
    }

    private static func reach(_ context: Context) async throws -> RemoteControl {
        let path = try SocketPath(inFolder: context.folder)
        let remote = RemoteControl(at: path, version: Version.text)
        do {
            try await remote.connect(within: patience)
            return remote
        } catch {
            await remote.close()
            throw error
        }
    }

    /// Why it does not answer, for one line: the path is on the screen already.
    static func words(_ error: any Error) -> String {
        guard case GatewayError.unreachable = error else { return "\(error)" }
        return "no engine answers there; podium serve or run starts one"
    }
}

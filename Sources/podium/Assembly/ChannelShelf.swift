internal import Channels
internal import Foundation
internal import Orchestration

/// Opens the channels of a project.
enum ChannelShelf {
    /// Files lie in the data folder.
    /// - Throws: A complaint where a file cannot be opened.
    static func open(_ project: Project, data: String) throws -> [String: any Channel] {
        var channels: [String: any Channel] = [:]
        for card in project.channels {
            switch card.kind {
            case .file(let path):
                let full = "\(data)/\(path)"
                let folder = (full as NSString).deletingLastPathComponent
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true)
                do { channels[card.name] = try FileChannel(path: full) } catch {
                    throw Complaint("channel \(card.name): \(error.sentence)", ExitStatus(of: error))
                }
            case .webhook(let url, let variable):
                let key = variable.flatMap { ProcessInfo.processInfo.environment[$0] }
                channels[card.name] = WebhookChannel(url: url, key: key)
            }
        }
        return channels
    }
}

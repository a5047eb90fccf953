internal import ArgumentParser
internal import Channels
internal import Journal
internal import Terminal

/// What the shell is told when the program ends; scripts may rely on it.
enum ExitStatus: Int32 {
    case done = 0
    case failed = 1
    /// Asked for in a way that cannot work, here or anywhere.
    case usage = 2
    /// Nothing is wrong but the moment: another process holds what is needed.
    case tryLater = 3

    /// What an error means to the shell.
    init(of error: any Error) {
        switch error {
        case let complaint as Complaint: self = complaint.status
        case JournalError.inUse, ChannelError.heldByAnother: self = .tryLater
        case TerminalError.notATerminal, TerminalError.unusable, TerminalError.unknown:
            self = .usage
        default: self = Self(Podium.exitCode(for: error))
        }
    }

    /// The parser's own codes follow `sysexits.h`; ours are few.
    private init(_ code: ExitCode) {
        switch code {
        case .success: self = .done
        case .validationFailure: self = .usage
        default: self = .failed
        }
    }
}

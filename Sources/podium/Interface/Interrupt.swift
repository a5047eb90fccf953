internal import Dispatch
internal import Foundation
internal import Synchronization

/// Somebody pressing Ctrl-C, or asking the process to end, from when this is made.
final class Interrupt {
    private final class Flag: Sendable {
        let isSet = Mutex(false)
    }

    private let flag = Flag()
    private let signals: AsyncStream<Void>
    private let sources: [any DispatchSourceSignal]

    init() {
        let (signals, heard) = AsyncStream.makeStream(of: Void.self)
        self.signals = signals
        sources = [SIGINT, SIGTERM].map { number in
            // Else the signal would end the process before the source hears of it.
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: .global())
        }
        for source in sources {
            source.setEventHandler { [flag] in
                flag.isSet.withLock { $0 = true }
                heard.yield()
            }
            source.resume()
        }
    }

    deinit { for source in sources { source.cancel() } }

    /// Whether it came.
    var came: Bool { flag.isSet.withLock { $0 } }

    /// Returns once it has come.
    func wait() async {
        for await _ in signals { return }
    }
}

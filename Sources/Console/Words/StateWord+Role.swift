package import Orchestration
package import Screen

extension StateWord {
    /// 0 is worst; the order in which rows need eyes.
    package var severity: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }

    /// How the word is drawn.
    package var role: Role {
        switch self {
        case .noData: .noData
        case .fail: .failing
        case .crit: .critical
        case .late: .late
        case .drift: .drifting
        case .retry: .retrying
        case .warn: .warning
        case .cool: .cooling
        case .paused: .paused
        case .held, .wait: .waiting
        case .run: .running
        case .skip, .cancelled: .skipped
        case .idle: .idle
        case .ok: .ok
        }
    }

    /// One character for a row of outcomes: words need four.
    package var mark: String {
        switch self {
        case .ok: "."
        case .fail, .crit: "x"
        case .skip: "o"
        case .cancelled: "c"
        case .run, .retry, .wait, .held, .paused: "~"
        case .noData, .late, .drift, .warn, .cool, .idle: "?"
        }
    }
}

extension Severity {
    /// How the word is drawn.
    package var role: Role {
        switch self {
        case .critical: .critical
        case .warning: .warning
        case .info: .info
        }
    }

    /// 0 is worst.
    package var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}

extension AlertState {
    /// How the word is drawn.
    package var role: Role {
        switch self {
        case .firing: .failing
        case .noData: .noData
        case .pending: .warning
        case .acknowledged: .info
        case .snoozed, .muted: .muted
        case .resolved: .ok
        }
    }

    /// 0 comes first: what needs a human, then what is dealt with.
    package var rank: Int {
        switch self {
        case .noData: 0
        case .firing: 1
        case .pending: 2
        case .acknowledged: 3
        case .snoozed: 4
        case .muted: 5
        case .resolved: 6
        }
    }
}

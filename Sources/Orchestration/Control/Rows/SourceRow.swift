/// A source as screens and commands show it.
package struct SourceRow: Hashable, Sendable, Codable {
    package var name = ""
    package var kind = ""
    package var state = StateWord.noData
    package var owner = ""
    /// Age of the newest event by its own time.
    package var age: Duration?
    package var sla: Duration?
    /// Events in the last hour.
    package var count = 0
    package var ratePerMinute: Double?
    package var rejected = 0
    /// Rejected events by the code of their reason, greatest first.
    package var rejections: [ErrorCount] = []
    /// Fields that came and that the contract does not name, most often first.
    package var newFields: [ErrorCount] = []
    /// What every event must have, by the names of the fields.
    package var contract: [ContractField] = []
    /// The greatest share of the last hour's events that lacked a field whose absence is counted.
    package var lackShare: Double?
    /// Arrivals of the last hour against the same hour of other weeks: 0.5 is half as many more.
    package var againstUsual: Double?
    /// Arrivals per bucket, oldest first.
    package var trend: [Double?] = []
    /// When the next event is expected.
    package var nextDue: Instant?
    package var lags = SourceLags()
    /// Runs that wait because of it.
    package var blocked = 0
    /// The share of the last minute's calls that went by routes which depend on it, from 0 to 1.
    package var traffic: Double?
    /// Models, routes and workflows that depend on it.
    package var dependents: [String] = []
    /// The routes among them, by name.
    package var routes: [String] = []
    package var reason = ""
    /// Events kept until the source goes on.
    package var held = 0
    /// How fresh it was hour by hour; nil before anybody looked.
    package var calendar: FreshnessCalendar?
    package init() {}
}

/// What a source promises of one field.
package struct ContractField: Hashable, Sendable, Codable {
    package var name: String
    /// Its type, and what else is promised of it, in words.
    package var promise: String
    package init(name: String, promise: String) {
        self.name = name
        self.promise = promise
    }
}

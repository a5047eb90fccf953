internal import Foundation

/// The time zones that schedules may name.
enum Zones {
    /// IANA names, `UTC` among them.
    static var known: Set<String> { Set(TimeZone.knownTimeZoneIdentifiers + ["UTC"]) }
}

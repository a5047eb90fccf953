/// A function that an expression can call, by its CEL name.
enum Function: String, CaseIterable, Sendable {
    case size, contains, startsWith, endsWith, matches
    case int, uint, double, string, bytes, bool, type, dyn, timestamp, duration
    case getFullYear, getMonth, getDate, getDayOfMonth, getDayOfYear, getDayOfWeek
    case getHours, getMinutes, getSeconds, getMilliseconds
}

internal import Orchestration

/// The constants of a project, after the settings of the command line.
enum Constants {
    /// The file name settings are reported under.
    static let file = "--set"

    /// Settings as a sheet of `name=value` lines, so that complaints can show them.
    static func sheet(_ settings: [String: String]) -> Sheet {
        let lines = settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return Sheet(file: file, text: lines.joined(separator: "\n"))
    }

    /// The values, each setting typed by the constant it overrides.
    static func values(
        _ item: Item?,
        settings: [String: String],
        into findings: inout Findings
    ) -> [String: Value] {
        var values: [String: Value] = [:]
        for entry in item?.entries ?? [] { values[entry.key] = Scalars.value(entry.value) }
        let names = values.keys.sorted()
        for (index, setting) in settings.sorted(by: { $0.key < $1.key }).enumerated() {
            let place = Place(file: file, line: index + 1, length: setting.key.unicodeScalars.count)
            guard let old = values[setting.key] else {
                findings.report(.unknownSetting(setting.key, among: names), at: place)
                continue
            }
            guard let new = value(setting.value, like: old) else {
                let noun = noun(old)
                let complaint = Complaint.badSetting(setting.key, setting.value, expected: noun)
                findings.report(complaint, at: place.part(at: place.length + 1, length: 1))
                continue
            }
            values[setting.key] = new
        }
        return values
    }

    private static func value(_ text: String, like old: Value) -> Value? {
        let new = Scalars.plainValue(text)
        switch (old, new) {
        case (.string, _), (.null, _): return .string(text)
        case (.bool, .bool), (.int, .int), (.double, .double): return new
        case (.double, .int(let number)): return .double(Double(number))
        default: return nil
        }
    }

    private static func noun(_ value: Value) -> String {
        switch value {
        case .bool: "true or false"
        case .int: "a whole number"
        case .double: "a number"
        default: "overridden in podium.yaml"
        }
    }
}

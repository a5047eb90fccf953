package import Screen

/// How keys are written in help, hints and keymap files.
package enum KeyName {
    /// The name of a key: `ctrl-d`, `S-tab`, `pgup`, `g`.
    package static func text(_ key: Key) -> String {
        let name = bare(key.code)
        if key.control { return "ctrl-" + name }
        return key.alt ? "alt-" + name : name
    }

    /// The key of a name; nil when there is no such key.
    package static func key(named name: String) -> Key? {
        for prefix in ["ctrl-", "alt-"] where name.hasPrefix(prefix) && name != prefix {
            guard let code = code(named: String(name.dropFirst(prefix.count))) else { return nil }
            return Key(code, control: prefix == "ctrl-", alt: prefix == "alt-")
        }
        return code(named: name).map { Key($0) }
    }

    private static let names: [(String, Key.Code)] = [
        ("space", .character(" ")), ("enter", .enter), ("esc", .escape), ("tab", .tab),
        ("S-tab", .backTab), ("backspace", .backspace), ("del", .delete), ("ins", .insert),
        ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("home", .home),
        ("end", .end), ("pgup", .pageUp), ("pgdn", .pageDown),
    ]

    private static func bare(_ code: Key.Code) -> String {
        if let name = names.first(where: { $0.1 == code })?.0 { return name }
        switch code {
        case .character(let character): return String(character)
        case .function(let number): return "F\(number)"
        case .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .up, .down, .left,
            .right, .home, .end, .pageUp, .pageDown:
            return ""
        }
    }

    private static func code(named name: String) -> Key.Code? {
        if let code = names.first(where: { $0.0 == name })?.1 { return code }
        if name.count == 1, let character = name.first { return .character(character) }
        guard name.hasPrefix("F"), let number = Int(name.dropFirst()), (1...24).contains(number)
        else { return nil }
        return .function(number)
    }
}

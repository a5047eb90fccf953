extension Theme {
    /// The texts of all themes that come with the program, by name.
    package static let shipped: [String: String] = [
        "dark": darkFile,
        "deuteranopia": deuteranopiaFile,
        "dracula": draculaFile,
        "gruvbox": gruvboxFile,
        "high-contrast": highContrastFile,
        "light": lightFile,
        "mono": monoFile,
        "nord": nordFile,
        "solarized": solarizedFile,
        "terminal-16": terminal16File,
        "tritanopia": tritanopiaFile,
    ]
}

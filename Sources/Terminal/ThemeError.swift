/// What is wrong with a theme, where, and what to do about it.
package struct ThemeError: Error, Hashable, CustomStringConvertible {
    package let file: String
    /// 1-based; 0 when the file as a whole is meant.
    package let line: Int
    /// 1-based, in characters.
    package let column: Int
    package let message: String

    /// `file:line:column: message`, as compilers say it.
    package var description: String {
        line == 0 ? "\(file): \(message)" : "\(file):\(line):\(column): \(message)"
    }
}

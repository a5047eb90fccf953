/// Where something stands in a project's files.
package struct Place: Hashable, Sendable {
    /// Path relative to the project's folder, or `--set` for a setting of the command line.
    package let file: String
    /// 1-based.
    package let line: Int
    /// 1-based, counted in Unicode scalars.
    package let column: Int
    /// How many scalars the caret underlines; at least 1.
    package let length: Int

    package init(file: String, line: Int = 1, column: Int = 1, length: Int = 1) {
        self.file = file
        self.line = max(1, line)
        self.column = max(1, column)
        self.length = max(1, length)
    }

    /// The part of this place that starts `offset` scalars in and is `length` long.
    func part(at offset: Int, length: Int) -> Place {
        Place(file: file, line: line, column: column + offset, length: length)
    }
}

extension Place: Comparable {
    package static func < (a: Place, b: Place) -> Bool {
        (a.file, a.line, a.column, a.length) < (b.file, b.line, b.column, b.length)
    }
}

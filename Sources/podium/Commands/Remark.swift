internal import Foundation

/// What a person should know beside what was printed; not in the output, which programs read.
enum Remark {
    static func say(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((TextTable.safe(text) + "\n").utf8))
    }
}

/// One line of the live event tail.
package struct EventLine: Hashable, Sendable, Codable {
    package var at: Instant
    /// The state word in front: `FAIL`, `RTRY`, `OPER`, `ALRT`, `ROUT`, `OK`...
    package var word: String
    package var object: String
    package var text: String
    package init(at: Instant, word: String, object: String, text: String) {
        self.at = at
        self.word = word
        self.object = object
        self.text = text
    }
}

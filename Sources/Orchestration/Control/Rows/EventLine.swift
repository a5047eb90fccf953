/// One line of the live event tail.
package struct EventLine: Hashable, Sendable, Codable {
    package var at: Instant
    /// The state word in front: `FAIL`, `RTRY`, `OPER`, `ALRT`, `ROUT`, `OK`...
    package var word: String
    package var object: String
    package var text: String
    /// What can be looked at for more, as the audit names objects: `run r-8f21c`, `route copywriter`;
    /// empty where `object` says it.
    package var about = ""
    package init(at: Instant, word: String, object: String, text: String, about: String = "") {
        self.about = about
        self.at = at
        self.word = word
        self.object = object
        self.text = text
    }
}

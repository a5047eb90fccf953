/// What a cancelled run takes back: effects in the reverse order of their success, one by one.
struct Undo: Equatable, Sendable {
    /// The slot of the first undoing; they are the last slots there are.
    let first: Int
    /// The slots whose effects are taken back, in that order.
    let of: [Int]
    /// How many are done.
    private(set) var done = 0

    init(first: Int, of slots: [Int], done: Int = 0) {
        self.first = first
        of = slots
        self.done = done
    }

    /// The slot that is being worked on; nil where all is taken back.
    var current: Int? { done < of.count ? first + done : nil }

    mutating func advance() { done += 1 }
}

package import Orchestration

/// The moments a console can go back to, oldest first.
///
/// ```
///  ever further apart, packed ... | two seconds apart, packed ... | the newest, whole
///  2 h                            15 min                          now
/// ```
/// A packed one is made whole when the screen goes to it, and only that one.
package struct Moments: Sendable {
    /// Makes a moment small and whole again.
    package struct Press: Sendable {
        package let pack: @Sendable (Snapshot) -> [UInt8]?
        package let unpack: @Sendable ([UInt8]) -> Snapshot?

        /// What either answers with nil for stays as it is.
        package init(
            pack: @escaping @Sendable (Snapshot) -> [UInt8]?,
            unpack: @escaping @Sendable ([UInt8]) -> Snapshot?
        ) {
            self.pack = pack
            self.unpack = unpack
        }

        /// Keeps every moment whole.
        package static let none = Press(pack: { _ in nil }, unpack: { _ in nil })
    }

    private struct Kept: Sendable {
        enum Form: Sendable {
            case whole(Snapshot)
            case packed([UInt8])
        }

        let at: Instant
        var form: Form
    }

    /// Moments nearer than this replace each other.
    static let apart = Duration.seconds(2)
    /// How many stay that near: fifteen minutes of them.
    static let nearMax = 450
    /// Older ones are at most so far apart, or a thirtieth of their age.
    static let oldApart = Duration.seconds(30)
    /// None older than this is kept.
    static let span = Duration.seconds(7200)
    /// More than this is not kept packed: busy moments, with much to tell, lie further apart sooner.
    static let packedMax = 5_000_000
    /// The newest so many stay whole: they are what is looked back at most.
    static let wholeMax = 4

    let press: Press
    private var kept: [Kept] = []
    /// The moment the screen went to.
    private(set) var opened: Snapshot?

    init(_ press: Press = .none) { self.press = press }

    package var count: Int { kept.count }
    package var isEmpty: Bool { kept.isEmpty }
    /// When each was, oldest first.
    package var times: [Instant] { kept.map(\.at) }

    /// The newest; nil before there is any.
    package var last: Snapshot? { kept.last.flatMap(whole) }

    /// The bytes that all packed ones take.
    package var packedBytes: Int {
        kept.reduce(0) { if case .packed(let bytes) = $1.form { $0 + bytes.count } else { $0 } }
    }

    /// Adds the newest; the last makes room where it followed its elder too closely.
    mutating func keep(_ snapshot: Snapshot) {
        if count > 1, kept[count - 1].at - kept[count - 2].at < Self.apart { kept.removeLast() }
        kept.append(Kept(at: snapshot.at, form: .whole(snapshot)))
        if count > Self.wholeMax { pack(count - 1 - Self.wholeMax) }
        thin()
        fit()
    }

    /// Takes in one that was asked for.
    /// - Returns: Its place.
    mutating func insert(_ snapshot: Snapshot) -> Int {
        let place = kept.firstIndex { $0.at >= snapshot.at } ?? count
        let new = Kept(at: snapshot.at, form: .whole(snapshot))
        if kept.indices.contains(place), kept[place].at == snapshot.at {
            kept[place] = new
        } else {
            kept.insert(new, at: place)
        }
        return place
    }

    /// Makes the moment at a place the one that is shown; it stays where it cannot be read.
    mutating func open(_ place: Int) {
        guard kept.indices.contains(place) else { return }
        opened = whole(kept[place]) ?? opened
    }

    /// Nothing but the newest is shown.
    mutating func close() { opened = nil }

    /// The place of the newest that is not after a moment, and not much before it.
    func place(near wanted: Instant) -> Int? {
        guard let place = kept.lastIndex(where: { $0.at <= wanted }),
            wanted - kept[place].at <= apart(at: kept[place].at)
        else { return nil }
        return place
    }

    private func whole(_ moment: Kept) -> Snapshot? {
        switch moment.form {
        case .whole(let snapshot): snapshot
        case .packed(let bytes): press.unpack(bytes)
        }
    }

    private mutating func pack(_ place: Int) {
        guard case .whole(let snapshot) = kept[place].form, let bytes = press.pack(snapshot)
        else { return }
        kept[place].form = .packed(bytes)
    }

    /// Of what is older fewer moments stay: the older they are, the further apart, so that their
    /// number hardly grows.
    private mutating func thin() {
        guard let newest = kept.last?.at else { return }
        while let first = kept.first, newest - first.at > Self.span { kept.removeFirst() }
        let leaving = count - 1 - Self.nearMax
        guard leaving > 0 else { return }
        // As one comes one goes, and one more where what is old has come too close.
        if let spare = (1...leaving).last(where: isSpare) { kept.remove(at: spare) }
        if let spare = (1..<leaving).first(where: isSpare) { kept.remove(at: spare) }
    }

    /// Gives up those that are missed least: that lie closest for their age.
    private mutating func fit() {
        var bytes = packedBytes
        while bytes > Self.packedMax, count > Self.wholeMax + 2 {
            let places = 1..<count - 1 - Self.wholeMax
            guard let least = places.min(by: { worth($0) < worth($1) }) else { return }
            if case .packed(let gone) = kept.remove(at: least).form { bytes -= gone.count }
        }
    }

    /// How much a moment is missed: the time between its neighbours, for its age.
    private func worth(_ place: Int) -> Double {
        let age = (kept.last?.at ?? kept[place].at) - kept[place].at
        return (kept[place + 1].at - kept[place - 1].at).inSeconds / max(60, age.inSeconds)
    }

    /// How far apart moments of that time may be.
    private func apart(at moment: Instant) -> Duration {
        let age = (kept.last?.at ?? moment) - moment
        return max(Self.oldApart, age / 30)
    }

    /// Whether the moments around one are close enough for their age without it.
    private func isSpare(_ place: Int) -> Bool {
        kept[place + 1].at - kept[place - 1].at < apart(at: kept[place].at)
    }
}

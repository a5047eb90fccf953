/// Rectangles from constraints: layout as data.
package enum Layout {
    /// The way in which parts follow each other.
    package enum Axis: Hashable, Sendable {
        /// Side by side.
        case horizontal
        /// One below the other.
        case vertical
    }

    /// How much of the length one part wants.
    package enum Constraint: Hashable, Sendable {
        /// So many cells.
        case fixed(Int)
        /// A share of the whole length, 0...1.
        case fraction(Double)
        /// A share of what is left, by weight.
        case fill(Int = 1)
        /// At least so many cells, and a share of what is left as `fill(1)`.
        case minimum(Int)
    }

    /// Splits a rectangle into one part per constraint, in order and without overlap.
    ///
    /// When the length does not suffice, fixed parts are served before minimums, minimums before
    /// fractions, and those before fills; within a kind the earlier part first. Parts with no room
    /// are empty rectangles in their place. Fills and minimums together use up the length exactly.
    /// - Parameters:
    ///   - rect: What is split.
    ///   - axis: The direction of the split.
    ///   - constraints: One per part.
    ///   - gap: Cells between two parts.
    /// - Returns: As many rectangles as there are constraints.
    package static func split(
        _ rect: Rect,
        _ axis: Axis,
        _ constraints: [Constraint],
        gap: Int = 0
    ) -> [Rect] {
        let whole = axis == .horizontal ? rect.width : rect.height
        let gap = min(max(0, gap), whole)
        let gaps = min(whole, gap * max(0, constraints.count - 1))
        var place = axis == .horizontal ? rect.x : rect.y
        let end = place + whole
        return lengths(of: constraints, within: whole - gaps).map { length in
            let length = min(length, max(0, end - place))
            defer { place = min(end, place + length + gap) }
            return axis == .horizontal
                ? Rect(x: place, y: rect.y, width: length, height: rect.height)
                : Rect(x: rect.x, y: place, width: rect.width, height: length)
        }
    }

    /// The lengths of the parts; their sum is at most the whole.
    static func lengths(of constraints: [Constraint], within whole: Int) -> [Int] {
        var lengths = [Int](repeating: 0, count: constraints.count)
        var left = whole
        for rank in 0...2 {
            for (index, constraint) in constraints.enumerated() where constraint.rank == rank {
                lengths[index] = min(left, constraint.wish(of: whole))
                left -= lengths[index]
            }
        }
        let weights = constraints.map(\.weight)
        var weightLeft = weights.reduce(0, +)
        for (index, weight) in weights.enumerated() where weight > 0 {
            // Rounding what is left, part by part, uses up the length with no remainder.
            let share = (left * weight + weightLeft / 2) / weightLeft
            lengths[index] += share
            left -= share
            weightLeft -= weight
        }
        return lengths
    }
}

extension Layout.Constraint {
    /// Who is served first.
    fileprivate var rank: Int {
        switch self {
        case .fixed: 0
        case .minimum: 1
        case .fraction: 2
        case .fill: 3
        }
    }

    /// The cells asked for before the rest is shared.
    fileprivate func wish(of whole: Int) -> Int {
        switch self {
        case .fixed(let cells), .minimum(let cells): max(0, cells)
        case .fraction(let share) where share.isFinite:
            Int((Double(whole) * min(1, max(0, share))).rounded())
        case .fraction, .fill: 0
        }
    }

    /// The weight in sharing the rest; bounded, so that sums cannot overflow.
    fileprivate var weight: Int {
        switch self {
        case .fill(let weight): min(10_000, max(0, weight))
        case .minimum: 1
        case .fixed, .fraction: 0
        }
    }
}

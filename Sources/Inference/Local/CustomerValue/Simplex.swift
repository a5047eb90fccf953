/// The downhill simplex of Nelder and Mead: finds a minimum without derivatives.
///
/// Good for the handful of parameters of our likelihoods. Started anew from its own result until
/// that no longer helps, which frees a simplex that has collapsed.
/// Source: J. Nelder, R. Mead, "A Simplex Method for Function Minimization", 1965.
struct Simplex {
    private var corners: [Corner]
    private let cost: ([Double]) -> Double

    private struct Corner {
        var point: [Double]
        var cost: Double
    }

    /// The lowest point found from `start`, and its cost.
    ///
    /// - Parameters:
    ///   - cost: The function; anything but a number counts as infinitely high.
    ///   - start: Where to begin.
    ///   - tolerance: The relative improvement of a whole round below which it ends.
    /// - Returns: nil when 20 rounds did not settle it.
    static func minimum(
        of cost: @escaping ([Double]) -> Double,
        from start: [Double],
        tolerance: Double = 1e-12
    ) -> (point: [Double], cost: Double)? {
        var best = start
        var lowest = Double.infinity
        for _ in 0..<20 {
            var simplex = Simplex(around: best, cost: cost)
            simplex.descend(tolerance: tolerance)
            let found = simplex.corners[0]
            guard found.cost.isFinite else { return nil }
            let gain = lowest - found.cost
            (best, lowest) = (found.point, found.cost)
            if gain <= tolerance * (abs(lowest) + 1) { return (best, lowest) }
        }
        return nil
    }

    private init(around start: [Double], cost: @escaping ([Double]) -> Double) {
        self.cost = { point in
            let value = cost(point)
            return value.isNaN ? .infinity : value
        }
        corners = [Corner(point: start, cost: self.cost(start))]
        for axis in start.indices {
            var point = start
            point[axis] += 0.25
            corners.append(Corner(point: point, cost: self.cost(point)))
        }
        sort()
    }

    private mutating func descend(tolerance: Double) {
        for _ in 0..<(400 * corners.count) where !isFlat(tolerance) {
            step()
            sort()
        }
    }

    private func isFlat(_ tolerance: Double) -> Bool {
        let (low, high) = (corners[0].cost, corners[corners.count - 1].cost)
        return high - low <= tolerance * (abs(low) + 1)
    }

    /// Replaces the worst corner, or shrinks toward the best.
    private mutating func step() {
        let last = corners.count - 1
        let reflected = corner(at: -1)
        if reflected.cost < corners[0].cost {
            let expanded = corner(at: -2)
            corners[last] = expanded.cost < reflected.cost ? expanded : reflected
        } else if reflected.cost < corners[last - 1].cost {
            corners[last] = reflected
        } else {
            let contracted = corner(at: reflected.cost < corners[last].cost ? -0.5 : 0.5)
            if contracted.cost < min(reflected.cost, corners[last].cost) {
                corners[last] = contracted
            } else {
                shrink()
            }
        }
    }

    /// The point on the line from the centre of the others (0) through the worst corner (1).
    private func corner(at distance: Double) -> Corner {
        let others = corners.dropLast()
        let worst = corners[corners.count - 1].point
        let point = worst.indices.map { axis in
            let centre = others.reduce(0) { $0 + $1.point[axis] } / Double(others.count)
            return centre + distance * (worst[axis] - centre)
        }
        return Corner(point: point, cost: cost(point))
    }

    private mutating func shrink() {
        let best = corners[0].point
        for index in corners.indices.dropFirst() {
            let point = zip(best, corners[index].point).map { ($0 + $1) / 2 }
            corners[index] = Corner(point: point, cost: cost(point))
        }
    }

    private mutating func sort() { corners.sort { $0.cost < $1.cost } }
}

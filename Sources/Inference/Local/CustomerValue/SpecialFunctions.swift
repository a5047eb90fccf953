#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The logarithm of the gamma function at `x` above 0.
func logGamma(_ x: Double) -> Double {
    // `lgamma` writes a global sign; `lgamma_r` is its safe twin.
    var sign: Int32 = 1
    return lgamma_r(x, &sign)
}

/// Gauss's hypergeometric function 2F1(a, b; c; z) by its power series.
///
/// Converges for 0 ≤ z < 1, the slower the closer z is to 1; ends at 100,000 terms, far beyond
/// what horizons of years need.
/// - Parameters:
///   - a: Any number.
///   - b: Any number.
///   - c: Not zero and no negative whole number.
///   - z: 0 ..< 1.
/// - Returns: NaN outside that domain.
/// Source: NIST Digital Library of Mathematical Functions, 15.2.1.
func hypergeometric(_ a: Double, _ b: Double, _ c: Double, _ z: Double) -> Double {
    guard z >= 0, z < 1 else { return .nan }
    var term = 1.0
    var sum = 1.0
    for step in 0..<100_000 {
        let n = Double(step)
        term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z
        sum += term
        if abs(term) <= abs(sum) * 1e-16 { break }
    }
    return sum
}

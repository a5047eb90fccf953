internal import Foundation

/// The functions of the C library that a drill needs.
enum DrillMath {
    static func log(_ value: Double) -> Double { Foundation.log(value) }
    static func exp(_ value: Double) -> Double { Foundation.exp(value) }
}

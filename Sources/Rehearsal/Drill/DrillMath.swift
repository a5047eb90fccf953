internal import Foundation

/// The one function of the C library that a drill needs.
enum DrillMath {
    static func log(_ value: Double) -> Double { Foundation.log(value) }
}

/// Which target a session belongs to: the greatest of one draw per pair of session and target.
///
/// Taking a target away moves its own sessions only, and none of the others'.
/// Source: D. Thaler, C. V. Ravishankar, "Using Name-Based Mappings to Increase Hit Rates", 1998.
enum Affinity {
    /// The same for the same pair for ever, 0 ..< 1.
    static func score(_ session: String, _ model: String) -> Double {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in session.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        for byte in model.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var mixed = SplitMix(seed: hash)
        return mixed.unit()
    }
}

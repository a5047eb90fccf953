/// Which glyphs the chrome may use. Chosen from locale and terminal; the user may override it.
package enum Glyphs: String, Hashable, Sendable, CaseIterable {
    case braille, blocks, ascii
}

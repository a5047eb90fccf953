/// The rules by which a run's facts lead to what is to be done next.
package enum Decider {
    /// Raised whenever the same facts could lead to another decision than before.
    ///
    /// A run whose history an engine of a greater revision has written may be decided differently by
    /// this one: whoever goes back to an older program should be told.
    package static let revision = 1
}

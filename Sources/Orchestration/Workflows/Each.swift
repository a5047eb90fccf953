/// A fan-out: a step's action once for each element of a list.
package struct Each: Hashable, Sendable {
    /// The list, evaluated once, when the step begins.
    package let list: Expression
    /// The name by which the step's expressions see the element.
    package let name: String
    /// How many items may be under way at once.
    package let limit: Int

    package init(list: Expression, name: String = "item", limit: Int = Each.limitWhereNotGiven) {
        self.list = list
        self.name = name
        self.limit = limit
    }

    /// How many items are under way at once where the file says nothing.
    package static let limitWhereNotGiven = 16
    /// A list with more elements is refused: it belongs into a batch of runs.
    package static let itemsMax = 100_000
}

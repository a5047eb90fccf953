internal import Orchestration

/// Steps that are done once for each element of a list.
extension ProjectBuilder {
    /// The fan-out of a step; nil where it has none.
    mutating func each(_ entry: Item.Entry, _ plan: inout Plan) -> Each? {
        guard let item = entry.value["each"] else {
            for key in ["as", "limit"] where entry.value[key] != nil {
                findings.report(.idleWithout("each", key), at: entry.value.place(of: key))
            }
            return nil
        }
        guard let list = expression(item, of: entry, &plan, expecting: .list(.dynamic)) else {
            return nil
        }
        return Each(
            list: list,
            name: Self.itemName(of: entry),
            limit: scalars.count(entry.value["limit"]) ?? Each.limitWhereNotGiven
        )
    }

    /// Lets the expressions of a step's action see the element, under a name that is free.
    mutating func seeItem(of entry: Item.Entry, _ plan: inout Plan) {
        guard let list = entry.value["each"] else { return }
        let name = Self.itemName(of: entry)
        if plan.sight.names[name] != nil {
            findings.report(
                .takenItemName(name),
                at: (entry.value["as"] ?? list).place
            )
        }
        plan.sight.names[name] = element(of: list, plan.sight)
    }

    /// What is known of the elements of a list.
    private func element(of list: Item, _ sight: Sight) -> Shape {
        guard let text = list.text, let expression = try? Expression(parsing: text),
            case .list(let element) = expression.shape(in: Scope(sight.names))
        else { return .dynamic }
        return element
    }

    private static func itemName(of entry: Item.Entry) -> String {
        entry.value["as"]?.text ?? "item"
    }
}

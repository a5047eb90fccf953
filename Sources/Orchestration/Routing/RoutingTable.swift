/// Every route, and what operators have ordered about them.
///
/// Health is not in here: overrides survive a restart, and what is known of targets does not.
package struct RoutingTable: Hashable, Sendable {
    package private(set) var routes: [String: Route] = [:]
    /// Overrides by route, those that have expired but were not swept yet included.
    package internal(set) var overrides: [String: RouteOrders<Override>] = [:]
    package let cards: [String: ModelCard]
    /// What operators have switched off, so that safe defaults answer.
    ///
    /// Those that have expired but were not swept yet are included.
    package private(set) var kills: [KillScope: KillSwitch] = [:]

    /// How operators divide calls, by route.
    package internal(set) var splits: [String: RouteOrders<Split>] = [:]

    /// A table of these routes.
    /// - Parameters:
    ///   - routes: The last of two with one name wins.
    ///   - models: Only their context limits and prices are used.
    package init(routes: [Route], models: [ModelCard] = []) {
        for route in routes { self.routes[route.name] = route }
        cards = Dictionary(models.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
    }

    /// Keeps a kill switch, or none, for this type's own extensions.
    mutating func put(_ kill: KillSwitch?, on scope: KillScope) { kills[scope] = kill }
}

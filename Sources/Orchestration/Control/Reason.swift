extension String {
    /// What was done and by whom, with the reason given for it behind a colon, where one was.
    package func because(_ reason: String) -> String {
        reason.isEmpty ? self : "\(self): \(reason)"
    }
}

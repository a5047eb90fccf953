internal import Orchestration

/// Parses expressions and checks the names they mention.
extension ProjectBuilder {
    /// The expression an item holds; nil, with findings, where it does not parse.
    mutating func expression(_ item: Item?, seeing sight: Sight) -> Expression? {
        guard let item, let text = item.text else { return nil }
        do throws(ExpressionError) {
            let expression = try Expression(parsing: text)
            for mention in Mentions.all(in: text) { check(mention, of: item, in: sight) }
            return expression
        } catch {
            let place = error.offset.map { item.part(atUTF8: $0, length: 1) } ?? item.place
            findings.report(.unparsable(error.message), at: place)
            return nil
        }
    }

    private mutating func check(_ mention: Mention, of item: Item, in sight: Sight) {
        var known = Sight.Known.fields(sight.names)
        var offset = mention.offset
        for (index, word) in mention.path.enumerated() {
            guard case .fields(let fields) = known else { return }
            if index == 0, fields[word] == nil, sight.others == .possible { return }
            guard let next = fields[word] else {
                let place = item.part(atUTF8: offset, length: word.utf8.count)
                let owner = mention.path.prefix(index).joined(separator: ".")
                return findings.report(unknown(word, of: owner, among: fields), at: place)
            }
            known = next
            offset += word.utf8.count + 1
        }
    }

    private func unknown(
        _ word: String,
        of owner: String,
        among fields: [String: Sight.Known]
    ) -> Complaint {
        switch owner {
        case "": .unknownInExpression(word, among: fields.keys, channels: lexicon.channels)
        case "constants": .unknown("constant", word, among: fields.keys)
        default: .unknown("field of \(owner)", word, among: fields.keys)
        }
    }
}

/// Given names by which the same people are called.
enum ShortForms {
    /// Whether one may be said for the other: by a table, or because it begins it.
    static func relate(_ one: Letters, _ other: Letters) -> Bool {
        let (short, long) = one.count < other.count ? (one, other) : (other, one)
        if short.count >= 3 && long.starts(with: short.prefix(3)) { return true }
        return !(of[one] ?? []).isDisjoint(with: of[other] ?? [])
    }

    /// By name, the rows of the table that have it.
    private static let of: [Letters: Set<Int>] = {
        var index: [Letters: Set<Int>] = [:]
        for (place, row) in table.split(separator: "\n").enumerated() {
            for name in row.split(separator: " ") {
                index[Array(name.unicodeScalars), default: []].insert(place)
            }
        }
        return index
    }()

    /// Usual English short forms that three letters in common do not already tell.
    private static let table = """
        abigail gail
        albert bert bertie
        alexander sandy xander lex
        alexandra sandra lexi
        andrew drew
        anthony tony
        antonia toni
        catherine kate katie kathy kit kitty
        charles chuck
        christina tina
        christine tina
        christopher kit topher
        dorothy dot dolly
        edward ned ted teddy
        eleanor nell ellie nora
        elizabeth beth betty eliza libby liza lizzie bess
        florence flo
        frances fanny
        gilbert bert
        harold harry
        henry harry hank
        isabella bella
        jacob jake
        james jim jimmy
        joan jo
        john jack jock
        joseph joey jo
        joshua josh
        katherine kate katie kathy kit kitty
        lachlan lochie
        lawrence larry
        leonard len lenny
        louise lou
        margaret peg peggy meg maggie daisy
        martha patty
        mary molly polly
        michael mick mickey mike mikey
        michelle shelly
        nathaniel nate
        nathan nate
        patricia trish tricia
        patrick paddy
        penelope penny
        philip pip
        rebecca becky becca
        richard dick rick ricky
        robert bob bobby bert
        ronald ronnie
        rosemary rose
        sarah sally
        susan sue susie
        theodore ted teddy
        thomas tom tommy
        timothy tim
        victoria tori vicky
        virginia ginny
        william bill billy liam
        zachary zak
        """
}

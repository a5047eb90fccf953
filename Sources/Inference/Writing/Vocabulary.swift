/// The words that make a sentence a promise.
///
/// English, as the templates of this version are. Whole words, lower case; apostrophes are left out
/// (`weve`). A list is a weak net for meaning, so the check also rejects by form: numbers, signs,
/// capitals, addresses.
enum Vocabulary {
    static let offers: Set<String> = [
        "free", "freebie", "freebies", "complimentary", "gratis", "discount", "discounts",
        "discounted",
        "off", "offer", "offers", "offering", "offered", "deal", "deals", "sale", "sales", "coupon",
        "coupons", "voucher", "vouchers", "code", "codes", "promo", "promos", "promotion",
        "promotions",
        "gift", "gifts", "giveaway", "prize", "prizes", "win", "winner", "reward", "rewards",
        "bonus",
        "bonuses", "cashback", "refund", "refunds", "credit", "credits", "save", "saves", "saving",
        "savings", "cheap", "cheaper", "bargain", "special", "specials", "exclusive", "exclusively",
        "upgrade", "upgrades", "guarantee", "guaranteed", "guarantees", "promise", "promises",
        "rebate",
        "trial", "sample", "samples", "bogo", "points", "membership", "perk", "perks", "treat",
        "treats",
        "surprise", "surprises", "bundle", "clearance", "waive", "waived", "shipping", "delivery",
        "half",
        "double", "triple", "extra", "earn", "earned", "redeem", "subscribe", "subscription",
        "price",
        "prices", "pricing", "priced", "rate", "rates", "fee", "fees", "charge", "charges", "pay",
        "paying",
        "payment", "buy",
    ]
    static let offerPhrases = [
        "on the house", "on us", "no charge", "at no cost", "our treat", "with every",
        "for every order",
        "special just for you", "thank you present", "a present for",
    ]
    static let money: Set<String> = [
        "dollar", "dollars", "usd", "euro", "euros", "eur", "pound", "pounds", "gbp", "cent",
        "cents",
        "buck", "bucks", "pence", "yen", "chf", "francs", "money", "cash",
    ]
    static let percent: Set<String> = ["percent", "percentage", "pct"]
    static let numbers: Set<String> = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
        "hundred",
        "hundreds", "thousand", "thousands", "million", "millions", "dozen", "dozens", "twice",
    ]
    static let dates: Set<String> = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
        "february",
        "april", "june", "july", "august", "september", "october", "november", "december", "today",
        "tomorrow", "tonight", "yesterday", "weekend", "week", "weeks", "month", "months", "year",
        "years",
        "day", "days", "hour", "hours", "minute", "minutes", "deadline", "expires", "expire",
        "expiring",
        "expiry",
        "hurry", "until", "limited", "midnight", "noon", "christmas", "easter", "halloween",
        "holiday", "holidays", "birthday", "anniversary",
    ]
    static let datePhrases = [
        "last chance", "act now", "right now", "ends in", "before it", "while supplies last",
        "while stocks last", "dont miss out", "in march", "in may",
    ]
    static let placeholders = [
        "insert", "customer name", "your name", "company name", "first name", "name here",
        "lorem ipsum",
        "firstname", "undefined", "null", "nan",
    ]
    static let leaks = [
        "as an ai", "language model", "an ai", "as an assistant", "ai assistant", "i cannot",
        "i cant",
        "im unable", "i am unable", "im sorry", "i am sorry", "i apologize", "here is", "heres a",
        "heres an",
        "heres the", "here are", "sure here", "certainly", "the sentence", "this sentence",
        "a sentence",
        "friendly sentence", "one sentence", "the prompt", "the customer", "the user", "a customer",
        "subject line",
        "e mail", "email", "dear", "sincerely", "best regards", "kind regards", "example",
        "instructions",
        "system", "output", "translation", "rewrite", "rewritten",
    ]
    /// Capitals that are no names.
    static let capitals: Set<String> = ["I"]
    /// First words that may stand before a comma or an exclamation mark.
    static let openers: Set<String> = [
        "hello", "hi", "hey", "welcome", "yes", "well", "thanks", "cheers", "oh", "indeed", "still",
        "so",
        "lately", "greetings", "and", "honestly", "truly", "come", "remember", "again", "here",
        "there",
        "always", "recently", "it", "us", "you", "back", "now",
    ]
}

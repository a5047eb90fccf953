extension Value {
    /// The value that a JSON text writes, as RFC 8259 defines it.
    ///
    /// A number without fraction and exponent that fits 64 bits is an int, every other a double;
    /// objects are maps with string keys, of which the last of the same name counts.
    /// - Throws: What is wrong and at which byte: also invalid UTF-8, lone surrogates, numbers
    ///   beyond a double's range, and what exceeds `limits`.
    package init(json text: String, limits: JSONLimits = JSONLimits()) throws(JSONError) {
        try self.init(json: Array(text.utf8), limits: limits)
    }

    /// The value that JSON bytes write.
    package init(json bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
        self = try Self.read(json: bytes, limits: limits).value
    }

    /// The value that JSON bytes write, and the keys that some object in it has twice.
    package static func read(
        json bytes: [UInt8],
        limits: JSONLimits = JSONLimits()
    ) throws(JSONError) -> (value: Value, duplicates: [JSONDuplicate]) {
        guard bytes.count <= limits.bytes else {
            throw JSONError("the text is longer than \(limits.bytes) bytes", at: limits.bytes)
        }
        let outcome = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(JSONError) in
                var parser = JSONParser(buffer, depthMax: limits.depth)
                return (try parser.parse(), parser.duplicates)
            }
        }
        return try outcome.get()
    }

    /// The value as JSON without blanks; equal values always give the same text.
    ///
    /// Keys are sorted; timestamps are RFC 3339, durations seconds (`"1.5s"`), bytes base64, and
    /// `"NaN"`, `"Infinity"` and `"-Infinity"` strings.
    package var json: String { String(decoding: jsonBytes, as: UTF8.self) }

    /// The bytes of `json`.
    package var jsonBytes: [UInt8] {
        var writer = JSONWriter(indent: nil)
        writer.write(self)
        return writer.bytes
    }

    /// The value as JSON on several lines, two blanks a level.
    package var prettyJSON: String {
        var writer = JSONWriter(indent: 2)
        writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

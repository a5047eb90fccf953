/// Complaints about files and their YAML.
extension Complaint {
    /// No folder at the path that was given.
    static func noFolder(_ path: String) -> Complaint {
        Complaint(
            "no-folder",
            "there is no folder \(path.quoted)",
            next: "Name a folder that holds podium.yaml."
        )
    }

    /// A folder without `podium.yaml`.
    static let noProjectFile = Complaint(
        "no-project-file",
        "podium.yaml is missing",
        why: "It names the project's models, routes, sources and channels.",
        next: "Make it; `podium schema` prints what it may hold."
    )

    /// A file or folder the system does not give.
    static func unreadable(_ reason: String) -> Complaint {
        Complaint(
            "unreadable-file",
            "the file cannot be read: \(reason)",
            next: "Check its owner and permissions."
        )
    }

    /// A link out of the project.
    static let outsideFolder = Complaint(
        "outside-folder",
        "the file is a link that leaves the project's folder",
        why: "A project must hold everything it depends on.",
        next: "Copy the file into the folder."
    )

    /// A folder, pipe or device where a file should be.
    static let notAFile = Complaint("not-a-file", "this is not a regular file")

    /// A file above the limit of bytes.
    static func tooLarge(bytes: Int) -> Complaint {
        Complaint(
            "file-too-large",
            "the file has \(bytes) bytes; at most \(Sheet.bytesMax) are read",
            next: "Split it, or keep data under models/."
        )
    }

    /// A folder above the limit of files.
    static func tooManyFiles(max: Int) -> Complaint {
        Complaint("too-many-files", "the folder holds more than \(max) files to read")
    }

    /// Bytes that are no text.
    static let notUTF8 = Complaint(
        "not-utf-8",
        "the text is not UTF-8",
        next: "Save the file as UTF-8."
    )

    /// A file with nothing but comments and blanks.
    static let emptyFile = Complaint(
        "empty-file",
        "the file is empty",
        next: "Fill it, or delete it."
    )

    /// A scalar that the composer masks with.
    static let reservedScalar = Complaint(
        "reserved-character",
        "the file holds a private-use character from U+10F000 to U+10F0FF",
        why: "The reader uses these itself.",
        next: "Delete it."
    )

    /// Text that is not YAML.
    static func syntax(_ problem: String) -> Complaint {
        Complaint(
            "syntax",
            "this is not YAML: \(problem)",
            why: "The rest of the file cannot be understood past this point.",
            next: "Look at the indentation, quotes and brackets here and just before."
        )
    }

    /// A second `---`.
    static let manyDocuments = Complaint(
        "many-documents",
        "the file holds more than one document",
        why: "Only one would be read.",
        next: "Split it at the '---'."
    )

    /// An anchor or an alias.
    static let anchor = Complaint(
        "anchor",
        "anchors and aliases are not allowed",
        why: "A few of them can stand for more text than memory holds.",
        next: "Write the value out; put the text in quotes if it begins with '&' or '*'."
    )

    /// An explicit `!tag`.
    static func tag(_ tag: String) -> Complaint {
        Complaint(
            "tag",
            "the tag \(tag.quoted) has no meaning here",
            why: "Values are typed by what the schema expects.",
            next: "Delete it."
        )
    }

    /// Nesting above the limit.
    static func tooDeep(max: Int) -> Complaint {
        Complaint("too-deep", "the file is nested more than \(max) deep")
    }

    /// More nodes than the limit.
    static func tooMany(max: Int) -> Complaint {
        Complaint("too-many-nodes", "the file holds more than \(max) values")
    }

    /// A list, a map or nothing as a key.
    static let keyIsNotText = Complaint("key-is-not-text", "a key must be a word")

    /// A key that a map already has.
    static func duplicateKey(_ key: String, first: Place?) -> Complaint {
        Complaint(
            "duplicate-key",
            "\(key.quoted) stands twice in this map",
            why: first.map { "It was first given in line \($0.line)." } ?? "",
            next: "Keep one of them."
        )
    }
}

/// A tag of a template. Ranges are byte offsets of the template's text.
struct Tag {
    enum Kind {
        /// `{{name}}`
        case variable
        /// `{{{name}}}` and `{{&name}}`
        case unescaped
        /// `{{#name}}`
        case section
        /// `{{^name}}`
        case inverted
        /// `{{/name}}`
        case close
        /// `{{!…}}`
        case comment
        /// `{{=<% %>=}}`
        case delimiters
        /// `{{>name}}`
        case partial
        /// `{{<name}}`
        case parent
        /// `{{$name}}`
        case block

        /// Whether a `{{/name}}` must follow.
        var opens: Bool {
            switch self {
            case .section, .inverted, .parent, .block: true
            default: false
            }
        }

        /// Whether a line that holds nothing but this tag is left out of the output.
        var mayStandAlone: Bool { self != .variable && self != .unescaped }

        /// What is written before the name, for messages.
        var sigil: String {
            switch self {
            case .section: "#"
            case .inverted: "^"
            case .close: "/"
            case .comment: "!"
            case .delimiters: "="
            case .partial: ">"
            case .parent: "<"
            case .block: "$"
            case .unescaped: "&"
            case .variable: ""
            }
        }
    }

    var kind: Kind
    /// From the opening delimiter to the end of the closing one.
    var range: Range<Int>
    /// The name, without the white space around it.
    var name: String

    /// As it would be written with the usual delimiters.
    var written: String { "{{\(kind.sigil)\(name)}}" }
}

/// Bytes that the grammar names.
enum Byte {
    static let tab: UInt8 = 0x09
    static let newline: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20

    static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }
    static func isWhite(_ byte: UInt8) -> Bool { isBlank(byte) || byte == newline || byte == carriageReturn }
}

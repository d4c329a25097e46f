/// The cases of yaml-test-suite that are not read as the suite has them, by the reason.
enum YAMLDeviations {
    /// Tags but `!!str` are refused: types are JSON's.
    private static let tags = [
        "2AUY", "2XXW", "33X3", "35KP", "565N", "57H4", "5TYM", "6CK3", "6JWB", "6WLZ", "735Y", "74H7", "7FWL",
        "9WXW", "BU8L", "C4HZ", "CC74", "CUP7", "EHF6", "F2C7", "J7PZ", "L94M", "M5C3", "P76L", "UGM3", "Z67P",
        "Z9M4",
    ]

    /// A file holds one document.
    private static let documents = [
        "6XDY", "6ZKB", "9DXL", "9KAX", "JHB9", "KSS4", "L383", "PUW8", "RZT7", "U9NS",
    ]

    /// libyaml reads YAML 1.1, and refuses what YAML 1.2 came to allow: tabs and `?`, `:`, `-` in more places, directives
    /// that are not known, marks of documents, plain scalars such as `-` in flow.
    private static let stricter = [
        "2LFX", "2SXE", "4MUZ/0", "4MUZ/2", "58MP", "5MUD", "5T43", "6BCT", "6CA3", "6LVF", "7Z25", "8XYN",
        "96NN/0", "9SA2", "A2M4", "BEC7", "DBG4", "DK3J", "DK95/0", "DK95/3", "DK95/4", "FP8R", "HM87/0", "HWV9",
        "K3WX", "M7A3", "NJ66", "Q5MG", "QT73", "R4YG", "UT92", "VJP3/1", "W4TN", "W5VH", "Y79Y/1", "Y79Y/10",
        "ZYU8/0",
    ]

    /// What libyaml lets pass: comments without a space before them, flow that is not indented, and the like.
    private static let laxer = [
        "9C9N", "9JBA", "CVW2", "DK95/1", "G5U8", "MUS6/0", "QB6E", "S98Z", "SU5Z", "X4QW", "Y79Y/3", "YJV2",
    ]

    /// What libyaml reads as something else: `?x`, an anchor with a colon in it, a blank at the end of a block.
    private static let otherwise = [
        "652Z", "HM87/1", "L24T/1", "Y2GN",
    ]

    static let all = Set(tags + documents + stricter + laxer + otherwise)
}

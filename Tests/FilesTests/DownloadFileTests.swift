import TestSupport
import Testing

@testable import Files

@Suite("Digests and archives")
struct DownloadFileTests {
    /// NIST's examples for FIPS 180-4, and lengths around the end of a block, whose digests `sha256sum` gave.
    @Test(
        "SHA-256 is that of the standard",
        arguments: [
            ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ), ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
            ("a", 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
            ("a", 63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
            ("a", 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
        ])
    func digest(text: String, times: Int, expected: String) {
        let bytes = Array(repeatElement(Array(text.utf8), count: times).joined())
        #expect(SHA256.hexadecimal(bytes) == expected)
    }

    @Test("the checksum of an archive's files is ISO 3309's")
    func checksum() {
        #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(CRC32.of([]) == 0)
    }

    private let files: [(name: String, bytes: [UInt8])] = [
        ("b.csv", Array("a,b\n1,2\n".utf8)), ("a.json", []), ("資料.csv", Array("x\n".utf8)),
    ]

    @Test("an archive depends on its files and its date alone, not on their order")
    func deterministic() {
        let day = (year: 2026, month: 6, day: 20)
        #expect(ZipArchive.bytes(files, date: day) == ZipArchive.bytes(files.reversed(), date: day))
        #expect(ZipArchive.bytes(files, date: day) != ZipArchive.bytes(files, date: (2026, 6, 21)))
        #expect(ZipArchive.bytes(files, date: (1970, 1, 1)) == ZipArchive.bytes(files, date: (1980, 1, 1)))
        #expect(ZipArchive.bytes(files, date: (9999, 1, 1)) == ZipArchive.bytes(files, date: (2107, 12, 31)))
    }

    @Test("an archive names its files in order, and holds them as they are")
    func contents() throws {
        let zip = try #require(ZipArchive.bytes(files, date: (2026, 6, 20)))
        var at = 0
        var names: [String] = []
        while zip[at...].starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            func number(_ offset: Int, _ count: Int) -> Int {
                (0..<count).reduce(0) { $0 | Int(zip[at + offset + $1]) << (8 * $1) }
            }
            #expect(number(8, 2) == 0, "stored")
            #expect(number(12, 2) == (2026 - 1980) << 9 | 6 << 5 | 20)
            let (size, nameSize) = (number(18, 4), number(26, 2))
            let name = String(decoding: zip[(at + 30)..<(at + 30 + nameSize)], as: UTF8.self)
            let bytes = Array(zip[(at + 30 + nameSize)..<(at + 30 + nameSize + size)])
            #expect(files.first { $0.name == name }?.bytes == bytes)
            #expect(number(14, 4) == Int(CRC32.of(bytes)))
            names.append(name)
            at += 30 + nameSize + size
        }
        #expect(names == ["a.json", "b.csv", "資料.csv"])
        #expect(zip[at...].starts(with: [0x50, 0x4B, 0x01, 0x02]))
        #expect(zip.suffix(22).starts(with: [0x50, 0x4B, 0x05, 0x06]))
    }
}

import Files
import Tables
import TestSupport

/// What a large table costs, beside a plain loop over the same bytes that counts line ends and commas: each the least
/// of several rounds, taken in turns.
enum TableTimes {
    private static let rounds = 9

    static func report(rows: Int) {
        let file = SourceFile(path: "t.csv", bytes: text(rows: rows))
        var least = (scan: Double.infinity, read: Double.infinity, summary: Double.infinity)
        var separators = 0
        for _ in 0..<rounds {
            let start = Clock.now
            separators = scan(file.bytes)
            let scanned = Clock.now
            let table = Table.read(file, name: "t").value
            let read = Clock.now
            let summary = table.summary()
            let summed = Clock.now
            guard summary.rows == rows else { return print("rows are missing: \(summary.rows) of \(rows)") }
            least.scan = min(least.scan, scanned - start)
            least.read = min(least.read, read - scanned)
            least.summary = min(least.summary, summed - read)
        }
        print("tables: \(rows) rows, \(file.bytes.count) bytes, \(separators) separators")
        line("scan", least.scan, of: least.scan)
        line("read and typed", least.read, of: least.scan)
        line("aggregated", least.summary, of: least.scan)
        line("read, typed and aggregated", least.read + least.summary, of: least.scan)
    }

    /// A name, microseconds, and how often a scan goes into them.
    private static func line(_ name: String, _ milliseconds: Double, of scan: Double) {
        let ratio = Int((milliseconds / scan * 100).rounded())
        print("\(name)\t\(Int((milliseconds * 1000).rounded())) µs\t\(ratio / 100).\(ratio % 100 / 10)\(ratio % 10)")
    }

    private static func scan(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            var lines = 0
            var commas = 0
            for byte in buffer {
                if byte == 0x0A {
                    lines &+= 1
                } else if byte == UInt8(ascii: ",") {
                    commas &+= 1
                }
            }
            return lines + commas
        }
    }

    /// Ten columns as statistics have them: a number, names, a day, whole numbers and decimals; about 60 bytes a row.
    private static func text(rows: Int) -> [UInt8] {
        let places = ["north", "south", "east", "west", "kowloon"].map { Array($0.utf8) }
        var random = SplitMix(state: 7)
        var out = Array("id,place,kind,day,a,b,c,d,share,label\n".utf8)
        out.reserveCapacity(rows * 64)
        func append(_ number: Int, decimals: Int = 0) {
            var digits = String(number)
            if decimals > 0 {
                while digits.utf8.count <= decimals { digits = "0" + digits }
                digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
            }
            out += digits.utf8
            out.append(UInt8(ascii: ","))
        }
        for row in 0..<rows {
            let a = random.next()
            let b = random.next()
            append(row + 1)
            out += places[Int(a % 5)]
            out += [UInt8(ascii: ","), UInt8(ascii: "x") + UInt8(b % 3), UInt8(ascii: ",")]
            out += "20\(10 + a % 20)-\(10 + b % 3)-\(10 + a % 19),".utf8
            append(Int(a % 100_000))
            append(Int(b % 2000) - 1000)
            append(Int(a % 99_991), decimals: 2)
            append(Int(b % 997), decimals: 1)
            append(Int(a % 1009), decimals: 3)
            out += "t\(b % 9999)\n".utf8
        }
        return out
    }
}

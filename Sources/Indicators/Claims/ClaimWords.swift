import Formatting

/// The words of claims by language, found longest first. To teach Gazette a word, add it to `ClaimWords`.
struct ClaimVocabulary: Sendable {
    struct Entry: Sendable {
        let scalars: [UInt32]
        let meaning: ClaimMeaning

        /// True of qualifiers that stand after their number: 左右, 以上, or so, or more.
        var isAfterNumber: Bool {
            switch meaning {
            case .about, .atLeast, .atMost: ClaimWords.afterNumber.contains(scalars)
            default: false
            }
        }

        /// True of what is spelt out in Latin letters: yuan, US dollars.
        var isWord: Bool { scalars.count > 3 && scalars.allSatisfy { ClaimText.isLetter($0) || $0 == 0x20 } }
    }

    private let byFirst: [UInt32: [Entry]]

    init(_ groups: [ClaimWords.Group]) {
        var byFirst: [UInt32: [Entry]] = [:]
        for group in groups {
            for phrase in group.phrases.split(separator: ",") {
                var scalars = phrase.unicodeScalars.map(\.value)
                while scalars.first == 0x20 { scalars.removeFirst() }
                guard let first = scalars.first else { continue }
                byFirst[first, default: []].append(Entry(scalars: scalars, meaning: group.meaning))
            }
        }
        self.byFirst = byFirst.mapValues { $0.sorted { $0.scalars.count > $1.scalars.count } }
    }

    /// The longest phrase at `index`; one of Latin letters must end where its word does.
    func match(_ text: ClaimText, at index: Int) -> Entry? {
        byFirst[text.scalars[index]]?.first { text.holds($0.scalars, at: index) }
    }

    static let chinese = ClaimVocabulary(ClaimWords.chinese + ClaimWords.currencies + ClaimWords.marks)
    static let english = ClaimVocabulary(
        ClaimWords.english + ClaimWords.englishParts + ClaimWords.times + ClaimWords.currencies + ClaimWords.marks)
}

/// The tables of words, a meaning a line, phrases between commas.
enum ClaimWords {
    struct Group: Sendable {
        let meaning: ClaimMeaning
        let phrases: String

        init(_ meaning: ClaimMeaning, _ phrases: String) {
            self.meaning = meaning
            self.phrases = phrases
        }
    }

    static let afterNumber: Set<[UInt32]> = Set(
        [
            "左右", "上下", "以上", "或以上", "及以上", "以下", "或以下", "及以下", "以內", "or so", "or more", "or above", "or over",
            "and above", "and over", "and more", "or higher", "or greater", "or less", "or fewer", "or under",
            "or below",
            "or lower", "and below", "and under", "or thereabouts", "more or less", "at least", "at most", "roughly",
            "approximately", "plus", "+",
        ].map { $0.unicodeScalars.map(\.value) })

    /// What denies the number that follows it.
    static let denials: [[UInt32]] = [
        "不是", "並非", "并非", "絕非", "绝非", "不等於", "不等于", "not", "never", "isn't", "aren't", "wasn't", "weren't",
    ].map { $0.unicodeScalars.map(\.value) }

    /// Signs in words, where a number follows.
    static let minusInChinese: [[UInt32]] = ["負", "负"].map { $0.unicodeScalars.map(\.value) }

    /// Marks and symbols of both languages.
    static let marks: [Group] = [
        Group(.percent, "%"), Group(.perMille, "‰"), Group(.points, "pp"), Group(.currency(""), "$"),
        Group(.connector, "-,–,—,~"),
    ]

    /// What amounts are printed with, and the codes: 港元, HK$, HKD.
    static let currencies = Currency.all.map { currency in
        Group(.currency(currency.code), "\(currency.chinese),\(currency.sign),\(currency.code)".lowercased())
    }

    static let chinese: [Group] = [
        Group(.about, "約,大約,大概,約莫,左右,上下,約為"),
        Group(.nearly, "近,接近,十分接近,將近,幾近,幾乎,貼近,近乎"),
        Group(.over, "逾,超過,超逾,高於,多於,大於,不止,不只"), Group(.overBefore, "過"),
        Group(.atLeast, "至少,最少,不少於,不低於,不小於,不下,以上,或以上,及以上,起碼"),
        Group(.under, "不足,少於,低於,不到,不及,小於,未足,未滿,未達,未及"),
        Group(.atMost, "最多,至多,不超過,不多於,不高於,不逾,以下,或以下,及以下,高達,多達,以內"),
        Group(.percentBefore, "百分之"), Group(.wholePercent(100), "百分百,百分之百"),
        Group(.points, "個百分點,百分點"), Group(.tenths, "成"), Group(.times, "倍"),
        Group(.fraction(1, 2), "一半,半數,半"), Group(.overFraction(1, 2), "過半,過半數,逾半,逾半數,大半,多半,泰半"),
        Group(.multiple(2), "翻一番,翻番,翻了一番,翻了番,翻倍,翻了一倍,翻一倍,倍增,雙倍,加倍,一番"),
        Group(.multiple(4), "翻兩番,翻了兩番,兩番"), Group(.multiple(8), "翻三番,翻了三番,三番"), Group(.halved, "減半,腰斬"),
        Group(.change(isUp: true), "增加,增加了,增長,增長了,上升,上升了,升了,升幅,增幅,增了,漲了,漲幅,上漲,上漲了,提高,提高了"),
        Group(.change(isUp: true), "提升,提升了,擴大,擴張,多出,多了,高出,高了,增多,增添,遞增,攀升,回升,反彈,上調,激增,急增,飆升,躍升"),
        Group(.change(isUp: true), "延長,擴闊,升值"), Group(.change(isUp: false), "負增長,縮短,縮小,倒退,貶值"),
        Group(.change(isUp: false), "減少,減少了,下降,下降了,下跌,下跌了,跌了,跌去,跌幅,減了,減去,減幅,降了,降幅,降低,降低了,縮減"),
        Group(.change(isUp: false), "縮減了,削減,削減了,回落,收縮,萎縮,收窄,下滑,下挫,遞減,下調,銳減,少了,低了"),
        Group(.changeBefore(isUp: true), "升,增,漲,高"), Group(.changeBefore(isUp: false), "跌,減,降,少,低"),
        Group(
            .level(isUp: true),
            "增至,增加至,增加到,增到,升至,升到,上升至,上升到,增長至,增長到,漲至,上漲至,提高至,提高到,提升至,提升到,擴大至,擴至,擴展至,攀升至,回升至,上調至"),
        Group(
            .level(isUp: false),
            "減至,減少至,減少到,減到,降至,降到,下降至,下降到,跌至,跌到,下跌至,下跌到,縮減至,縮至,削減至,降低至,降低到,回落至,萎縮至,收窄至,下調至"),
        Group(.between, "介乎,介於,由,從"), Group(.connector, "至,到,～,─"), Group(.and, "與,和,及"),
        Group(.many, "多,餘,幾"), Group(.zero, "沒有,零"), Group(.not, "不,未,無,沒,並非,絕非,非"),
        Group(.ordinalBefore, "第"),
        Group(.currency("HKD"), "港幣"), Group(.currency("USD"), "美金"), Group(.currency("CNY"), "人民幣"),
        Group(.currency("MOP"), "澳門幣"), Group(.currency("JPY"), "日元"), Group(.currency("TWD"), "台幣"),
        Group(.currency(""), "元"),
        Group(.rate("day"), "每日,每天"), Group(.rate("month"), "每月,每個月"), Group(.rate("year"), "每年"),
        Group(.rate("week"), "每週,每周,每星期"), Group(.rate("hour"), "每小時"), Group(.rate("quarter"), "每季"),
        Group(.rate("minute"), "每分鐘"), Group(.rate("second"), "每秒"), Group(.often("day"), "日均"),
        Group(.often("month"), "月均"), Group(.often("year"), "年均"),
        Group(.vague, "數十,數百,數千,數萬,數億,數十萬,數百萬,數千萬,幾十,幾百,幾千,幾萬,幾億,好幾,成百,成千,上百,上千,上萬,若干,多個,數個,幾個"),
        // Words that hold the signs of numerals and are none.
        Group(.ignored, "一般,統一,一些,一直,一旦,一律,一起,一致,一併,同一,萬一,唯一,一帶一路,其中,之間,一樣,一同"),
        Group(.ignored, "一共,一向,一度,一連,一線,一站式,一次過,一方面,另一,進一步,逐一,一國兩制,兩岸,兩地牌,七一,四川,九龍,九巴"),
        Group(.ignored, "三藩市,百貨,千禧,八達通,六合彩,五金,零售,零件,零食,零星,零散,零碳"),
        Group(.ignored, "半年,上半年,下半年,近半年,半島,半山,半導體,半官方,半價,公升,毫升,降雨,降雨量"),
        // Words that hold the signs of qualifiers and directions.
        Group(.ignored, "最近,附近,鄰近,靠近,近年,近來,近月,近日,近期,近代,近郊,近岸,近海,近視,未來,不同,不斷,無人機,無線,無家者,無障礙,無論,不及格,不及時"),
        Group(.ignored, "非常,非洲,非牟利,非政府,非本地,紐約,合約,條約,公約,契約,預約,節約,簽約,續約,租約,違約,約定,約束"),
        Group(.ignored, "逾期,逾時,通過,經過,透過,過去,過程,過渡,沒收,日本,年輕,年長,年級"),
    ]
}

/// The words of English claims.
extension ClaimWords {
    /// Signs in words, where a number follows.
    static let minusInEnglish: [[UInt32]] = ["minus", "negative"].map { $0.unicodeScalars.map(\.value) }

    /// Qualifiers that stand at a digit alone: 5,000+, 5,000-plus.
    static let numberOnly: Set<[UInt32]> = set("plus,+")
    /// Qualifiers that compare where they follow a part: 40% above.
    static let comparatives: Set<[UInt32]> = set(
        "more than,greater than,higher than,above,less than,fewer than,lower than,smaller than,below")
    /// Percentage points by their short name, of data that are in points.
    static let barePoints: Set<[UInt32]> = set("points,point,pts,ppt,ppts")
    static let articles = phrases("the,a,an,this,that,these,those,its,their,all,each")
    static let of = "of".unicodeScalars.map(\.value)
    static let to = "to".unicodeScalars.map(\.value)
    static let a = "a".unicodeScalars.map(\.value)
    static let onePoint = "a percentage point".unicodeScalars.map(\.value)
    /// What stands between a change and its number.
    static let changedBy = phrases("by,of")
    /// One in five, nine out of ten.
    static let partOf = phrases("in,out of")

    private static func phrases(_ list: String) -> [[UInt32]] {
        list.split(separator: ",").map { $0.unicodeScalars.map(\.value) }
    }

    private static func set(_ list: String) -> Set<[UInt32]> { Set(phrases(list)) }

    static let english: [Group] = [
        Group(.about, "about,around,roughly,some,approximately,approx,circa,more or less,≈,or so,or thereabouts"),
        Group(.nearly, "nearly,almost,close to,just under,just below,just short of,just shy of,nearing,approaching"),
        Group(
            .over,
            "over,more than,greater than,above,exceed,exceeding,exceeds,exceeded,in excess of,upwards of,higher than,>"
        ),
        Group(.over, "just over,just above,beyond"),
        Group(
            .atLeast, "at least,no less than,no fewer than,no lower than,or more,or above,or over,or higher,or greater"),
        Group(.atLeast, "a minimum of,and above,and over,and more,as low as,as few as,as little as,plus,+,≥,>="),
        Group(.under, "under,less than,fewer than,below,lower than,smaller than,short of,<"),
        Group(.atMost, "at most,up to,no more than,no higher than,as high as,as many as,as much as,or less,or fewer"),
        Group(.atMost, "or under,or below,or lower,a maximum of,and below,and under,≤,<="),
        Group(.percent, "percent,per cent,pct"),
        Group(.points, "percentage points,percentage point,per cent points,percent points,points,point,pts,ppt,ppts"),
        Group(.times, "times,x,×"), Group(.fold, "fold,by a factor of"), Group(.many, "odd"),
        Group(.multiple(2), "double,twice"), Group(.multiplied(2), "doubled,doubles,doubling"),
        Group(.multiple(3), "triple,treble,thrice"), Group(.multiplied(3), "tripled,triples,tripling,trebled,trebling"),
        Group(.multiple(4), "quadruple"), Group(.multiplied(4), "quadrupled,quadruples,quadrupling"),
        Group(.multiple(5), "quintuple"), Group(.multiplied(5), "quintupled,quintupling"),
        Group(.multiple(100), "hundredfold"), Group(.multiple(1000), "thousandfold"),
        Group(.change(isUp: true), "up,rise,rises,rose,risen,rising,increase,increases,increased,increasing,grew,grow"),
        Group(
            .change(isUp: true), "grows,grown,growth,growing,gain,gained,gains,climb,climbs,climbed,climbing,higher by"),
        Group(.change(isUp: true), "jump,jumps,jumped,surge,surges,surged,soared,raised,expanded"),
        Group(.change(isUp: false), "down,fall,falls,fell,fallen,falling,decrease,decreases,decreased,decreasing"),
        Group(.change(isUp: false), "decline,declined,declines,declining,drop,dropped,drops,dropping,reduce,reduces"),
        Group(.change(isUp: false), "reduced,reducing,reduction,cut,cuts,shrank,shrunk,shrink,slid,slumped,plunged"),
        Group(.change(isUp: false), "tumbled,lower by,contracted,negative growth"),
        Group(.comparison(isUp: true), "more,higher,greater,larger,bigger"),
        Group(.comparison(isUp: false), "less,fewer,lower,smaller"),
        Group(.between, "between"), Group(.from, "from"), Group(.connector, "to"), Group(.and, "and"),
        Group(.vague, "several,dozens,hundreds,thousands,millions,billions"),
        Group(.vague, "single digit,single digits,double digit,double digits,triple digit,triple digits"),
        Group(.fractionOfScale(1, 4), "quarter"), Group(.zero, "none,no,zero,nil"),
        Group(.not, "not,never,without,neither,nor,cannot,can't,isn't,aren't,wasn't,weren't,doesn't,don't,didn't"),
        Group(.not, "hasn't,haven't,hadn't,won't,wouldn't,couldn't,shouldn't"),
        Group(.currency(""), "dollars,dollar"), Group(.currency("HKD"), "hong kong dollars,hong kong dollar"),
        Group(.currency("USD"), "us dollars,us dollar,american dollars"), Group(.currency("CNY"), "yuan,renminbi"),
        Group(.currency("EUR"), "euro,euros"), Group(.currency("GBP"), "pounds sterling,sterling"),
        Group(.currency("JPY"), "yen"), Group(.currency("MOP"), "patacas,pataca"),
        Group(.often("second"), "a second"), Group(.often("hour"), "hourly"), Group(.often("day"), "daily"),
        Group(.often("week"), "weekly"),
        Group(.often("month"), "monthly"), Group(.often("quarter"), "quarterly"),
        Group(.often("year"), "yearly,annual,annually"),
        // Words that hold those above and mean something else.
        Group(
            .ignored,
            "make up,makes up,made up,making up,set up,taken up,drop-off,drop-offs,higher education,cut off,a year on,no."
        ),
        Group(.ignored, "year on year,month on month,quarter on quarter,year over year,year by year,a month on"),
        Group(.rate("day"), "per day,a day,each day,every day,/day"),
        Group(.rate("week"), "per week,a week,each week,every week,/week"),
        Group(.rate("month"), "per month,a month,each month,every month,/month"),
        Group(.rate("quarter"), "per quarter,each quarter,every quarter,/quarter"),
        Group(.rate("year"), "per year,a year,each year,every year,/year,per annum"),
        Group(.rate("hour"), "per hour,an hour,each hour,every hour,/hour"),
        Group(.rate("minute"), "per minute,a minute,/minute"), Group(.rate("second"), "per second,/second"),
    ]

    /// A year ago, a month earlier: a time, where "a year" alone is a rate.
    static let times: [Group] = ["a minute", "an hour", "a day", "a week", "a month", "a year"].map { time in
        Group(.ignored, ["ago", "earlier", "later", "before"].map { "\(time) \($0)" }.joined(separator: ","))
    }

    /// First to twentieth; a half, two thirds, three quarters and the like down to tenths.
    static let englishParts: [Group] = {
        let ordinals = [
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
            "nineteenth", "twentieth",
        ]
        let numbers = ["two", "three", "four", "five", "six", "seven", "eight", "nine"]
        var parts: [(name: String, plural: String, whole: Int)] = [("half", "halves", 2), ("quarter", "quarters", 4)]
        for whole in 3...10 { parts.append((ordinals[whole - 1], ordinals[whole - 1] + "s", whole)) }
        var out = [
            Group(.fraction(1, 2), "half,½"), Group(.halved, "halve,halves,halved,halving"),
            Group(.fraction(1, 4), "¼"), Group(.fraction(3, 4), "¾"), Group(.fraction(1, 3), "⅓"),
            Group(.fraction(2, 3), "⅔"),
        ]
        let folds =
            "twofold,threefold,fourfold,fivefold,sixfold,sevenfold,eightfold,ninefold,tenfold,elevenfold,twelvefold,"
            + "thirteenfold,fourteenfold,fifteenfold,sixteenfold,seventeenfold,eighteenfold,nineteenfold,twentyfold"
        for (index, word) in folds.split(separator: ",").enumerated() {
            out.append(Group(.multiple(index + 2), String(word)))
        }
        for (index, word) in ordinals.enumerated() { out.append(Group(.ordinal(index + 1), word)) }
        for (name, plural, whole) in parts {
            out.append(Group(.fraction(1, whole), "a \(name),an \(name),one \(name)"))
            for (index, word) in numbers.enumerated() {
                out.append(Group(.fraction(index + 2, whole), "\(word) \(plural)"))
            }
        }
        return out
    }()
}

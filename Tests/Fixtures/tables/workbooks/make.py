"""Makes the workbooks under Tests/Fixtures. Standard library alone."""
import io
import os
import struct
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.dirname(os.path.dirname(HERE))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_DOC = "http://purl.oclc.org/ooxml/officeDocument/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

FORMATS = ["General", "0.0%", '"HK$"#,##0', "0.00", "yyyy\\-mm\\-dd", "yyyy/m/d h:mm", "mmm yyyy", "[$¥-804]#,##0.00",
           '#,##0" km"', "@", "0%", "[$US$-409]#,##0.0", "[h]:mm:ss", 'yyyy"年"m"月"d"日"', "yyyy"]


def styles(ns=MAIN):
    fmts = "".join(f'<numFmt numFmtId="{164 + i}" formatCode="{f.replace(chr(34), "&quot;")}"/>'
                   for i, f in enumerate(FORMATS))
    xfs = "".join(f'<xf numFmtId="{0 if i == 0 else 164 + i}" fontId="0"/>' for i in range(len(FORMATS)))
    xfs += '<xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="22"/><xf numFmtId="17"/>'
    return (f'{HEAD}<styleSheet xmlns="{ns}"><numFmts count="{len(FORMATS)}">{fmts}</numFmts>'
            f'<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs>{xfs}</cellXfs></styleSheet>')


def book(sheets, ns=MAIN, doc=DOC, more="", strings=None, with_styles=True, extra=None):
    """`sheets`: (name, xml, attributes)."""
    parts = {}
    parts["[Content_Types].xml"] = HEAD + ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                                           '<Default Extension="xml" ContentType="application/xml"/></Types>')
    parts["_rels/.rels"] = HEAD + (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{doc}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    list_ = "".join(f'<sheet name="{name}" sheetId="{i + 1}" r:id="rId{i + 1}"{attributes}/>'
                    for i, (name, _, attributes) in enumerate(sheets))
    parts["xl/workbook.xml"] = f'{HEAD}<workbook xmlns="{ns}" xmlns:r="{doc}">{more}<sheets>{list_}</sheets></workbook>'
    rels = "".join(f'<Relationship Id="rId{i + 1}" Type="{doc}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>'
                   for i in range(len(sheets)))
    if with_styles:
        rels += f'<Relationship Id="rIdS" Type="{doc}/styles" Target="/xl/styles.xml"/>'
        parts["xl/styles.xml"] = styles(ns)
    if strings is not None:
        rels += f'<Relationship Id="rIdT" Type="{doc}/sharedStrings" Target="sharedStrings.xml"/>'
        parts["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{ns}">{strings}</sst>'
    parts["xl/_rels/workbook.xml.rels"] = HEAD + (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>')
    for i, (_, xml, _) in enumerate(sheets):
        parts[f"xl/worksheets/sheet{i + 1}.xml"] = xml
    parts.update(extra or {})
    return parts


def pack(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items() if isinstance(parts, dict) else parts:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, text)
    return out.getvalue()


def letters(n):
    out = ""
    while n:
        n, r = divmod(n - 1, 26)
        out = chr(65 + r) + out
    return out


def esc(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cell(row, column, value, style=0):
    at = f'r="{letters(column)}{row}"' + (f' s="{style}"' if style else "")
    if value is None:
        return f"<c {at}/>" if style else ""
    if isinstance(value, tuple):
        return value[0].replace("@", at)
    if isinstance(value, bool):
        return f'<c {at} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return f'<c {at} t="inlineStr"><is><t xml:space="preserve">{esc(value)}</t></is></c>'
    return f"<c {at}><v>{value!r}</v></c>"


def sheet(rows, top=1, left=1, after="", before="", ns=MAIN, attributes=None):
    """`rows`: lists of values, or of (value, style) pairs as lists."""
    body = ""
    for i, row in enumerate(rows):
        if row is None:
            continue
        cells = "".join(cell(top + i, left + j, *(v if isinstance(v, list) else [v])) for j, v in enumerate(row))
        body += f'<row r="{top + i}"{(attributes or {}).get(top + i, "")}>{cells}</row>'
    return f'{HEAD}<worksheet xmlns="{ns}">{before}<sheetData>{body}</sheetData>{after}</worksheet>'


def raw(xml):
    return (xml,)


def save(name, data, folder=HERE):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else pack(data))


def one(rows, name="Sheet1", attributes="", **options):
    return book([(name, sheet(rows, **options), attributes)])


# Numbers as Excel stores them: seventeen digits; what it shows of them are fifteen.
save("numbers.xlsx", one([
    ["id", "value"],
    ["whole", raw("<c @><v>3000</v></c>")],
    ["seventeen-digits", raw("<c @><v>1.1000000000000001</v></c>")],
    ["binary-noise", raw("<c @><v>0.30000000000000004</v></c>")],
    ["exponent", raw("<c @><v>1.5000000000000001E-3</v></c>")],
    ["large", raw("<c @><v>1.2E+10</v></c>")],
    ["negative", raw("<c @><v>-7.25</v></c>")],
    ["negative-zero", raw("<c @><v>-0</v></c>")],
    ["third", raw("<c @><v>0.33333333333333331</v></c>")],
    ["text-in-the-notation", "~5000"],
    ["bound", ">70"],
    ["missing", "[x]"],
]))
save("numbers-broken.xlsx", one([
    ["id", "value"],
    ["a", raw("<c @><v>nan</v></c>")],
    ["b", raw("<c @><v>1e999</v></c>")],
    ["c", raw("<c @><v>0x10</v></c>")],
    ["d", raw("<c @><v>9007199254740994</v></c>")],
    ["e", 5],
]))
save("formats.xlsx", one([
    ["share", "cost", "rate", "yuan", "way", "dollars"],
    [[0.123, 1], [1200, 2], [1.5, 3], [12.5, 7], [3, 8], [1.5, 11]],
    [[0.07, 1], [3, 2], [2.25, 3], [1, 7], [4000, 8], [2, 11]],
    [[0, 0], [0, 2], [2, 3], [2, 7], [5, 8], [3, 11]],
    [[1.005, 1], [7, 2], [2, 3], [2, 7], [5, 8], [3, 11]],
]))
save("percentages-among-plain-numbers.xlsx", one([
    ["what", "value"], ["cars", 120], ["share", [0.45, 1]], ["more", 7],
]))
save("two-currencies.xlsx", one([["a"], [[100, 2]], [[100, 11]]]))
save("dates.xlsx", one([
    ["day", "built in", "month", "year", "with time", "chinese", "time", "all at midnight"],
    [[46181, 4], [46181, 15], [46174, 6], [46023, 14], [46181.5, 5], [46181, 13], [1.25, 12], [46181, 17]],
    [[59, 4], [61, 15], [46204, 18], [46388, 14], [46182, 5], [46182, 13], [0.5, 12], [46182, 17]],
    [[1, 4], [2958465, 15], [46204, 18], [46388, 14], [46182.999999, 5], [46183, 13], [0.5, 12], [46182, 17]],
]))
save("dates-that-are-none.xlsx", one([["day"], [[60, 4]], [[0, 4]], [[-3, 4]], [[2958466, 4]], [[46181, 4]]]))
save("dates-from-1904.xlsx", book(
    [("Sheet1", sheet([["day"], [[0, 4]], [[44719, 4]]]), "")], more='<workbookPr date1904="1"/>'))
save("strict-with-prefixes.xlsx", book(
    [("Données", f'{HEAD}<x:worksheet xmlns:x="{STRICT}"><x:sheetData><x:row r="1">'
      '<x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="s"><x:v>1</x:v></x:c></x:row><x:row r="2">'
      '<x:c r="A2" t="d"><x:v>2026-06-08T00:00:00</x:v></x:c><x:c r="B2"><x:v>7</x:v></x:c></x:row>'
      '</x:sheetData></x:worksheet>', "")],
    ns=STRICT, doc=STRICT_DOC, strings="<si><t>day</t></si><si><t>value</t></si>"))
save("texts.xlsx", book(
    [("Sheet1", sheet([
        [raw('<c @ t="s"><v>0</v></c>'), raw('<c @ t="s"><v>1</v></c>')],
        [raw('<c @ t="s"><v>2</v></c>'), raw('<c @ t="s"><v>3</v></c>')],
        [raw('<c @ t="s"><v>4</v></c>'), raw('<c @ t="s"><v>5</v></c>')],
        [raw('<c @ t="str"><f>A1&amp;"x"</f><v>a, "quoted" text</v></c>'), True],
        [raw('<c @ t="str"><f>""</f><v></v></c>'), False],
    ]), "")],
    strings='<si><t>name of\n the  place</t></si><si><t>flag</t></si>'
            '<si><r><rPr><b/></rPr><t xml:space="preserve">rich </t></r><r><t>text</t></r></si><si><t>true</t></si>'
            '<si><t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh></si>'
            '<si><t> not_x0020_kept _x005F_ </t></si>'))
save("libreoffice.xlsx", book(
    [("工作表1", f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{DOC}"><sheetPr filterMode="false"/>'
      '<dimension ref="A1:B1048576"/><cols><col collapsed="false" hidden="false" min="1" max="16384" width="11.5"/>'
      '</cols><sheetData><row r="1" customFormat="false" hidden="false"><c r="A1" s="0" t="s"><v>0</v></c>'
      '<c r="B1" s="0" t="s"><v>1</v></c></row><row r="2"><c r="A2" s="4"><v>46181</v></c>'
      '<c r="B2" s="10"><f aca="false">1/4</f><v>0.25</v></c></row>'
      '<row r="1048576"><c r="A1048576" s="0"/></row></sheetData><pageMargins left="0.7"/></worksheet>', "")],
    strings='<si><t xml:space="preserve">日期</t></si><si><t xml:space="preserve">比率</t></si>'))
save("google.xlsx", book(
    [("Sheet1", f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" s="0" t="s"><v>0</v></c>'
      '<c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" s="0"><v>2025.0</v></c><c r="B2"><v>12.0</v></c></row>'
      '<row r="3"><c r="A3"><v>2026.0</v></c><c r="B3"><f t="shared" ref="B3" si="0">B2*2</f><v>24.0</v></c></row>'
      '<row r="4" ht="15.75"><c r="A4" s="0"/></row></sheetData></worksheet>', "")],
    strings="<si><t>year</t></si><si><t>cars</t></si>"))
save("no-references.xlsx", book(
    [("Sheet1", f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData><row><c t="inlineStr"><is><t>a</t></is></c>'
      '<c t="inlineStr"><is><t>b</t></is></c></row><row><c><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>',
      "")], with_styles=False))
save("sparse.xlsx", one([
    ["a", None, "c"], [1, None, 3], None, [4], [None, None, 5], None, None, [[None, 4], [None, 4]],
], top=3, left=2))
save("header-blank.xlsx", one([["a", None, "c"], [1, 2, 3]]))
save("header-of-years.xlsx", one([["region", 2025, 2026], ["hk", 1, 2]]))
save("header-twice.xlsx", one([["a", "a"], [1, 2]]))
save("merged-title.xlsx", one([
    ["Table 1: cars"], ["id", "value"], ["a", 1], ["b", 2],
], after='<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'))
save("merged-header-and-body.xlsx", one([
    ["id", "2025", None, "note"], ["a", 1, 2, "x"], ["b", 3, 4, None],
], after='<mergeCells><mergeCell ref="B1:C1"/><mergeCell ref="D2:D3"/><mergeCell ref="H9:J12"/></mergeCells>'))
save("errors.xlsx", one([
    ["id", "value"], ["a", raw('<c @ t="e"><v>#N/A</v></c>')], ["b", raw('<c @ t="e"><f>1/0</f><v>#DIV/0!</v></c>')],
    ["c", raw('<c @ t="e"><v>#REF!</v></c>')], ["d", 4],
]))
save("formula-without-value.xlsx", one([["a", "b"], [1, raw("<c @><f>A2*2</f></c>")], [2, raw("<c @><f>A3</f><v/></c>")]]))
save("hidden.xlsx", book([
    ("Notes", sheet([["x"], [1]]), ' state="hidden"'),
    ("Data", sheet([["a", "b"], [1, 2], [3, 4], [5, 6]], attributes={3: ' hidden="1"', 4: ' hidden="1"'},
                   before='<cols><col min="2" max="2" hidden="1"/></cols>'), "")]))
save("hidden-all.xlsx", book([("Only", sheet([["a"], [1]]), ' state="veryHidden"')]))
save("empty.xlsx", one([]))
save("text-among-numbers.xlsx", one([["a"], [1], ["1,234"], [3]]))
save("columns-of-text.xlsx", one([["code", "day"], ["007", "2026-06"], ["012", "2026-07"]]))

# Hostile, or no workbook at all.
BOMB = ('<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>')
save("hostile-entities.xlsx", book([("Sheet1", HEAD + BOMB + f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">'
                                     '<c r="A1" t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>', "")]))
save("hostile-inflated.xlsx", book([("Sheet1", f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>' + " " * (66 << 20)
                                     + "</sheetData></worksheet>", "")]))
save("hostile-depth.xlsx", book([("Sheet1", f'{HEAD}<worksheet xmlns="{MAIN}">' + "<a>" * 5000 + "</a>" * 5000
                                  + "</worksheet>", "")]))
save("hostile-climbing.xlsx", book([("Sheet1", sheet([["a"], [1]]), "")], extra={
    "xl/_rels/workbook.xml.rels": HEAD
    + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{DOC}/worksheet" Target="../../../etc/passwd"/></Relationships>'}))
save("hostile-external.xlsx", book([("Sheet1", sheet([["a"], [1]]), "")], extra={
    "xl/_rels/workbook.xml.rels": HEAD
    + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{DOC}/worksheet" TargetMode="External" Target="file:///etc/passwd"/>'
    "</Relationships>"}))
parts = list(one([["a"], [1]]).items())
twice = io.BytesIO()
with zipfile.ZipFile(twice, "w") as z:
    for name, text in parts + [("XL/worksheets/sheet1.xml", sheet([["a"], [2]]))]:
        z.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
save("hostile-part-twice.xlsx", twice.getvalue())
save("hostile-far-cell.xlsx", book([("Sheet1", f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v>'
                                     '</c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                                     "</worksheet>", "")]))
save("hostile-order.xlsx", book([("Sheet1", f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData><row r="2"><c r="A2"><v>1</v>'
                                  '</c></row><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>', "")]))
save("hostile-shared-text.xlsx", book([("Sheet1", sheet([["a"], [raw('<c @ t="s"><v>7</v></c>')]]), "")],
                                      strings="<si><t>one</t></si>"))
whole = pack(one([["id", "value"]] + [[f"row {i}", i] for i in range(200)]))
save("damaged-truncated.xlsx", whole[:len(whole) * 2 // 3])
at = whole.index(b"xl/worksheets/sheet1.xml") + 60
save("damaged-bytes.xlsx", whole[:at] + bytes(b ^ 0x5A for b in whole[at:at + 40]) + whole[at + 40:])
save("damaged-xml.xlsx", book([("Sheet1", f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData><row r="1">', "")]))
save("no-workbook-text.xlsx", b"id,value\na,1\n")
save("no-workbook-zip.xlsx", pack({"readme.txt": "hello"}))
save("no-workbook-opendocument.xlsx", pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}))
OLE = bytes([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) + bytes(504)
save("encrypted.xlsx", OLE + "EncryptedPackage".encode("utf-16-le") + bytes(32))
save("old-format.xlsx", OLE + "Workbook".encode("utf-16-le") + bytes(48))

# What packages and sites need.
CARS = [
    ["Cars from the north", None, None, None], [None], ["id", "label", "value", "unit"],
    ["quota_before", "原每日名額", 100, "cars/day"], ["quota_after", "現每日名額", 200, "cars/day"],
    ["stay", "每次最多停留", 3, "day"], ["served", "可支援的車輛", ">1600", "cars"],
]
TWO = book([("Cars", sheet(CARS), ""),
            ("Shares by year", sheet([["year", "share"], [2025, [0.3, 1]], [2026, [0.44, 1]]]), "")])
save("book.xlsx", TWO, os.path.join(FIXTURES, "tables/packages/xlsx-sheets-and-ranges"))
save("book.xlsx", TWO, os.path.join(FIXTURES, "tables/packages/xlsx-not-as-named"))
save("content/briefings/cars/cars.xlsx", TWO, os.path.join(FIXTURES, "sites/xlsx"))
SHARE = one([["year", "share", "cost"], [2025, [0.3, 1], [1200, 2]], [2026, [0.44, 1], [1500, 2]]], name="Shares")
save("content/a/shares.xlsx", SHARE, os.path.join(FIXTURES, "sites/xlsx-alone"))
save("content/a/papers/annex.xlsx", SHARE, os.path.join(FIXTURES, "sites/xlsx-alone"))
save("content/a/papers/kept.xlsx", SHARE, os.path.join(FIXTURES, "sites/xlsx-alone"))
save("content/briefings/cars/cars.xlsx", book([("Cars", sheet(CARS[:4] + [["quota_after", "現每日名額", 150, "cars/day"]]
                                                              + CARS[5:]), ""), ("Shares by year", sheet(
    [["year", "share"], [2025, [0.3, 1]], [2026, [0.5, 1]]]), "")]), os.path.join(FIXTURES, "sites/xlsx-disagrees"))
save("content/a/book.xlsx", one([["id", "value"], ["a", raw('<c @ t="e"><v>#DIV/0!</v></c>')], ["b", "many"]]),
     os.path.join(FIXTURES, "sites/xlsx-broken"))

# The manual's own.
save("town.xlsx", book([
    ("About", sheet([["Made for the manual"], ["Spending of a town"]]), ""),
    ("Spending", sheet([
        ["Spending of a town, in HK$"], None, [None, "year", "total", "share", "settled"],
        [None, "2025", [1250000, 2], [0.34, 1], [46181, 4]], [None, "2026", [1380000, 2], [0.365, 1], [46546, 4]],
    ], after='<mergeCells count="1"><mergeCell ref="A1:E1"/></mergeCells>'), "")]),
    os.path.join(os.path.dirname(os.path.dirname(FIXTURES)), "content/manual/data"))

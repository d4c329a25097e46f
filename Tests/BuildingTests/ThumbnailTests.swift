import Building
import TestSupport
import Testing

@Suite("Charts in lists and their sources")
struct ThumbnailTests {
    private static let chart = """
        title: A title with a number of words
        data: {name: cars}
        mark: bar
        encoding: {x: {field: value, type: quantitative}, y: {field: id}}
        """

    /// A bundle of two tables with a source each, of which the chart draws one.
    private static func site(_ list: String) throws -> TemporarySite {
        try TemporarySite([
            "content/_index.md": TemporarySite.page("Home"),
            "content/charts/_index.md": TemporarySite.page("Charts", list),
            "content/charts/cars/index.md": TemporarySite.page("Cars", "![](cars.vl.yaml)\n"),
            "content/charts/cars/cars.vl.yaml": chart,
            "content/charts/cars/cars.csv": "id,value\na,1\nb,2\n",
            "content/charts/cars/rain.csv": "id,value\na,3\n",
            "content/charts/cars/datapackage.yaml": """
            name: cars
            units: {cars: {en: [car, shiny cars]}}
            resources:
              - name: cars
                path: cars.csv
                origins: [{producer: Transport}]
                schema: {fields: [{name: id, type: string}, {name: value, type: number, unit: cars}]}
              - name: rain
                path: rain.csv
                origins: [{producer: Weather}]
                schema: {fields: [{name: id, type: string}, {name: value, type: number}]}
            """,
        ])
    }

    @Test("a chart that is all that a link shows is a picture of it, without title, table and source")
    func thumbnail() throws {
        let site = try Self.site("- [![All **cars**](cars/cars.vl.yaml)](cars/index.md#chart-cars)\n")
        #expect(site.build().lines == [])
        let page = site.page("charts/index.html")
        #expect(
            page.contains("<a href=\"cars/index.html#chart-cars\"><span class=\"thumbnail\" aria-hidden=\"true\"><svg"))
        #expect(page.contains("<span class=\"thumbnail-name\">All <strong>cars</strong></span>"))
        #expect(page.contains("thumbnail-1-") || !page.contains("url(#"))
        #expect(!page.contains("A title with a number of words</text>"))
        #expect(!page.contains("Transport"))
    }

    @Test("a thumbnail of a chart that there is not is an error that names those beside it")
    func unknown() throws {
        let site = try Self.site("[![All cars](cars/car.vl.yaml)](cars/index.md)\n")
        #expect(
            site.check().lines == ["content/charts/_index.md:5:14 error embed/unknown, did you mean “cars.vl.yaml”?"])
    }

    @Test("a chart names the sources of the tables that it draws, and no others")
    func sources() throws {
        let site = try Self.site("")
        site.build()
        let page = site.page("charts/cars/index.html")
        let credit = page.components(separatedBy: "<p class=\"chart-source\">").last?.components(separatedBy: "</p>")
        #expect(credit?.first?.contains("Transport") == true)
        #expect(credit?.first?.contains("Weather") == false)
    }

    @Test("an axis names the unit of its field in words")
    func units() throws {
        let site = try Self.site("")
        site.build()
        #expect(site.page("charts/cars/index.html").contains(">value (shiny cars)</text>"))
    }
}

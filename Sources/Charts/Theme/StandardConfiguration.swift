import Diagnostics
import Files

/// The defaults of Vega-Lite and Vega, as one configuration object (vega-lite `config`, vega-parser `config`).
enum StandardConfiguration {
    static let version6 = read(size: 300)
    static let version5 = read(size: 200)

    private static func read(size: Int) -> ConfigurationLayer {
        let file = SourceFile(path: "vega", text: text(size: size))
        let node = JSON.parse(file).value
        return ConfigurationLayer(
            node.map { PropertyBag($0) } ?? PropertyBag([], at: SourceLocation(file: "vega")))
    }

    private static func text(size: Int) -> String {
        """
        {
        "background": "white", "padding": 5, "timeFormat": "%b %d, %Y", "countTitle": "Count of Records",
        "normalizedNumberFormat": ".0%",
        "view": {"continuousWidth": \(size), "continuousHeight": \(size), "step": 20, "stroke": "#ddd", "fill": "transparent"},
        "mark": {"color": "#4c78a8"},
        "bar": {"binSpacing": 1, "continuousBandSize": 5, "minBandSize": 0.25, "timeUnitBandPosition": 0.5},
        "rect": {"binSpacing": 0, "continuousBandSize": 5, "minBandSize": 0.25, "timeUnitBandPosition": 0.5},
        "tick": {"binSpacing": 0, "continuousBandSize": 5, "minBandSize": 0.25, "timeUnitBandPosition": 0.5,
            "thickness": 1},
        "image": {"binSpacing": 0, "continuousBandSize": 5, "timeUnitBandPosition": 0.5},
        "line": {"strokeWidth": 2}, "rule": {"color": "black", "strokeWidth": 1},
        "text": {"color": "black", "fontSize": 11}, "trail": {"size": 2},
        "boxplot": {"size": 14, "extent": 1.5, "box": {}, "median": {"color": "white"}, "outliers": {}, "rule": {},
            "ticks": null},
        "errorbar": {"center": "mean", "rule": true, "ticks": false},
        "errorband": {"band": {"opacity": 0.3}, "borders": false},
        "scale": {"pointPadding": 0.5, "barBandPaddingInner": 0.1, "rectBandPaddingInner": 0, "tickBandPaddingInner": 0.25,
            "bandWithNestedOffsetPaddingInner": 0.2, "bandWithNestedOffsetPaddingOuter": 0.2, "minBandSize": 2,
            "minFontSize": 8, "maxFontSize": 40, "minOpacity": 0.3, "maxOpacity": 0.8, "minSize": 4,
            "minStrokeWidth": 1, "maxStrokeWidth": 4, "quantileCount": 4, "quantizeCount": 4, "zero": true},
        "style": {
            "guide-label": {"fill": "#000", "fontSize": 10},
            "guide-title": {"fill": "#000", "fontSize": 11, "fontWeight": "bold"},
            "group-title": {"fill": "#000", "fontSize": 13, "fontWeight": "bold"},
            "group-subtitle": {"fill": "#000", "fontSize": 12},
            "point": {"size": 30, "strokeWidth": 2, "shape": "circle"},
            "circle": {"size": 30, "strokeWidth": 2}, "square": {"size": 30, "strokeWidth": 2, "shape": "square"},
            "cell": {"fill": "transparent", "stroke": "#ddd"}},
        "facet": {"spacing": 20}, "concat": {"spacing": 20}, "header": {"titlePadding": 10, "labelPadding": 10},
        "title": {"orient": "top", "anchor": "middle", "offset": 4, "subtitlePadding": 3},
        "axis": {"minExtent": 0, "maxExtent": 200, "bandPosition": 0.5, "domain": true, "domainWidth": 1,
            "domainColor": "#888", "grid": false, "gridWidth": 1, "gridColor": "#ddd", "labels": true, "labelAngle": 0,
            "labelLimit": 180, "labelOffset": 0, "labelPadding": 2, "ticks": true, "tickColor": "#888", "tickOffset": 0,
            "tickRound": true, "tickSize": 5, "tickWidth": 1, "titlePadding": 4},
        "axisBand": {"tickOffset": -0.5},
        "legend": {"orient": "right", "padding": 0, "gridAlign": "each", "columnPadding": 10, "rowPadding": 2,
            "symbolDirection": "vertical", "gradientDirection": "vertical", "gradientThickness": 16,
            "gradientStrokeColor": "#ddd", "gradientStrokeWidth": 0, "gradientLabelOffset": 2, "labelLimit": 160,
            "labelOffset": 4, "labelOverlap": true, "symbolLimit": 30, "symbolType": "circle", "symbolSize": 100,
            "symbolOffset": 0, "symbolStrokeWidth": 1.5, "symbolBaseFillColor": "transparent",
            "symbolBaseStrokeColor": "#888", "titleLimit": 180, "titleOrient": "top", "titlePadding": 5, "offset": 18,
            "gradientHorizontalMaxLength": 200, "gradientHorizontalMinLength": 100, "gradientVerticalMaxLength": 200,
            "gradientVerticalMinLength": 64, "unselectedOpacity": 0.35},
        "range": {"category": "tableau10", "ordinal": "blues", "heatmap": "yellowgreenblue", "ramp": "blues",
            "diverging": {"name": "blueorange", "extent": [1, 0]},
            "symbol": ["circle", "square", "triangle-up", "cross", "diamond", "triangle-right", "triangle-down",
                "triangle-left"]}
        }
        """
    }
}

// swift-tools-version: 6.1
import PackageDescription

/// The rooms of the house and who imports whom; see Sources/ARCHITECTURE.md.
/// An import that is not listed here does not compile.
let package = Package(
    name: "gazette",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "gazette", targets: ["gazette"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
    ],
    targets: [
        // The system's libraries, nothing else.
        .systemLibrary(
            name: "CCMark", pkgConfig: "libcmark",
            providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),

        // Imports nothing.
        .target(name: "Diagnostics"),
        .target(name: "Languages"),
        .target(name: "Markup"),
        .target(
            name: "Theme", exclude: ["README.md"],
            resources: [.embedInCode("theme")]),

        // Values and sources.
        .target(
            name: "Quantities", dependencies: ["Diagnostics"],
            linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
        .target(name: "Files", dependencies: ["CYAML", "Diagnostics", "Languages"]),
        .target(name: "Formatting", dependencies: ["Languages", "Quantities"]),
        .target(name: "Expressions", dependencies: ["Files", "Formatting"]),

        // Data to figures and charts.
        .target(name: "Tables", dependencies: ["Expressions"]),
        .target(name: "Indicators", dependencies: ["Tables"]),
        .target(name: "Charts", dependencies: ["Markup", "Tables"]),

        // Text to pages.
        .target(name: "Content", dependencies: ["CCMark", "Files", "Markup", "Quantities"]),
        .target(name: "Templates", dependencies: ["Files", "Markup"]),
        .target(
            name: "Rendering",
            dependencies: ["Charts", "Content", "Indicators", "Templates", "Theme"]),

        // From files to files.
        .target(name: "Building", dependencies: ["Rendering"]),
        .executableTarget(
            name: "gazette",
            dependencies: [
                "Building",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // What tests share: fixtures, snapshots.
        .target(name: "TestSupport", dependencies: ["Diagnostics"], path: "Tests/TestSupport"),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "TestSupport"]),
        .testTarget(name: "LanguagesTests", dependencies: ["Languages"]),
        .testTarget(name: "MarkupTests", dependencies: ["Markup"]),
        .testTarget(name: "QuantitiesTests", dependencies: ["Quantities"]),
        .testTarget(name: "FilesTests", dependencies: ["Files", "TestSupport"]),
        .testTarget(name: "FormattingTests", dependencies: ["Formatting", "TestSupport"]),
        .testTarget(name: "ExpressionsTests", dependencies: ["Expressions", "TestSupport"]),
        .testTarget(name: "TablesTests", dependencies: ["Tables", "TestSupport"]),
        .testTarget(name: "IndicatorsTests", dependencies: ["Indicators", "TestSupport"]),
        .testTarget(name: "ChartsTests", dependencies: ["Charts", "TestSupport"]),
        .testTarget(name: "ContentTests", dependencies: ["Content", "TestSupport"]),
        .testTarget(name: "TemplatesTests", dependencies: ["Templates", "TestSupport"]),
        .testTarget(name: "RenderingTests", dependencies: ["Rendering", "TestSupport"]),
        .testTarget(name: "BuildingTests", dependencies: ["Building", "TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)

// Corpora that are not part of the project are run by a tool of their own (see .ci/).
package.targets.append(
    .executableTarget(
        name: "corpora",
        dependencies: ["Content", "Templates", "Tables"],
        path: "Tests/Corpora"))

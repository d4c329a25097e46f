// swift-tools-version: 6.1
import PackageDescription

/// The rooms of the house and who imports whom; see Sources/ARCHITECTURE.md.
/// An import that is not listed here does not compile.
let package = Package(
    name: "gazette",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "gazette", targets: ["gazette"])],
    traits: [
        .trait(name: "XLSX", description: "Reads tables of .xlsx workbooks; needs libzip and libexpat."),
        .trait(name: "SQLite", description: "Reads tables of SQLite databases by queries; needs libsqlite3."),
        .default(enabledTraits: ["XLSX", "SQLite"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    ],
    targets: [
        // The system's libraries, nothing else.
        .systemLibrary(
            name: "CCMark", pkgConfig: "libcmark",
            providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .systemLibrary(
            name: "CZip", pkgConfig: "libzip",
            providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
        .systemLibrary(
            name: "CExpat", pkgConfig: "expat",
            providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
        .systemLibrary(
            name: "COpenCC", pkgConfig: "opencc",
            providers: [.apt(["libopencc-dev"]), .brew(["opencc"])]),
        .target(
            name: "OpenCCTables", dependencies: ["COpenCC"]),

        // Imports nothing of ours.
        .target(name: "Diagnostics"),
        .target(name: "Languages"),
        .target(name: "Markup"),
        .target(name: "Scripts", dependencies: ["Languages", "OpenCCTables"]),
        .target(
            name: "Quantities",
            linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
        .target(
            name: "Theme", exclude: ["README.md"],
            resources: [.embedInCode("theme")]),

        // Values and sources.
        .target(
            name: "Files",
            dependencies: [
                "CYAML", "Diagnostics", "Languages",
                .target(name: "CSQLite", condition: .when(traits: ["SQLite"])),
            ],
            linkerSettings: [.linkedLibrary("iconv", .when(platforms: [.macOS]))]),
        .target(
            name: "Workbooks",
            dependencies: [
                "Quantities",
                .target(name: "CExpat", condition: .when(traits: ["XLSX"])),
                .target(name: "CZip", condition: .when(traits: ["XLSX"])),
            ]),
        .target(name: "Formatting", dependencies: ["Languages", "Quantities"]),
        .target(name: "Expressions", dependencies: ["Diagnostics", "Formatting", "Languages", "Quantities"]),

        // Data to figures and charts.
        .target(
            name: "Tables",
            dependencies: [
                "Diagnostics", "Expressions", "Files", "Formatting", "Languages", "Quantities", "Workbooks",
            ]),
        .target(
            name: "Indicators",
            dependencies: ["Diagnostics", "Expressions", "Files", "Formatting", "Languages", "Quantities", "Tables"]),
        .target(
            name: "Charts",
            dependencies: [
                "Diagnostics", "Expressions", "Files", "Formatting", "Languages", "Markup", "Quantities", "Tables",
            ]),

        // Text to pages.
        .target(
            name: "Content", dependencies: ["CCMark", "Diagnostics", "Files", "Languages", "Markup", "Quantities"]),
        .target(name: "Templates", dependencies: ["Diagnostics", "Files", "Markup"]),
        .target(
            name: "Rendering",
            dependencies: [
                "Charts", "Content", "Diagnostics", "Expressions", "Files", "Formatting", "Indicators", "Languages",
                "Markup", "Quantities", "Scripts", "Tables", "Templates", "Theme",
            ]),

        // From files to files.
        .target(
            name: "Building",
            dependencies: [
                "Charts", "Content", "Diagnostics", "Expressions", "Files", "Formatting", "Indicators", "Languages",
                "Markup", "Quantities", "Rendering", "Tables", "Theme",
            ]),
        .target(
            name: "Preview",
            dependencies: [
                "Building", "Content", "Diagnostics", "Files", "Markup", "Rendering",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            exclude: ["README.md"],
            resources: [.embedInCode("client")]),
        .executableTarget(
            name: "gazette",
            dependencies: [
                "Building", "Diagnostics", "Files", "Languages", "Preview", "Tables",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // What tests share: fixtures, snapshots.
        .target(name: "TestSupport", dependencies: ["Diagnostics", "Files"], path: "Tests/TestSupport"),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
        .testTarget(name: "LanguagesTests", dependencies: ["Languages"]),
        .testTarget(name: "MarkupTests", dependencies: ["Markup"]),
        .testTarget(name: "ScriptsTests", dependencies: ["COpenCC", "Languages", "Scripts"]),
        .testTarget(name: "QuantitiesTests", dependencies: ["Quantities", "TestSupport"]),
        .testTarget(name: "FilesTests", dependencies: ["Diagnostics", "Files", "TestSupport"]),
        .testTarget(name: "WorkbooksTests", dependencies: ["Quantities", "Workbooks"]),
        .testTarget(name: "FormattingTests", dependencies: ["Formatting", "Languages", "Quantities", "TestSupport"]),
        .testTarget(
            name: "ExpressionsTests", dependencies: ["Diagnostics", "Expressions", "Quantities", "TestSupport"]),
        .testTarget(
            name: "TablesTests",
            dependencies: ["Diagnostics", "Files", "Formatting", "Languages", "Quantities", "Tables", "TestSupport"]),
        .testTarget(
            name: "IndicatorsTests",
            dependencies: [
                "Diagnostics", "Expressions", "Files", "Formatting", "Indicators", "Languages", "Quantities", "Tables",
                "TestSupport",
            ]),
        .testTarget(
            name: "ChartsTests",
            dependencies: [
                "Charts", "Diagnostics", "Expressions", "Files", "Languages", "Markup", "Quantities", "Tables",
                "TestSupport",
            ]),
        .testTarget(
            name: "ContentTests",
            dependencies: ["Content", "Diagnostics", "Files", "Languages", "Markup", "Quantities", "TestSupport"]),
        .testTarget(
            name: "TemplatesTests", dependencies: ["Diagnostics", "Files", "Markup", "Templates", "TestSupport"]),
        .testTarget(
            name: "RenderingTests",
            dependencies: [
                "Content", "Diagnostics", "Expressions", "Files", "Languages", "Markup", "Rendering", "TestSupport",
                "Theme",
            ]),
        .testTarget(
            name: "BuildingTests",
            dependencies: [
                "Building", "Charts", "Content", "Diagnostics", "Expressions", "Files", "Indicators", "Languages",
                "Quantities", "Rendering", "Tables", "TestSupport", "Theme",
            ]),

        .testTarget(
            name: "PreviewTests",
            dependencies: [
                "Building", "Diagnostics", "Files", "Preview", "Rendering", "TestSupport",
            ]),

        // Runs corpora that are not part of the project (see .ci/).
        .executableTarget(
            name: "corpora",
            dependencies: [
                "Charts", "Content", "Diagnostics", "Files", "Languages", "Markup", "Tables", "Templates",
                "TestSupport",
            ],
            path: "Tests/Corpora"),

        // Measures charts (see .ci/).
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                "Building", "Charts", "Diagnostics", "Files", "Languages", "Markup", "Preview", "Quantities",
                "Rendering", "Tables", "TestSupport",
            ],
            path: "Tests/Benchmarks"),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

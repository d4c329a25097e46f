import Diagnostics
import Indicators
import Tables

/// All that a reader may ask of a figure, in one language: what a page's popovers and notes show, and what
/// `gazette eval` prints.
package struct DerivationAccount: Sendable {
    /// A cell that the formula reads.
    package struct Cell: Sendable {
        package var name: String
        package var value: String
        /// The content path of its bundle, and its table's name there.
        package var bundle: String
        package var table: String
        package var location: SourceLocation
        /// How a formula of a derived table came to it.
        package var step: Step?
    }

    /// A formula of a derived table; of a column of such a table what it rests on alone.
    package struct Step: Sendable {
        /// In values.
        package var formula: String?
        package var inputs: [Input]
    }

    /// A column that the formula reads.
    package struct Column: Sendable {
        package var name: String
        /// How many cells, and how many of them have no data.
        package var count: String
        /// The first of its cells, each by its row's label.
        package var cells: [(row: String, value: String)]
        /// How many further cells there are, in words; nil where all are listed.
        package var rest: String?
        package var bundle: String
        package var table: String
        package var file: String
        /// `2–7`, or the lines of a part of the column, `2, 5–7`.
        package var lines: String
        /// Of a derived table, the columns that it rests on.
        package var step: Step?
    }

    /// Another indicator that the formula reads, which has an account of its own.
    package struct Indicator: Sendable {
        package var label: String
        package var value: String
        package var figure: Figure
    }

    package enum Input: Sendable {
        case cell(Cell)
        case column(Column)
        case indicator(Indicator)
    }

    package struct Source: Sendable {
        package var origin: Origin
        /// Publisher, title and date.
        package var text: String
        /// When it was looked at, in words.
        package var accessed: String?
        package var isStale: Bool
    }

    package var label: String
    /// As it is printed by its own format.
    package var value: String
    /// With all its digits, its unit and its qualifier.
    package var full: String
    /// What is known of its bounds; nil of what is exact.
    package var bounds: String?
    /// The formula with the names of what it reads; nil where it is one cell, column or indicator alone, or too long.
    package var names: String?
    /// The formula with the values of what it reads, and what they give.
    package var numbers: String?
    package var inputs: [Input]
    package var sources: [Source]
    /// The author's own words on the figure.
    package var note: String?
    /// True where a source should have been looked at again before the build's date.
    package var isStale: Bool
    /// False where the bounds may be wider than they need be.
    package var isTight: Bool
    /// The build's date, where the value depends on it.
    package var buildDate: String?
}

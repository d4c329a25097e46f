import Content
import Files
import Formatting
import Indicators
import Markup
import Tables
import Templates

// What `derivations.html` may ask for.

extension PageJob {
    /// One for each figure on the page and for each indicator that they rest on.
    func derivationList() -> [TemplateValue] { figures.notes.notes.map { .object(derivation($0)) } }

    private func derivation(_ note: PageNotes.Note) -> TemplateObject {
        let account = figures.derivations.account(of: note.figure)
        let full = [account.full == account.value ? nil : account.full, account.bounds].compactMap(\.self)
        let inputs = account.inputs.flatMap { input($0, of: account) }
        let citation = note.isPrinted ? self.citation(of: "\(account.label)\(colon)\(account.value)") : nil
        return [
            "how": .text(note.id), "note_number": .integer(note.number), "label": .text(account.label),
            "target": note.isPrinted ? .text(note.figure.id) : .missing, "value": .text(account.value),
            "full": text(full.joined(separator: " · ")), "note": text(account.note),
            "formula": text(account.names), "numbers": text(account.numbers), "is_wide": .boolean(!account.isTight),
            "inputs": .list(inputs), "has_inputs": .boolean(!inputs.isEmpty),
            "sources": .list(account.sources.map(source)), "has_sources": .boolean(!account.sources.isEmpty),
            "is_stale": .boolean(account.isStale), "build_date": text(account.buildDate), "citation": text(citation),
            "address": .text(siteAddress + "#" + Permalink.encoded(note.figure.id)),
        ]
    }

    private func text(_ value: String?) -> TemplateValue { value.flatMap { $0.isEmpty ? nil : .text($0) } ?? .missing }

    private var colon: String { language.isChinese ? "：" : ": " }

    // MARK: Inputs

    /// An input, and what an indicator among them rests on itself; what is further down is in its own derivation.
    private func input(
        _ input: DerivationAccount.Input, of account: DerivationAccount, isInner: Bool = false
    ) -> [TemplateValue] {
        switch input {
        case .cell(let cell):
            let name = SourcePath.name(of: cell.location.file)
            return [
                row(
                    cell.name, cell.value, isInner: isInner,
                    isTold: cell.step == nil && (account.names != nil || account.label == cell.name),
                    place: ("\(name):\(cell.location.line):\(cell.location.column)", address(cell.table, cell.bundle)),
                    formula: cell.step?.formula)
            ] + under(cell.step, account)
        case .column(let column):
            let name = SourcePath.name(of: column.file)
            let place = "\(name):\(column.lines)"
            let cells = isInner ? [] : column.cells
            return [
                row(
                    column.name, column.count, isInner: isInner, isTold: account.names != nil,
                    place: (place, address(column.table, column.bundle)),
                    cells: cells, rest: isInner ? nil : column.rest)
            ] + under(column.step, account)
        case .indicator(let indicator):
            let inner = figures.derivations.account(of: indicator.figure)
            let rows = isInner ? [] : inner.inputs.flatMap { self.input($0, of: inner, isInner: true) }
            return [
                row(
                    indicator.label, indicator.value, isInner: isInner,
                    how: figures.notes.popover(of: indicator.figure),
                    number: figures.notes.number(of: indicator.figure), formula: inner.numbers)
            ] + rows
        }
    }

    /// What a formula of a derived table rests on, down to the cells of files.
    private func under(_ step: DerivationAccount.Step?, _ account: DerivationAccount) -> [TemplateValue] {
        step?.inputs.flatMap { input($0, of: account, isInner: true) } ?? []
    }

    /// `isTold`: its name and value stand in the formula or the label already, which is enough in print.
    private func row(
        _ name: String, _ value: String, isInner: Bool, isTold: Bool = false,
        place: (text: String, address: String?)? = nil,
        how: String? = nil, number: Int? = nil, formula: String? = nil, cells: [(row: String, value: String)] = [],
        rest: String? = nil
    ) -> TemplateValue {
        .object([
            "name": .text(name), "value": .text(value), "is_inner": .boolean(isInner),
            "is_told": .boolean(isTold), "place": text(place?.text),
            "address": text(place?.address), "inner_how": text(how),
            "inner_number": number.map(TemplateValue.integer) ?? .missing, "inner_formula": text(formula),
            "cells": .list(cells.map { .object(["row": .text($0.row), "cell": .text($0.value)]) }),
            "has_cells": .boolean(!cells.isEmpty), "rest": text(rest),
        ])
    }

    /// Where a reader finds a table: on this page, else its file; nil where that is not published.
    private func address(_ table: String, _ bundle: String) -> String? {
        guard let path = edition.bundles[bundle]?.data.table(named: table)?.path else { return nil }
        if bundle == page.folder {
            return renderer.embeds[index].tables[path].map { "#" + Permalink.encoded($0) }
                ?? Permalink.encoded(table + ".csv")
        }
        let isPublished = edition.configuration.languages.indices.contains {
            edition.site.page(folder: bundle, language: $0) != nil
        }
        guard isPublished, path.hasPrefix("content/") else { return nil }
        let file = renderer.assetPath(String(path.dropFirst("content/".count)))
        return Permalink.relative(from: outputPath, to: file)
    }

    // MARK: Sources

    /// The origins of the page's tables and of its figures, each once: the list at the end of the page.
    static func origins(_ page: Page, _ notes: PageNotes, in edition: Edition) -> [Origin] {
        var out: [Origin] = []
        let data = edition.bundles[page.folder]?.data
        let figures = notes.notes.flatMap(\.figure.derivation.sources)
        for origin in (data?.origins ?? []) + (data?.tables ?? []).flatMap(\.origins) + figures
        where !out.contains(origin) {
            out.append(origin)
        }
        return out
    }

    private func source(_ source: DerivationAccount.Source) -> TemplateValue {
        let url = source.origin.url.flatMap { URLPolicy.isAllowed($0) ? URLPolicy.percentEncoded($0) : nil }
        return .object([
            "text": .text(source.text), "url": text(url), "accessed": text(source.accessed),
            "is_stale": .boolean(source.isStale),
            // Only the template of pages lists them.
            "number": page.kind != .page
                ? .missing : origins.firstIndex(of: source.origin).map { .integer($0 + 1) } ?? .missing,
        ])
    }

    // MARK: Citing

    /// The page's address: with the site's base where that is known.
    var siteAddress: String {
        edition.configuration.baseURL.map { page.permalink.canonical(base: $0) } ?? page.permalink.address
    }

    /// A sentence that names the page, or a figure on it, as newspapers and the APA's style do: who, when, what. It
    /// ends where the address is to follow.
    func citation(of figure: String? = nil) -> String {
        let authors = authorNames
        let title = frame.plainTitle(index)
        let date = (page.frontMatter.lastmod ?? page.frontMatter.date).map { DateWords.text($0.date, in: language) }
        let site = title == frame.siteTitle ? "" : frame.siteTitle
        if language.isChinese {
            let who = authors.isEmpty ? "" : authors.joined(separator: "、") + "："
            let parts = [figure.map { "「\($0)」" }, "《\(title)》", site, date]
            return who + parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "，") + "，"
        }
        var sentences: [String] = []
        let who = authors.joined(separator: ", ")
        let head = [who, date.map { "(\($0))" } ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        if !head.isEmpty { sentences.append(head) }
        if let figure { sentences += ["“\(figure)”", "In: \(title)"] } else { sentences.append(title) }
        if !site.isEmpty { sentences.append(site) }
        let ended = sentences.map { sentence in
            let isEnded = sentence.utf8.last.map { [0x2E, 0x3F, 0x21].contains($0) } ?? false
            return isEnded ? sentence : sentence + "."
        }
        return ended.joined(separator: " ") + " "
    }
}

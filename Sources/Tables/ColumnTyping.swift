import Diagnostics
import Files

/// Gives columns their types and reads them, batch of rows by batch of rows, many at once.
///
/// The type of a column that no schema names is inferred from the first batch, and all rows are read as of that type.
/// Where a later cell says otherwise, the type is inferred from all rows, and the column is read again: what comes out
/// is what all rows say.
struct ColumnTyping {
    let fields: [Field]
    /// The file's column of each field; none for one that the file lacks.
    let sources: [Int]
    /// The fields whose types are to be inferred.
    let open: [Int]
    let cells: CSVCells

    /// Sets the types that were inferred, and reads all columns.
    func read(_ fields: inout [Field], into findings: inout FindingGroups) -> [Column] {
        var guesses = guessed()
        apply(guesses, to: &fields)
        let guessedFields = fields
        let isWhole = CellBlock.batchCount(cells.rowCount) <= 1
        var batches = read(Array(fields.indices), of: guessedFields) { isWhole ? nil : guesses[$0] }
        let wrong = open.filter { index in
            !isWhole && (guesses[index]?.hasValue == false || batches.contains { !$0[index].isRight })
        }
        if !wrong.isEmpty {
            for (index, inference) in inferred(wrong, over: 0..<CellBlock.batchCount(cells.rowCount)) {
                guesses[index] = inference
            }
            apply(guesses, to: &fields)
            let right = read(wrong, of: fields) { _ in nil }
            for batch in batches.indices {
                for (place, index) in wrong.enumerated() { batches[batch][index] = right[batch][place] }
            }
        }
        for index in open { warnOfText(fields[index], sources[index], guesses[index], into: &findings) }
        for batch in batches {
            for column in batch { findings.merge(column.findings) }
        }
        return fields.indices.map { index in
            ColumnReader.column(fields[index].kind, source: sources[index], batches.map { $0[index] })
        }
    }

    private func apply(_ inferences: [Int: Inference], to fields: inout [Field]) {
        for index in open {
            guard let kind = inferences[index]?.kind else { continue }
            fields[index].kind = kind
            fields[index].notation.allowsPeriods = kind == .date || self.fields[index].notation.allowsPeriods
        }
    }

    // MARK: Inference

    /// What the first batch says.
    private func guessed() -> [Int: Inference] {
        inferred(open, over: 0..<min(1, CellBlock.batchCount(cells.rowCount)))
    }

    private func inferred(_ wanted: [Int], over batches: Range<Int>) -> [Int: Inference] {
        let begun = wanted.map { Inference(source: sources[$0], missing: fields[$0].notation.missing) }
        let cells = cells
        let found = Parallel.map(count: batches.count, jobs: Parallel.all) { batch -> [Inference] in
            var inferences = begun
            let rows = CellBlock.batch(batches.lowerBound + batch, of: cells.rowCount)
            for block in CellBlock.blocks(of: rows, in: cells) {
                for i in inferences.indices { inferences[i].look(at: block, of: cells) }
            }
            return inferences
        }
        var out = begun
        for part in found {
            for i in out.indices { out[i].merge(part[i]) }
        }
        return Dictionary(uniqueKeysWithValues: zip(wanted, out))
    }

    private func warnOfText(
        _ field: Field, _ source: Int, _ inference: Inference?, into findings: inout FindingGroups
    ) {
        guard let inference, inference.kind == .string, let row = inference.firstNearNumber(of: cells) else { return }
        let text = cells.value(row: row, column: source)
        let hint =
            NumberText.hint(text)
            ?? "declare missingValues: [\"\", \"\(CellText.excerpt(text))\"] in a data package"
        findings.add(
            .warning(
                .tableValue, "“\(field.name)” is read as text, since “\(CellText.excerpt(text))” is no number",
                at: cells.location(row: row, column: source), hint: hint))
    }

    // MARK: Reading

    /// The batches of the wanted fields. `guess` gives what a field's type was inferred from, if not from all rows.
    private func read(
        _ wanted: [Int], of fields: [Field], _ guess: (Int) -> Inference?
    ) -> [[ColumnReader.Batch]] {
        let guesses = wanted.map { index in open.contains(index) ? guess(index) : nil }
        let cells = cells
        let sources = sources
        return Parallel.map(count: CellBlock.batchCount(cells.rowCount), jobs: Parallel.all) { batch in
            let rows = CellBlock.batch(batch, of: cells.rowCount)
            var readers = wanted.indices.map { place in
                ColumnReader(
                    fields[wanted[place]], source: sources[wanted[place]], rowCount: rows.count,
                    inference: guesses[place])
            }
            for block in CellBlock.blocks(of: rows, in: cells) {
                for i in readers.indices { readers[i].read(block, of: cells) }
            }
            return readers.map { $0.finished() }
        }
    }
}

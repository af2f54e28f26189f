import Testing

extension LiveTests {
    /// Scripts of the kinds that engineers keep: whole files, run as they are, against work of known numbers.
    struct ShelfTests {
        @Test(arguments: ShelfCase.files + ShelfCase.processes + ShelfCase.scheduling)
        func `a script about files, processes and scheduling shows what happened`(_ script: ShelfCase) throws {
            try script.check()
        }

        @Test(arguments: ShelfCase.network + ShelfCase.functions + ShelfCase.aggregations + ShelfCase.language)
        func `a script about connections, functions and numbers shows what happened`(_ script: ShelfCase) throws {
            try script.check()
        }
    }
}

import DTraceRuntime

/// The summary of the command line.
public enum Usage {
    /// One line per kind of use, as printed after a usage error.
    public static let summary = """
        Usage: dtrace-prov [-6 4] [-BCeFGhHlqSvVwZ] [-b size] [-c command] [-D name[=value]] [-I folder]
               [-L folder] [-o file] [-p process] [-s script] [-U name] [-x option[=value]] [-X a|c|s|t]
               [-P provider] [-m [provider:]module] [-f [[provider:]module:]function]
               [-n [[[provider:]module:]function:]name] [-i id] [--explain] [--emit stage] [--provider-path folder]
               [argument ...]
               dtrace-prov providers [-v] [--provider-path folder]
               dtrace-prov new-provider name [--directory folder] [--package location]

        """

    /// The summary and what each option does, as printed by `--help`.
    public static let full =
        summary + """

            Probes; each may be followed by /predicate/ and { actions } in the same argument:
              -P, -m, -f, -n   probes by provider, module, function or name; wildcards * ? [] are understood
              -i               a probe by its number, or numbers as first-last
              -s               clauses from a file
            What to do:
              -l               list the probes that match; with -v, their stability and argument types too
              -e               stop when everything has compiled
              -S               print the compiled clauses
              -h               write a C header with macros for the providers declared in the script
              -G               write an object file for the same, to link with the program's
              -V               print the version of the D language; with -v, of the program too
              --explain        print the plan: probes, carriers, programs, maps and instruction counts
              --emit stage     print a stage of compilation and stop: \
            \(CompilationStage.allCases.map(\.rawValue).joined(separator: ", "))
              providers        list the providers and whether each can work here; with -v, what the kernel can do
              new-provider     write a Swift package for a provider of one's own, with tests
            How to do it:
              -c               run a command, stopped until the probes are on, and end with it
              -p               watch a process and end with it
              -q, -F           print only what the clauses print; indent by calls and returns
              -o               append output to a file
              -w               allow destructive actions
              -Z               allow probes that do not exist
              -b, -x           the size of the buffers; any option of the tracing session
              -C -D -U -I -H   run cpp on the sources first; its arguments; name included files
              -v               more about probes and stability
              --provider-path  a folder with plug-ins, searched before the system's

            """
}

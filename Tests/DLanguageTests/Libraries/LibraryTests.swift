import DLanguage
import Testing

/// Libraries by name; every plain name `x_of_file` belongs to the library of that name.
private struct FixedLibraries: LibraryCatalog {
    var required: [DSource] = []
    var lazy: [String: String] = [:]
    var present: Set<String> = []

    func library(defining name: String) -> DSource? { lazy[name].map { source("lazy-\(name).d", $0) } }

    func isPresent(_ dependency: LibraryDependency) -> Bool { present.contains(dependency.name) }
}

private func source(_ name: String, _ text: String) -> DSource {
    DSource(name: name, text: Array(text.utf8), form: .script, isLibrary: true)
}

private func typed(_ text: String, _ libraries: FixedLibraries) throws(Diagnostic) -> TypedProgram {
    try check(
        [DSource(name: "test.d", text: Array(text.utf8), form: .script)], options: CheckOptions(),
        resolver: FixedProbes(), types: FixedTypes(), libraries: libraries)
}

private func finding(_ text: String, _ libraries: FixedLibraries) -> Diagnostic? {
    do {
        _ = try typed(text, libraries)
        return nil
    } catch {
        return error
    }
}

struct LazyLibraryTests {
    private let libraries = FixedLibraries(lazy: [
        "ANSWER": "inline int ANSWER = 42;",
        "point_t": "typedef struct point { int x; } point_t;",
        "struct hidden": "struct hidden { long a; long b; };",
        "me": "typedef struct out { int p; } out_t; translator out_t < struct task_struct *T > { p = T->pid; };"
            + "inline out_t *me = xlate <out_t *>(curthread);",
        "table": "inline int table[int k] = k + 1;",
        "broken": "\ninline int broken = nothing;",
    ])

    @Test func `are read for inlines, types, tags and arrays when they are used`() throws {
        #expect(try typed("BEGIN { trace(ANSWER); }", libraries).description.hasSuffix("trace 42"))
        #expect(try typed("BEGIN { trace(sizeof(point_t)); }", libraries).description.contains("trace 4"))
        #expect(try typed("BEGIN { trace(sizeof(struct hidden)); }", libraries).description.contains("trace 16"))
        #expect(try typed("BEGIN { trace(table[4]); }", libraries).description.hasSuffix("trace 5"))
        let member = try typed("BEGIN { trace(me->p); }", libraries).description
        #expect(member.hasSuffix("trace (member:int (deref:struct task_struct curthread) +64)"))
    }

    @Test func `are not read for names that mean something else`() throws {
        // Reading `broken` succeeds, and only the use of its value fails.
        #expect(finding("BEGIN { this->broken = 1; self->broken = 2; trace(\"broken\"); }", libraries) == nil)
        #expect(finding("inline int x[int broken] = broken; BEGIN { trace(x[3]); }", libraries) == nil)
        #expect(finding("BEGIN { trace(broken); }", libraries)?.file == "lazy-broken.d")
        #expect(finding("BEGIN { trace(broken); }", libraries)?.line == 2)
    }

    @Test func `keep their names`() {
        #expect(finding("BEGIN { ANSWER = 1; }", libraries)?.tag == "D_OP_LVAL")
        #expect(finding("inline int ANSWER = 1;", libraries)?.tag == "D_DECL_IDRED")
        #expect(finding("int ANSWER;", libraries)?.tag == "D_DECL_IDRED")
        #expect(finding("typedef long point_t;", libraries)?.tag == "D_DECL_IDRED")
    }

    @Test func `leave unknown names unknown`() {
        #expect(finding("BEGIN { trace(QUESTION); }", libraries)?.tag == "D_IDENT_UNDEF")
        #expect(finding("BEGIN { trace(sizeof(struct seen)); }", libraries)?.tag == "D_SIZEOF_TYPE")
    }
}

struct RequiredLibraryTests {
    @Test func `come after what they depend on`() throws {
        let libraries = FixedLibraries(required: [
            source("/lib/a.d", "#pragma D depends_on library b.d\ninline my_t A = 7;\ntypedef my_t a_t;"),
            source("/lib/b.d", "typedef short my_t;"),
        ])
        #expect(try typed("BEGIN { trace((a_t)1); }", libraries).description.hasSuffix("trace 1:a_t"))
    }

    @Test func `are passed over when something they depend on is missing`() {
        let text = "#pragma D depends_on module absent\ninline int A = 7;"
        var libraries = FixedLibraries(required: [source("/lib/a.d", text)])
        #expect(finding("BEGIN { trace(A); }", libraries)?.tag == "D_IDENT_UNDEF")
        libraries.present = ["absent"]
        #expect(finding("BEGIN { trace(A); }", libraries) == nil)
    }

    @Test func `name their file and line when they are wrong`() {
        let libraries = FixedLibraries(required: [source("/lib/a.d", "\n\ntypedef nonsense_t x_t;")])
        let error = finding("BEGIN { }", libraries)
        #expect(error?.file == "/lib/a.d")
        #expect(error?.line == 3)
        #expect(error?.tag == "D_SYNTAX")
    }

    @Test func `cannot depend on themselves`() {
        let libraries = FixedLibraries(required: [
            source("/lib/a.d", "#pragma D depends_on library b.d"),
            source("/lib/b.d", "#pragma D depends_on library a.d"),
        ])
        #expect(finding("BEGIN { }", libraries)?.tag == "D_PRAGMA_DEPEND")
    }

    @Test func `take the first definition of a member that fits the kernel's types`() throws {
        let text = """
            typedef struct out { int p; } out_t;
            translator out_t < struct task_struct *T > { p = T->absent; p = T->pid; };
            """
        let program = "BEGIN { trace(xlate <out_t>(curthread).p); }"
        let result = try typed(program, FixedLibraries(required: [source("a.d", text)])).description
        #expect(result.hasSuffix("trace (member:int (deref:struct task_struct curthread) +64)"))
        #expect(finding(text + program, FixedLibraries())?.tag == "D_DECL_IDRED")
    }
}

struct DependencyTests {
    @Test func `of a script must be there`() {
        let libraries = FixedLibraries(present: ["there"])
        #expect(finding("#pragma D depends_on provider there\nBEGIN { }", libraries) == nil)
        #expect(finding("#pragma D depends_on provider absent\nBEGIN { }", libraries)?.tag == "D_PRAGMA_DEPEND")
        #expect(finding("#pragma D depends_on module absent\nBEGIN { }", libraries)?.tag == "D_PRAGMA_DEPEND")
        #expect(finding("#pragma D depends_on library there\nBEGIN { }", libraries)?.tag == "D_PRAGMA_DEPEND")
    }

    @Test func `have a class and a name`() {
        #expect(finding("#pragma D depends_on weather rain\nBEGIN { }", FixedLibraries())?.tag == "D_PRAGMA_INVAL")
        #expect(finding("#pragma D depends_on module\nBEGIN { }", FixedLibraries())?.tag == "D_PRAGMA_MALFORM")
    }
}

import DLanguage
import Testing

private func printed(_ text: String, form: DSource.Form = .script, options: CheckOptions = CheckOptions()) throws
    -> String
{
    try parse(DSource(name: "t.d", text: Array(text.utf8), form: form), options: options).description
}

@Suite struct `Programs as written` {
    @Test func `clauses keep specs, predicates and statements`() throws {
        #expect(
            try printed("syscall::read:entry, tick-1s /pid == 1/ { trace(1); ; x = 2 } END { }") == """
                clause
                  spec syscall::read:entry
                  spec :::tick-1s
                  predicate (== pid 1)
                  (trace 1)
                  (= x 2)
                clause
                  spec :::END
                """)
    }

    @Test func `if and else nest`() throws {
        #expect(
            try printed("BEGIN { if (a) { b(); } else if (c) d(); else { e() } f(); }") == """
                clause
                  spec :::BEGIN
                  if a
                    (b)
                  else
                    if c
                      (d)
                    else
                      (e)
                  (f)
                """)
    }

    @Test(arguments: [
        (DSource.Form.script, "read:entry", "::read:entry"), (.name, "entry", ":::entry"),
        (.name, "a:b:c:d", "a:b:c:d"), (.function, "read", "::read:"), (.function, "syscall::read", "syscall::read:"),
        (.module, "vmlinux", ":vmlinux::"), (.module, "fbt:vmlinux", "fbt:vmlinux::"), (.provider, "fbt", "fbt:::"),
        (.script, "::", ":::"), (.script, "a:::", "a:::"), (.script, "pid1:/a/b.so:f:entry", "pid1:/a/b.so:f:entry"),
    ])
    func `descriptions fill up from the right`(form: DSource.Form, text: String, spec: String) throws {
        #expect(try printed(form == .script ? text + " { }" : text, form: form) == "clause\n  spec \(spec)")
    }

    @Test func `probe ids are taken as numbers`() throws {
        #expect(try printed("12 { }") == "clause\n  id 12-12")
        #expect(try printed("12-15", form: .identifier) == "clause\n  id 12-15")
    }

    @Test func `macros are replaced in descriptions`() throws {
        let options = CheckOptions(macroArguments: ["t.d", "read"], macroVariables: ["target": 77])
        #expect(
            try printed("pid$target:libc:$1:entry { }", options: options) == "clause\n  spec pid77:libc:read:entry")
    }

    @Test(arguments: [
        ("int x;", "declare global x: int"), ("self uint64_t ts;", "declare thread ts: uint64_t"),
        ("this char *p, q[3];", "declare clause p: pointer to char\ndeclare clause q: array 3 of char"),
        ("int a[string, pid_t];", "declare global a: associative [string, pid_t] of int"),
        (
            "int *(*f)(int, char *);",
            "declare global f: pointer to function (int, pointer to char) returning pointer to int"
        ),
        ("typedef unsigned long ulong_t;", "declare typedef ulong_t: unsigned long"),
        (
            "struct s { int a; unsigned b : 3, c : 2; struct { char d; }; };",
            "declare struct s { a: int; b: unsigned int : 3; c: unsigned int : 2; _: struct { d: char } }"
        ),
        ("enum e { A, B = 4 } x;", "declare global x: enum e { A, B = 4 }"),
        ("union u *p;", "declare global p: pointer to union u"),
        ("char m[2][3];", "declare global m: array 2 of array 3 of char"), ("extern int y;", "declare external y: int"),
        ("inline int N = 3 + 4;", "inline N: int = (+ 3 4)"),
        ("inline string n[int k] = k ? \"a\" : \"b\";", "inline n[k: int]: string = (? k \"a\" \"b\")"),
        (
            "translator out_t < struct in *I > { a = I->x; b = 2; };",
            "translator out_t from I: pointer to struct in\n  a = (-> I x)\n  b = 2"
        ),
        (
            "provider p { probe a-b(int, char *s) : (int x); probe c(); };",
            "provider p\n  probe a-b(int, s: pointer to char) : (x: int)\n  probe c()"
        ),
        ("#pragma D option quiet\n", "pragma D option quiet"),
    ])
    func `declarations keep names and types`(text: String, expected: String) throws {
        #expect(try printed(text) == expected)
    }
}

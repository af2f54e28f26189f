import TestSupport
import Testing

extension LiveTests {
    /// Names of types: which are known, and whose definition counts.
    struct TypeNameTests {
        @Test(arguments: TypeNameCases.all)
        func `names stand for the right types`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum TypeNameCases {
    static let all: [OutputCase] =
        [
            .init(
                name: "a definition further down counts, whatever the kernel calls by that name",
                program: #"""
                    struct page; struct t { struct page *p; }; struct page { int a; }; struct t v; struct page w; \#
                    BEGIN { w.a = 4; v.p = &w; printf("%d %d", v.p->a, sizeof (struct page)); exit(0); }
                    """#,
                output: "4 4\n"),
            .init(
                name: "so does one inside another",
                program: #"""
                    struct t { struct inode *p; struct { struct inode { short b; } i; } o; }; struct t v; \#
                    BEGIN { v.o.i.b = -3; v.p = &v.o.i; printf("%d", v.p->b); exit(0); }
                    """#,
                output: "-3\n"),
            .init(
                name: "the namespaces C and D hold the types of the language and of the program",
                program: #"""
                    typedef short mine; struct pair { int a; int b; }; D`mine m; struct D`pair p; \#
                    BEGIN { m = (D`mine)70000; p.b = 6; printf("%d %d %d %d %d", m, p.b, sizeof (C`int), \#
                    sizeof (D`uint16_t), sizeof (C`pid_t)); exit(0); }
                    """#,
                output: "4464 6 4 2 4\n"),
            .init(
                name: "internet addresses",
                program: #"""
                    BEGIN { this->a = (ipaddr_t *)alloca(sizeof (ipaddr_t)); *this->a = htonl(0xc0a80102); \#
                    this->b = (in6_addr_t *)alloca(sizeof (in6_addr_t)); ((uint8_t *)this->b)[15] = 1; \#
                    printf("%s %s %d", inet_ntoa(this->a), inet_ntoa6(this->b), sizeof (in6_addr_t)); exit(0); }
                    """#,
                output: "192.168.1.2 ::1 16\n"),
            .init(
                name: "translators make what is defined",
                program: "translator struct nosuch < int i > { x = i; };",
                options: ["-xerrtags"],
                output: "",
                tag: "D_XLATE_SOU",
                status: 1),
        ]
        + ["bcopy(1, 2, 3);", "trace(mutex_owned(1));", "trace(inet_ntoa(7));"].map {
            .init(
                name: "numbers are no pointers: \($0)",
                program: "BEGIN { \($0) }",
                options: ["-xerrtags"],
                output: "",
                tag: "D_PROTO_ARG",
                status: 1)
        }
}

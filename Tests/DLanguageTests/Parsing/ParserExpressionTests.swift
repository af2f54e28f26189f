import DLanguage
import Testing

/// The first statement of a clause with this body, as a tree.
func tree(_ text: String) throws -> String {
    let program = try parse(DSource(name: "t.d", text: Array("BEGIN { \(text); }".utf8), form: .script))
    guard case .clause(let clause)? = program.items.first, case .expression(let expression)? = clause.statements?.first
    else { return "none" }
    return expression.description
}

@Suite struct `Expressions as written` {
    @Test(arguments: [
        ("a + b * c", "(+ a (* b c))"), ("a * b + c", "(+ (* a b) c)"), ("a - b - c", "(- (- a b) c)"),
        ("a = b = c", "(= a (= b c))"), ("a ? b : c ? d : e", "(? a b (? c d e))"),
        ("a || b && c", "(|| a (&& b c))"), ("a ^^ b && c", "(^^ a (&& b c))"), ("a || b ^^ c", "(|| a (^^ b c))"),
        ("a | b ^ c & d", "(| a (^ b (& c d)))"), ("a == b < c", "(== a (< b c))"), ("a << b + c", "(<< a (+ b c))"),
        ("a < b << c", "(< a (<< b c))"), ("a & b == c", "(& a (== b c))"), ("a % b / c", "(/ (% a b) c)"),
        ("a, b, c", "(, (, a b) c)"), ("a += b -= c", "(+= a (-= b c))"),
        ("a <<= 1, b >>= 2", "(, (<<= a 1) (>>= b 2))"),
        ("-a + ~b", "(+ (- a) (~ b))"), ("!a && !b", "(&& (! a) (! b))"), ("*p++", "(deref (_++ p))"),
        ("++*p", "(++_ (deref p))"), ("&a->b", "(address (-> a b))"), ("*a.b", "(deref (. a b))"),
        ("a->b.c[1]", "(index (. (-> a b) c) 1)"), ("(a + b) * c", "(* (+ a b) c)"), ("a--", "(_-- a)"),
        ("- -a", "(- (- a))"), ("a ? b, c : d", "(? a (, b c) d)"), ("+1", "(+ 1)"),
    ])
    func `bind as in C`(text: String, expected: String) throws {
        #expect(try tree(text) == expected)
    }

    @Test(arguments: [
        ("self->x + this->y", "(+ self->x this->y)"), ("x[1, \"a\"]", "(index x 1 \"a\")"),
        ("@a[pid, execname] = count()", "(= (@a pid execname) (count))"), ("@ = sum(1)", "(= @_ (sum 1))"),
        ("stringof arg0", "(stringof arg0)"), ("stringof(arg0) == \"x\"", "(== (stringof arg0) \"x\")"),
        ("sizeof (int)", "(sizeof <int>)"), ("sizeof x", "(sizeof x)"), ("sizeof (x + 1)", "(sizeof (+ x 1))"),
        ("sizeof (struct s *)", "(sizeof <pointer to struct s>)"), ("offsetof(struct s, m)", "(offsetof <struct s> m)"),
        ("xlate <psinfo_t *>(curthread)->pr_pid", "(-> (xlate <pointer to psinfo_t> curthread) pr_pid)"),
        ("`jiffies + ext4`x", "(+ `jiffies ext4`x)"), ("$pid", "$pid"), ("f(a, (b, c))", "(f a (, b c))"),
    ])
    func `take D's own forms`(text: String, expected: String) throws {
        #expect(try tree(text) == expected)
    }

    @Test(arguments: [
        ("(int)x", "(cast <int> x)"), ("(unsigned long long)x", "(cast <unsigned long long> x)"),
        ("(long unsigned int)x", "(cast <unsigned long> x)"), ("(struct s *)p", "(cast <pointer to struct s> p)"),
        ("(pid_t)-1", "(cast <pid_t> (- 1))"), ("(foo_t *)p", "(cast <pointer to foo_t> p)"),
        ("(foo *)p", "(cast <pointer to foo> p)"), ("(foo)p", "(cast <foo> p)"), ("(foo) - 1", "(- foo 1)"),
        ("(x) * y", "(* x y)"), ("(string)p", "(cast <string> p)"), ("(char)(int)x", "(cast <char> (cast <int> x))"),
        ("(const char *)p", "(cast <pointer to char> p)"), ("(vmlinux`foo_t)p", "(cast <vmlinux`foo_t> p)"),
        ("(int (*)(int, char))p", "(cast <pointer to function (int, char) returning int> p)"),
    ])
    func `tell casts from parentheses`(text: String, expected: String) throws {
        #expect(try tree(text) == expected)
    }

    @Test func `have byte ranges`() throws {
        let program = try parse(DSource(name: "t.d", text: Array("BEGIN { ab + c; }".utf8), form: .script))
        guard case .clause(let clause)? = program.items.first,
            case .expression(let sum)? = clause.statements?.first, case .binary(_, let left, let right) = sum.kind
        else {
            Issue.record("no sum")
            return
        }
        #expect(sum.range == SourceRange(8, 14))
        #expect(left.range == SourceRange(8, 10))
        #expect(right.range == SourceRange(13, 14))
    }

    @Test(arguments: ["(", "-", "a ? ", "f(", "a + (", "!"])
    func `report deep nesting instead of running out of stack`(open: String) {
        let text = "BEGIN { x = " + String(repeating: open, count: 20_000)
        let error = #expect(throws: Diagnostic.self) {
            try parse(DSource(name: "t.d", text: Array(text.utf8), form: .script))
        }
        #expect(error?.message.contains("nested too deeply") == true)
    }

    @Test func `check and print to the deepest nesting that is allowed`() throws {
        for unit in ["(", "-", "!(", "1 + (", "pid ? 1 : ("] {
            let count = 90
            let closing = String(repeating: ")", count: unit.contains("(") ? count : 0)
            let text = "BEGIN { x = \(String(repeating: unit + " ", count: count))pid\(closing); }"
            #expect(try !typed(text).isEmpty)
        }
        let chain = "BEGIN { x = pid" + String(repeating: " + pid", count: 450) + "; }"
        #expect(try !typed(chain).isEmpty)
    }

    @Test func `report long chains instead of running out of stack`() {
        let text = "BEGIN { x = 1" + String(repeating: " + 1", count: 20_000) + "; }"
        #expect(throws: Diagnostic.self) {
            try parse(DSource(name: "t.d", text: Array(text.utf8), form: .script))
        }
    }
}

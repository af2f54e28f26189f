import DLanguage
import Testing

/// The typed form of a script.
func typed(_ text: String, options: CheckOptions = CheckOptions(), types: any TypeSource = FixedTypes()) throws
    -> String
{
    try checked(text, options: options, types: types).description
}

/// The typed form of the first statement of BEGIN.
private func statement(_ text: String, after declarations: String = "") throws -> String {
    let lines = try typed("\(declarations) BEGIN { \(text); }").split(separator: "\n")
    return lines.last.map { String($0.drop { $0 == " " }) } ?? ""
}

@Suite struct `Typed programs` {
    @Test func `show variables, aggregations and clauses`() throws {
        #expect(
            try typed(
                """
                #pragma D option quiet
                #pragma D option bufsize=16k
                syscall::read:entry /execname == "sh"/ { self->ts = timestamp; n[pid]++; }
                syscall::read:entry, END { @t[probefunc] = max(timestamp - self->ts); }
                """) == """
                    option quiet
                    option bufsize=16k
                    variable self->ts: uint64_t
                    variable n: int64_t[pid_t]
                    aggregation @t[string] = max unsigned
                    clause 0 line 3 probes 3
                      predicate (==:int execname "sh")
                      (=:uint64_t self->ts timestamp)
                      (postadd (n pid) 1)
                    clause 1 line 4 probes 3,2
                      aggregate @t probefunc <- (-:uint64_t timestamp self->ts)
                    """)
    }

    @Test(arguments: [
        ("trace(1 + 2 * 3)", "trace 7"), ("trace(pid + 1)", "trace (+:int pid 1)"),
        ("trace(uid + 1)", "trace (+:unsigned int uid 1:unsigned int)"),
        ("trace(pid + uid)", "trace (+:unsigned int (to:unsigned int pid) uid)"),
        ("trace(arg0 + uid)", "trace (+:long arg0 (to:long uid))"),
        ("trace(timestamp - 1)", "trace (-:unsigned long timestamp 1:unsigned long)"),
        ("trace((char)arg0 + 1)", "trace (+:int (to:int (to:char arg0)) 1)"), ("trace((char)300)", "trace 44:char"),
        ("trace((uint8_t)-1)", "trace 255:uint8_t"), ("trace(-1 < 1u)", "trace 0"), ("trace(-1 < 1)", "trace 1"),
        ("trace(1 << 31)", "trace -2147483648"), ("trace(0xffffffff + 1)", "trace 0:unsigned int"),
        ("trace(-7 / 2)", "trace -3"), ("trace(-7 % 3)", "trace -1"), ("trace(-8 >> 1)", "trace -4"),
        ("trace(0x8000000000000000 >> 63)", "trace 1:unsigned long"), ("trace(!5)", "trace 0"),
        ("trace(~0)", "trace -1"),
        ("trace(1 && 0 || 1 ^^ 1)", "trace 0"), ("trace(pid << timestamp)", "trace (<<:int pid timestamp)"),
        ("trace(pid && execname == \"a\")", "trace (&& pid (==:int execname \"a\"))"),
        ("trace(pid ? 1 : 2u)", "trace (?:unsigned int pid 1:unsigned int 2:unsigned int)"),
        ("trace('a')", "trace 97"), ("trace(sizeof (int))", "trace 4:size_t"),
        ("trace(sizeof (pid))", "trace 4:size_t"),
        ("trace(\"a\" == \"b\")", "trace (==:int \"a\" \"b\")"),
    ])
    func `follow C's arithmetic on LP64`(text: String, expected: String) throws {
        #expect(try statement(text) == expected)
    }

    @Test(arguments: [
        ("trace(curthread->pid)", "trace (member:int (deref:struct task_struct curthread) +64)"),
        ("trace(curthread->flags)", "trace (member:unsigned int (deref:struct task_struct curthread) +320/3)"),
        (
            "trace(curthread->parent->pid)",
            "trace (member:int (deref:struct task_struct (member:struct task_struct * (deref:struct task_struct curthread) +256)) +64)"
        ),
        (
            "trace(stringof(curthread->comm))",
            "trace (stringof (address (member:char [16] (deref:struct task_struct curthread) +128)))"
        ),
        (
            "trace(curthread->comm[2])",
            "trace (index:char (member:char [16] (deref:struct task_struct curthread) +128) 2:long)"
        ),
        ("trace(*(int *)arg0)", "trace (deref:int (to:int * arg0))"),
        ("trace(((int *)arg0)[3])", "trace (deref:int (+:int * (to:int * arg0) 12:long))"),
        ("trace((int *)arg0 + pid)", "trace (+:int * (to:int * arg0) (*:long (to:long pid) 4:long))"),
        ("trace(&curthread->pid)", "trace (address (member:int (deref:struct task_struct curthread) +64))"),
        ("trace(`jiffies)", "trace (deref:unsigned long -140737488351232:unsigned long *)"),
        ("trace(`ticks)", "trace `ticks"),
        (
            "trace(`load)",
            "trace (deref:int (to:int * (+:long 64:long (deref:long (to:long * (+:long 128:long (*:long (to:long cpu) 8:long)))))))"
        ),
        ("trace(copyinstr(arg0))", "trace (copyinstr (to:uintptr_t arg0))"),
        (
            "trace(strlen(curthread->comm))",
            "trace (strlen (stringof (address (member:char [16] (deref:struct task_struct curthread) +128))))"
        ),
        (
            "printf(\"%s %-5d|%*x%%\\n\", curthread->comm, pid, 3, arg0)",
            "printf \"%s %-5d|%*x%%\\n\" (stringof (address (member:char [16] (deref:struct task_struct curthread) +128))) pid 3 arg0"
        ),
        ("stack(); ", "symbolic (stack)"), ("sym(arg0)", "symbolic (sym (to:uint64_t arg0))"),
        ("exit(pid > 3)", "exit (>:int pid 3)"),
        ("trace(arg0 == curthread)", "trace (==:int (to:unsigned long arg0) (to:unsigned long curthread))"),
    ])
    func `reach memory by explicit steps`(text: String, expected: String) throws {
        #expect(try statement(text) == expected)
    }

    @Test(arguments: [
        ("x = 1", "variable x: int"), ("x = pid", "variable x: pid_t"), ("x = execname", "variable x: string"),
        ("x = \"a\"", "variable x: string"), ("x = curthread", "variable x: struct task_struct *"),
        ("x = curthread->comm", "variable x: string"), ("x = 1L", "variable x: long"), ("x++", "variable x: int64_t"),
        ("x = timestamp", "variable x: uint64_t"), ("self->x = tid", "variable self->x: id_t"),
        ("this->x = alloca(8)", "variable this->x: void *"), ("x = (char)1", "variable x: char"),
        ("x[1, execname] = 2", "variable x: int[int, string]"), ("x = pid == 1", "variable x: int"),
        ("self->x[pid] = \"a\"", "variable self->x: string[pid_t]"),
    ])
    func `give variables the type of their first value`(text: String, expected: String) throws {
        #expect(try typed("BEGIN { \(text); }").hasPrefix(expected + "\n"))
    }

    @Test(arguments: [
        ("s = execname; s = 0", "(=:string s \"\")"), ("s = execname; s = NULL", "(=:string s \"\")"),
        ("trace(execname == NULL)", "trace (==:int execname \"\")"),
        ("trace(NULL != strtok(execname, \",\"))", "trace (!=:int \"\" (strtok execname \",\"))"),
        ("trace(strtok(NULL, \",\"))", "trace (strtok 0:string \",\")"),
        ("p = curthread; p = NULL", "(=:struct task_struct * p 0:struct task_struct *)"),
    ])
    func `take zero for no string and no address`(text: String, expected: String) throws {
        #expect(try statement(text) == expected)
    }

    @Test func `turn expressions into the statements they amount to`() throws {
        #expect(
            try typed("BEGIN { pid ? (x = 1) : (y = 2); pid && x++, (void)y--; pid > 1 || x++ ^^ y++; }") == """
                variable x: int
                variable y: int
                clause 0 line 1 probes 1
                  if pid
                    (=:int x 1)
                  else
                    (=:int y 2)
                  if pid
                    (postadd x 1)
                  (postadd y -1)
                  if (>:int pid 1)
                  else
                    (postadd x 1)
                    (postadd y 1)
                """)
    }

    @Test func `check a clause once for each type of the arguments it uses`() throws {
        #expect(
            try typed("syscall:::entry, fbt:::entry { trace(args[0]); } syscall:::entry { trace(arg0); }") == """
                clause 0 line 1 probes 3,4
                  trace (to:int arg0)
                clause 0 line 1 probes 5,6
                  trace (to:struct file * arg0)
                clause 1 line 1 probes 3,4
                  trace arg0
                """)
    }
}

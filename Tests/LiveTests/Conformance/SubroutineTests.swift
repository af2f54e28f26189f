import TestSupport
import Testing

extension LiveTests {
    /// Subroutines, by the values they give.
    struct SubroutineTests {
        @Test(arguments: SubroutineCases.paths)
        func `paths`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: SubroutineCases.searches)
        func `searching strings`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: SubroutineCases.pieces)
        func `parts and pieces of strings`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: SubroutineCases.numbers)
        func `numbers`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: SubroutineCases.addresses)
        func `addresses as text`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: SubroutineCases.memory)
        func `memory`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum SubroutineCases {
    static let paths: [OutputCase] = [
        .init(
            name: "basename",
            program: #"""
                BEGIN { printf("[%s]", basename("")); printf("[%s]", basename("/")); printf("[%s]", \#
                basename("//")); printf("[%s]", basename("a/")); printf("[%s]", basename("foo")); printf("[%s]",\#
                 basename("/foo/bar//")); printf("[%s]", basename("/foo")); printf("[%s]", basename(".")); \#
                printf("[%s]", basename("foo/bar/.")); printf("[%s]", basename("a//b")); exit(0); }
                """#,
            output: "[.][/][/][a][foo][bar][foo][.][.][b]\n"),
        .init(
            name: "dirname",
            program: #"""
                BEGIN { printf("[%s]", dirname("")); printf("[%s]", dirname("/")); printf("[%s]", dirname("//"))\#
                ; printf("[%s]", dirname("a/")); printf("[%s]", dirname("foo")); printf("[%s]", dirname("/foo/ba\#
                r//")); printf("[%s]", dirname("/foo")); printf("[%s]", dirname("/foo//bar")); printf("[%s]", \#
                dirname("foo/bar")); printf("[%s]", dirname(".")); printf("[%s]", dirname("./a")); exit(0); \#
                }
                """#,
            output: "[.][/][/][.][.][/foo][/][/foo][foo][.][.]\n"),
        .init(
            name: "cleanpath",
            program: #"""
                BEGIN { printf("[%s]", cleanpath("/a/../b/./c//d/..")); printf("[%s]", cleanpath("")); \#
                printf("[%s]", cleanpath("/..")); printf("[%s]", cleanpath("a/b/../../..")); printf("[%s]", \#
                cleanpath("//foo//bar/")); printf("[%s]", cleanpath("/.")); printf("[%s]", cleanpath("/a/./b"));\#
                 printf("[%s]", cleanpath("/a/.b/..c")); printf("[%s]", cleanpath("/../../x")); printf("[%s]", \#
                cleanpath("a")); exit(0); }
                """#,
            output: "[/b/c/][][/][/][/foo/bar/][/.][/a/b][/a/.b/..c][/x][a]\n"),
        .init(
            name: "paths known at run time",
            program: #"""
                string p; BEGIN { p = "/usr//lib/../bin/"; printf("[%s][%s][%s]", basename(p), dirname(p), \#
                cleanpath(p)); exit(0); }
                """#,
            output: "[bin][/usr//lib/..][/usr/bin/]\n"),
    ]

    static let searches: [OutputCase] = [
        .init(
            name: "index and rindex",
            program: #"""
                BEGIN { printf("%d %d %d %d %d %d", index("abcabc", "c"), rindex("abcabc", "c"), index("abcabc",\#
                 "x"), rindex("abcabc", "x"), index("abcabc", "abc"), rindex("abcabc", "abc")); exit(0); \#
                }
                """#,
            output: "2 5 -1 -1 0 3\n"),
        .init(
            name: "from a place",
            program: #"""
                BEGIN { printf("%d %d %d %d %d %d %d %d", index("abcabc", "c", 3), rindex("abcabc", \#
                "b", 3), index("abcabc", "c", -5), rindex("abcabc", "c", -1), index("abcabc", "c", 30), \#
                rindex("abcabc", "b", 300), index("abcabc", "c", 2), rindex("abcabc", "a", 3)); exit(0); \#
                }
                """#,
            output: "5 1 2 -1 -1 4 2 3\n"),
        .init(
            name: "of and in empty strings",
            program: #"""
                BEGIN { printf("%d %d %d %d %d %d %d", index("abc", ""), rindex("abc", ""), index("", \#
                "a"), rindex("", ""), index("abc", "", 2), index("abc", "", 9), rindex("abc", "", 1)); \#
                exit(0); }
                """#,
            output: "0 3 -1 0 2 3 1\n"),
        .init(
            name: "longer than what is searched",
            program: #"BEGIN { printf("%d %d", index("ab", "abc"), rindex("ab", "abc")); exit(0); }"#,
            output: "-1 -1\n"),
        .init(
            name: "strings known at run time",
            program: #"""
                string s, t; BEGIN { s = "xabcabcab"; t = "cab"; printf("%d %d %d %d", index(s, t), \#
                rindex(s, t), index(s, t, 4), rindex(s, t, 4)); t = "caba"; printf(" %d", index(s, t)); \#
                t = "ab"; printf(" %d %d [%s]", index(s, t), rindex(s, t), strstr(s, t)); t = ""; printf(" \#
                %d %d", index(s, t), rindex(s, t)); exit(0); }
                """#,
            output: "3 6 6 3 -1 1 7 [abcabcab] 0 9\n"),
        .init(
            name: "every place of a repeated text",
            program: #"""
                string s, t; BEGIN { s = "aaaa"; t = "aa"; printf("%d %d %d %d %d", index(s, t), rindex(s, \#
                t), index(s, t, 1), index(s, t, 2), index(s, t, 3)); exit(0); }
                """#,
            output: "0 2 1 2 -1\n"),
        .init(
            name: "strstr",
            program: #"""
                BEGIN { printf("[%s]", strstr("hello", "l")); printf("[%s]", strstr("hello", "hello")); \#
                printf("[%s]", strstr("hello", "")); printf("[%s]", strstr("", "")); printf("%d", strstr("hello"\#
                , "x") == NULL); exit(0); }
                """#,
            output: "[llo][hello][hello][]1\n"),
        .init(
            name: "strchr and strrchr",
            program: #"""
                BEGIN { printf("[%s][%s][%s]", strchr("abcb", 'b'), strrchr("abcb", 'b'), strchr("abc", \#
                97)); printf("%d %d", strchr("abc", 'x') == NULL, strrchr("abc", 'x') == NULL); exit(0); \#
                }
                """#,
            output: "[bcb][b][abc]1 1\n"),
        .init(
            name: "strtok",
            program: #"""
                BEGIN { printf("[%s]", strtok("a,b;c", ",;")); printf("[%s]", strtok(NULL, ",;")); printf("[%s]"\#
                , strtok(NULL, ",;")); printf("%d", strtok(NULL, ",;") == NULL); exit(0); }
                """#,
            output: "[a][b][c]1\n"),
        .init(
            name: "strtok passes over several separators",
            program: #"""
                BEGIN { printf("[%s]", strtok(",,a,,b,", ",")); printf("[%s]", strtok(NULL, ",")); printf("%d", \#
                strtok(NULL, ",") == NULL); exit(0); }
                """#,
            output: "[a][b]1\n"),
        .init(
            name: "strtok with other separators each time",
            program: #"""
                BEGIN { printf("[%s]", strtok("a.b,c", ".")); printf("[%s]", strtok(NULL, ",")); printf("[%s]", \#
                strtok(NULL, "")); exit(0); }
                """#,
            output: "[a][b][c]\n"),
        .init(
            name: "strtok keeps its place from clause to clause of a firing",
            program: #"""
                BEGIN { printf("[%s]", strtok("a b", " ")); } BEGIN { printf("[%s]", strtok(NULL, " \#
                ")); exit(0); }
                """#,
            output: "[a][b]\n"),
        .init(
            name: "strtok of an empty string begins in it, and leaves nothing to go on with",
            program: #"""
                BEGIN { printf("[%s]", strtok("a b", " ")); printf("[%s]", strtok("", " ")); printf("[%s]", \#
                strtok(NULL, " ")); exit(0); }
                """#,
            output: "[a][][]\n"),
    ]

    static let pieces: [OutputCase] = [
        .init(
            name: "substr",
            program: #"""
                BEGIN { printf("[%s]", substr("abcdef", 2)); printf("[%s]", substr("abcdef", 2, 3)); \#
                printf("[%s]", substr("abcdef", 0, 1)); printf("[%s]", substr("abcdef", 0, 0)); printf("[%s]", \#
                substr("abcdef", 6)); printf("[%s]", substr("abcdef", 10, 1)); printf("[%s]", substr("abcdef", \#
                1, 100)); printf("[%s]", substr("", 0)); exit(0); }
                """#,
            output: "[cdef][cde][a][][][][bcdef][]\n"),
        .init(
            name: "substr from the end",
            program: #"""
                BEGIN { printf("[%s]", substr("abcdef", -2)); printf("[%s]", substr("abcdef", -4, 2)); \#
                printf("[%s]", substr("abcdef", -10, 6)); printf("[%s]", substr("abcdef", -10, 2)); \#
                printf("[%s]", substr("abcdef", -6)); exit(0); }
                """#,
            output: "[ef][cd][ab][][abcdef]\n"),
        .init(
            name: "substr with a negative count",
            program: #"""
                BEGIN { printf("[%s]", substr("abcdef", 2, -1)); printf("[%s]", substr("abcdef", 0, \#
                -6)); printf("[%s]", substr("abcdef", 0, -7)); printf("[%s]", substr("abcdef", -3, -1)); \#
                printf("[%s]", substr("abcdef", 4, -3)); exit(0); }
                """#,
            output: "[cde][][][de][]\n"),
        .init(
            name: "strjoin",
            program: #"""
                BEGIN { printf("[%s]", strjoin("a", "b")); printf("[%s]", strjoin("", "")); printf("[%s]", \#
                strjoin("a", "")); printf("[%s]", strjoin("", "b")); printf("[%s]", strjoin("a", strjoin("b", \#
                "c"))); exit(0); }
                """#,
            output: "[ab][][a][b][abc]\n"),
        .init(
            name: "strjoin cuts at the size of strings",
            program: #"""
                BEGIN { printf("[%s]", strjoin("abc", "defgh")); printf("[%s]", strjoin("abcdef", "g")); \#
                printf("[%s]", strjoin("abcdefgh", "i")); exit(0); }
                """#,
            options: ["-q", "-xstrsize=6"],
            output: "[abcdef][abcdef][abcdef]\n"),
        .init(
            name: "strlen",
            program: #"""
                BEGIN { printf("%d %d %d %d", strlen(""), strlen("12345"), strlen(strjoin("ab", "cd")), \#
                strlen(execname) > 0); exit(0); }
                """#,
            output: "0 5 4 1\n"),
        .init(
            name: "toupper and tolower",
            program: #"BEGIN { printf("[%s][%s]", toupper("aZ09[`{"), tolower("AZ09[`{")); exit(0); }"#,
            output: "[AZ09[`{][az09[`{]\n"),
        .init(
            name: "comparisons",
            program: #"""
                BEGIN { printf("%d %d %d %d %d %d %d %d", "abc" == "abc", "abc" == "abd", "abc" < "abd", \#
                "abc" > "ab", "" < "a", "b" >= "abc", "abc" != "abcd", "a" <= "a"); exit(0); }
                """#,
            output: "1 0 1 1 1 1 1 1\n"),
        .init(
            name: "stringof of a character array",
            program: #"""
                char c[4]; BEGIN { c[0] = 'a'; c[1] = 'b'; c[2] = 'c'; c[3] = 'd'; printf("[%s] %d", \#
                stringof(c), strlen(stringof(c))); exit(0); }
                """#,
            output: "[abcd] 4\n"),
    ]

    static let numbers: [OutputCase] = [
        .init(
            name: "lltostr",
            program: #"""
                BEGIN { printf("[%s]", lltostr(-12)); printf("[%s]", lltostr(0)); printf("[%s]", lltostr(255, \#
                16)); printf("[%s]", lltostr(8, 8)); printf("[%s]", lltostr(1, 2)); printf("[%s]", lltostr(-1, \#
                10)); printf("[%s]", lltostr(-9223372036854775807 - 1)); printf("[%s]", lltostr(9223372036854775\#
                807)); printf("[%s]", lltostr(35, 36)); exit(0); }
                """#,
            output: "[-12][0][0xff][010][1][-1][-9223372036854775808][9223372036854775807][z]\n"),
        .init(
            name: "strtoll",
            program: #"""
                BEGIN { printf("%d %d %d %d %d %d %d %d %d %d", strtoll("12"), strtoll("-12"), strtoll(" \#
                 +7"), strtoll("12abc"), strtoll("x"), strtoll(""), strtoll("077", 8), strtoll("0x1f", \#
                16), strtoll("zz", 36), strtoll("101", 2)); exit(0); }
                """#,
            output: "12 -12 7 12 0 0 63 31 1295 5\n"),
        .init(
            name: "strtoll at the ends of the range",
            program: #"""
                BEGIN { printf("%d %d", strtoll("9223372036854775807"), strtoll("-9223372036854775808")); \#
                exit(0); }
                """#,
            output: "9223372036854775807 -9223372036854775808\n"),
        .init(
            name: "byte orders",
            program: #"""
                BEGIN { printf("%x %x %x %x %x %x", htons(0x1234), ntohs(0x3412), htonl(0x12345678), \#
                ntohl(0x78563412), htonll(0x123456789abcdef0), ntohll(0xf0debc9a78563412)); exit(0); \#
                }
                """#,
            output: "3412 1234 78563412 12345678 f0debc9a78563412 123456789abcdef0\n"),
        .init(
            name: "byte orders of wider numbers",
            program: #"BEGIN { printf("%x %x", htons(0x123456), htonl(0x123456789a)); exit(0); }"#,
            output: "5634 9a785634\n"),
        .init(
            name: "device numbers",
            program: #"""
                BEGIN { printf("%d %d %d %d", getmajor(0x800001), getminor(0x800001), getmajor(0), getminor(0xff\#
                fff)); exit(0); }
                """#,
            output: "8 1 0 1048575\n"),
        .init(
            name: "progenyof",
            program: #"""
                BEGIN { printf("%d %d %d %d", progenyof($pid), progenyof($ppid), progenyof(1), progenyof(999999)\#
                ); exit(0); }
                """#,
            output: "1 1 1 0\n"),
        .init(
            name: "rand differs from call to call",
            program: #"BEGIN { printf("%d", rand() == rand() && rand() == rand()); exit(0); }"#,
            output: "0\n"),
    ]

    static let addresses: [OutputCase] = [
        .init(
            name: "inet_ntoa",
            program: #"""
                BEGIN { this->a = (uint32_t *)alloca(4); *this->a = htonl(0x7f000001); printf("[%s]", \#
                inet_ntoa(this->a)); printf("[%s]", inet_ntop(2, this->a)); exit(0); }
                """#,
            output: "[127.0.0.1][127.0.0.1]\n"),
        .init(
            name: "inet_ntoa of the ends of the range",
            program: #"""
                BEGIN { this->a = (uint32_t *)alloca(4); printf("[%s]", inet_ntoa(this->a)); *this->a \#
                = 0xffffffff; printf("[%s]", inet_ntoa(this->a)); *this->a = htonl(0x0a640963); printf("[%s]", \#
                inet_ntoa(this->a)); exit(0); }
                """#,
            output: "[0.0.0.0][255.255.255.255][10.100.9.99]\n"),
        .init(
            name: "inet_ntoa6",
            program: #"""
                BEGIN { this->a = (char *)alloca(16); printf("[%s]", inet_ntoa6(this->a)); this->a[15] \#
                = 1; printf("[%s]", inet_ntoa6(this->a)); this->a[0] = 0xfe; this->a[1] = 0x80; printf("[%s]", \#
                inet_ntoa6(this->a)); this->a[6] = 1; this->a[9] = 2; printf("[%s]", inet_ntoa6(this->a)); \#
                exit(0); }
                """#,
            output: "[::][::1][fe80::1][fe80::100:2:0:0:1]\n"),
        .init(
            name: "inet_ntoa6 leaves out the first longest run",
            program: #"""
                BEGIN { this->a = (char *)alloca(16); this->a[1] = 1; this->a[7] = 2; this->a[15] = \#
                3; printf("[%s]", inet_ntoa6(this->a)); this->a[9] = 4; printf("[%s]", inet_ntoa6(this->a)); \#
                exit(0); }
                """#,
            output: "[1:0:0:2::3][1::2:4:0:0:3]\n"),
        .init(
            name: "addresses of IPv4 in IPv6",
            program: #"""
                BEGIN { this->a = (char *)alloca(16); this->a[10] = 0xff; this->a[11] = 0xff; this->a[12] \#
                = 10; this->a[15] = 1; printf("[%s]", inet_ntoa6(this->a)); exit(0); }
                """#,
            output: "[::ffff:10.0.0.1]\n"),
        .init(
            name: "inet_ntop by family",
            program: #"""
                BEGIN { this->a = (char *)alloca(16); this->a[0] = 10; this->a[3] = 9; printf("[%s][%s]", \#
                inet_ntop(AF_INET, this->a), inet_ntop(AF_INET6, this->a)); exit(0); }
                """#,
            output: "[10.0.0.9][a00:9::]\n"),
        .init(
            name: "link_ntop",
            program: #"""
                BEGIN { this->a = (char *)alloca(20); this->a[0] = 1; this->a[5] = 0xab; this->a[19] \#
                = 0x7f; printf("[%s][%s]", link_ntop(1, this->a), link_ntop(32, this->a)); exit(0); \#
                }
                """#,
            output: "[01:00:00:00:00:ab][01:00:00:00:00:ab:00:00:00:00:00:00:00:00:00:00:00:00:00:7f]\n"),
    ]

    static let memory: [OutputCase] = [
        .init(
            name: "alloca keeps what is stored",
            program: #"""
                BEGIN { this->p = (int *)alloca(16); this->p[3] = 7; *this->p = 5; printf("%d %d", this->p[3], \#
                *this->p); exit(0); }
                """#,
            output: "7 5\n"),
        .init(
            name: "two allocations do not overlap",
            program: #"""
                BEGIN { this->p = (char *)alloca(3); this->q = (char *)alloca(3); this->p[2] = 1; this->q[0] \#
                = 2; printf("%d %d", this->p[2], this->q[0]); exit(0); }
                """#,
            output: "1 2\n"),
        .init(
            name: "every clause has its own",
            program: #"""
                BEGIN { this->p = (char *)alloca(200); this->p[0] = 1; } BEGIN { this->p = (char *)alloca(200); \#
                trace(1); exit(0); }
                """#,
            output: "1\n"),
        .init(
            name: "bcopy",
            program: #"""
                BEGIN { this->p = (char *)alloca(8); this->p[0] = 'h'; this->p[1] = 'i'; this->q = (char \#
                *)alloca(8); bcopy(this->p, this->q, 3); printf("[%s]", stringof(this->q)); bcopy(this->p, \#
                this->q + 2, 0); printf("[%s]", stringof(this->q)); exit(0); }
                """#,
            output: "[hi][hi]\n"),
        .init(
            name: "an allocation of nothing",
            program: "BEGIN { this->p = alloca(0); trace(this->p != NULL); exit(0); }",
            output: "1\n"),
        .init(
            name: "structs in allocated memory",
            program: #"""
                struct s { int a; char b[4]; }; BEGIN { this->p = (struct s *)alloca(2 * sizeof (struct \#
                s)); this->p[1].a = 9; this->p[1].b[2] = 3; printf("%d %d %d", this->p[1].a, this->p[1].b[2], \#
                this->p[0].a); exit(0); }
                """#,
            output: "9 3 0\n"),
    ]
}

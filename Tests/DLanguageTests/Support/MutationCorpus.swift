/// Sound programs that together use every construct of the language, every action and pragma.
enum MutationCorpus {
    /// The macro variables they use.
    static let variables: [String: Int64] = [
        "target": 1, "pid": 2, "ppid": 3, "uid": 4, "gid": 5, "euid": 6, "egid": 7, "pgid": 8, "sid": 9,
    ]

    static let programs = [
        // The constructs that scripts have most often.
        """
        #!/usr/sbin/dtrace -s
        #pragma D option quiet
        syscall::read:entry /pid == $1 && self->ts != 0/ {
            self->ts = timestamp; @t[execname, stack(3)] = lquantize(arg2, 0, 100, 10);
        }
        """,
        // Structures, bit-fields, inline constants, memory.
        """
        struct s { int a; char b[4]; struct { unsigned c : 3, d : 5; } e; }; typedef struct s s_t;
        inline int N = 3 * (4 - 1) / 2;
        BEGIN {
            this->p = (struct s *)alloca(sizeof (struct s)); this->p->a = N; trace(this->p->e.c); exit(0x1f);
        }
        """,
        // Conditions, associative arrays, widths.
        """
        self int d; int a[string, int];
        fbt::vfs_*:entry, tick-1s {
            if (arg0 > 3) { a["x", self->d++] += 2; } else printf("%-*s|%5.2d\\n", 3, execname, a["x", 1]);
        }
        """,
        // Enumerations, strings, speculation.
        """
        enum e { A, B = 4, C }; string s;
        pid$target:/lib/x.so:main:entry {
            s = strjoin(stringof(arg0), substr(copyinstr(arg1), 1, 3)); self->spec = speculation();
            speculate(self->spec); trace((char)-A ^ ~B << C);
        }
        BEGIN { commit(self->spec); } END { discard(self->spec); }
        """,
        // Declared providers, inline functions of keys, the aggregations' actions.
        """
        provider p { probe a(int, char *); probe b__c(int x) : (int x); probe d(); };
        #pragma D attributes Evolving/Evolving/Common provider p provider
        inline string n[int k] = k == 1 ? "one" : "many";
        BEGIN /n[2] == "one" ^^ 0/ { @x[1] = sum(2); trunc(@x, 5); normalize(@x, 3); denormalize(@x); clear(@x); }
        END { stack(); ustack(2, 10); trunc(@x); }
        """,
        // Pragmas and line control, unions, storage classes, escapes.
        """
        #pragma D attributes Stable/Stable/Common x
        #pragma D binding "1.0" x
        # 7 "a.d"
        #line 9
        #ident "@(#)a.d"
        int x; union u { int a; char *b[3]; } v; this string t; self struct u { int z; } *q;
        #pragma D option strsize=64
        BEGIN {
            this->t = "\\x41\\101\\n\\a\\b\\f\\r\\t\\v\\\\\\"\\'\\?\\0"; x = 'ab' + '\\n' + '\\''; freopen("%s", $$1);
            exit(sizeof v);
        }
        """,
        // Translators and what is made with them.
        """
        struct raw { int id; char name[8]; }; typedef struct info { int i_id; string i_name; } info_t;
        translator info_t <struct raw *R> { i_id = R->id; i_name = stringof(R->name); };
        BEGIN {
            this->r = (struct raw *)alloca(sizeof (struct raw)); trace(xlate <info_t *>(this->r)->i_id); trace(xlate <info_t>(this->r).i_name);
            trace(offsetof(struct raw, name)); trace(sizeof (info_t)); print(this->r);
        }
        """,
        // Every aggregating function, printed in several ways.
        """
        #pragma D option aggsortrev
        #pragma D option aggsortkey=1
        tick-1s {
            @c[probename] = count(); @s = sum(1); @m[1] = min(-1); @M[1] = max(1ULL); @v = avg(arg0); @d = stddev(2);
            @q[execname, (char)3] = quantize(arg0, 2); @l = lquantize(5, -10, 10, 2, 3); @g = llquantize(7, 10, 0, 6, 20);
            printa(@c); printa("%s %@d\\n", @c); printa(@m, @M); printa("%d %@5d %@-9u %@x\\n", @m, @M);
        }
        """,
        // Conversions of printf.
        """
        BEGIN {
            printf("%d %i %u %x %X %o %c %C %s %S %p %a %A %Y %T %% %5d %-5d %05d %+d % d %'d %#x %.3s %*d %.*s\\n",
                1, 2, 3, 4, 5, 6, 'a', '\\n', "s", "S", 16, 17, 18, walltimestamp, walltimestamp, 1, 2, 3, 4, 5, 6, 7,
                "abc", 4, 5, 2, "xyz");
            printf("%hhd %hd %ld %lld %hu %lx\\n", (char)1, (short)2, 3L, 4LL, (unsigned short)5, 6UL);
            printf("%k%s", stack(1), probefunc);
        }
        """,
        // Actions with data and those that change the system.
        """
        #pragma D option destructive
        BEGIN {
            trace("x"); tracemem(curthread, 16); tracemem(alloca(8), 8, 4); sym(1); func(2); mod(3); usym(4); ufunc(5);
            umod(6); uaddr(7); setopt("quiet"); setopt("aggrate", "1s"); system("echo %d", 1); raise(9); stop();
            chill(100); ftruncate(); copyout(alloca(4), 16, 4); copyoutstr("a", 16, 1); freopen("");
        }
        """,
        // Subroutines.
        """
        BEGIN {
            trace(basename("/a/b")); trace(dirname("/a")); trace(cleanpath("/a/../b")); trace(index("abc", "c", 1));
            trace(rindex("abc", "a")); trace(strchr("abc", 'b')); trace(strrchr("abc", 'b')); trace(strstr("a", "b"));
            trace(strtok("a b", " ")); trace(strtok(NULL, " ")); trace(lltostr(-5, 16)); trace(strtoll("12", 8));
            trace(toupper("a")); trace(tolower("B")); trace(htons(1) + htonl(2) + htonll(3) + ntohs(4) + ntohl(5));
            trace(rand()); trace(progenyof(1)); trace(getmajor(259)); trace(getminor(259)); bcopy(alloca(4), alloca(4), 4);
            this->p = (int *)alloca(8); *this->p++ = 1; --*this->p; trace(inet_ntop(2, this->p)); trace(copyinstr(0, 8));
        }
        """,
        // Built-in variables and macros.
        """
        BEGIN, ERROR, profile-97 {
            trace(arg9); trace(caller); trace(curthread->pid); trace(epid); trace(errno); trace(gid); trace(id); trace(ipl);
            trace(ppid); trace(probeprov); trace(stackdepth); trace(tid); trace(ucaller); trace(uid); trace(ustackdepth);
            trace(vtimestamp); trace($pid + $ppid + $uid + $gid + $euid + $egid + $pgid + $sid); trace($target); trace($0);
        }
        """,
        // Operators, casts and conversions of every width.
        """
        int8_t a; uint16_t b; int c[3]; unsigned long long d; long *p; char s[8]; volatile const int k; float f;
        int (*fp)(int, char *); struct fwd; struct fwd *w; typedef int arr_t[4]; arr_t t;
        BEGIN {
            a = (int8_t)300; b |= 0x10; b &= ~1; b ^= 3; b <<= 2; b >>= 1; c[1] = 017 % 5; d *= 3; d /= 2; d -= 1; d %= 7;
            p = (long *)alloca(16); p += 1; p = p - 1; trace(p != NULL && !a || b ^^ c[0] ? (a, b) : -c[2]); trace(s == "x" || s < "y");
            t[1] = c[0] <= 1 ? sizeof (int *) : sizeof t; self->m[1, "x"]++; trace(0xffULL >> 3); trace(+a >= ~b);
        }
        """,
    ]
}

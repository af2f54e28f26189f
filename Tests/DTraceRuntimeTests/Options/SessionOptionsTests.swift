import Testing

@testable import DTraceRuntime

@Suite struct SessionOptionsTests {
    private func with(_ settings: String...) throws -> SessionOptions {
        var options = SessionOptions()
        for setting in settings { try options.set(setting) }
        return options
    }

    @Test func `ring buffers are powers of two`() throws {
        #expect(try with("bufsize=1").ringBufferSize == 4096)
        #expect(try with("bufsize=4097").ringBufferSize == 8192)
        #expect(try with("bufsize=1g").ringBufferSize == 1 << 30)
        #expect(try with("bufsize=2t").ringBufferSize == 1 << 30)
    }

    @Test(arguments: [
        ("bufsize", 1 << 30, "buffer size lowered to 1g"), ("specsize", 1 << 30, "speculation size lowered to 1g"),
        ("aggsize", 256 << 20, "aggregation size lowered to 256m"),
        ("dynvarsize", 1 << 30, "dynamic variable size lowered to 1g"),
    ])
    func `sizes have limits, and a notice tells of what is granted instead`(
        option: String, limit: Int, notice: String
    ) throws {
        #expect(try with("\(option)=\(limit)").granted(option) == limit)
        #expect(try with("\(option)=\(limit)").sizeNotices == [])
        #expect(try with("\(option)=2t").granted(option) == limit)
        #expect(try with("\(option)=2t").sizeNotices == [notice])
    }

    @Test func `begins with DTrace's defaults`() {
        let options = SessionOptions()
        #expect(options.bufferSize == 4_194_304)
        #expect(options.aggregationSize == 4_194_304)
        #expect(options.dynamicVariableSize == 1_048_576)
        #expect(options.speculationSize == 4_194_304)
        #expect(options.speculationCount == 1)
        #expect(options.stringSize == 257)
        #expect(options.scratchSize == 264)
        #expect(options.stackFrames == 20)
        #expect(options.userStackFrames == 100)
        #expect(options.javaStackFrames == 50)
        #expect(options.packetSize == 1514)
        #expect(options.statusRate == 1_000_000_000)
        #expect(options.switchRate == 0)
        #expect(options.maximumFrames == nil)
        #expect(options.cpu == nil)
        #expect(!options.isQuiet && !options.allowsDestructive && !options.allowsNoMatch)
        #expect(options.output() == OutputOptions())
    }

    @Test func `reads sizes with their suffixes`() throws {
        for (text, bytes) in [
            ("64", 64), ("4k", 4096), ("2M", 2 << 20), ("1g", 1 << 30), ("0x10", 16), ("1T", 1 << 40),
        ] {
            #expect(try with("bufsize=\(text)").number("bufsize") == Int64(bytes))
        }
        #expect(try with("bufsize=010").bufferSize == 8)
        #expect(try with("pcapsize=1m").packetSize == 65_536)
        for text in ["", "k", "4q", "-1", "4kk", "99999999999999999999", "9000000t"] {
            #expect(throws: OptionError.self) { try with("bufsize=\(text)") }
        }
    }

    @Test func `reads times and rates`() throws {
        let cases: [(String, Int64)] = [
            ("10hz", 100_000_000), ("4", 250_000_000), ("50ms", 50_000_000), ("7usec", 7000), ("2sec", 2_000_000_000),
            ("1m", 60_000_000_000), ("1h", 3_600_000_000_000), ("1d", 86_400_000_000_000), ("5ns", 5), ("0", 0),
            ("6us", 6000), ("3min", 180_000_000_000), ("2day", 172_800_000_000_000), ("4HZ", 250_000_000),
        ]
        for (text, time) in cases { #expect(try with("switchrate=\(text)").switchRate == time) }
        #expect(throws: OptionError.self) { try with("switchrate=1fortnight") }
    }

    @Test func `reads flags with and without a value`() throws {
        #expect(try with("quiet").isQuiet)
        #expect(try with("quiet=0").isQuiet)
        #expect(try !with("quiet", "quiet=").isQuiet)
        #expect(try !with("quiet", "quiet=off").isQuiet)
        #expect(try with("quiet=1", "flowindent", "aggsortrev").output().sortsInReverse)
        #expect(throws: OptionError.self) { try with("quiet=perhaps") }
        for text in ["lazyload", "lazyload=true", "lazyload=false"] { _ = try with(text) }
        #expect(throws: OptionError.self) { try with("lazyload=perhaps") }
    }

    @Test func `options that want a number above 0`() throws {
        for name in ["iregs", "tregs", "tree", "disasm"] {
            #expect(try with("\(name)=7").number(name) == 7)
            for bad in ["=0", "=-1", "=x", "="] {
                #expect(throws: OptionError.self, "\(name)\(bad)") { try with(name + bad) }
            }
        }
        for name in ["iregs", "tregs", "tree"] { #expect(throws: OptionError.self) { try with(name) } }
        #expect(try with("disasm").number("disasm") == 1)
        #expect(try with("debugassert").text("debugassert")?.isEmpty == true)
        #expect(try with("debugassert=x", "useruid=3").number("useruid") == 3)
    }

    @Test func `refuses negative numbers`() throws {
        for name in ["stackindent", "nspec", "cpu", "maxframes", "aggsortpos", "ustackframes", "strsize"] {
            #expect(throws: OptionError.self) { try with("\(name)=-1") }
            _ = try with("\(name)=1")
        }
    }

    @Test func `reads stabilities and limits`() throws {
        #expect(try with("amin=evolving/Unstable/ISA").text("amin") == "evolving/Unstable/ISA")
        for text in ["", "Evolving", "Evolving/Unstable", "Evolving/Unstable/Here", "A/B/C/D"] {
            #expect(throws: OptionError.self) { try with("amin=\(text)") }
        }
        #expect(try with("lockmem=unlimited").number("lockmem") == .max)
        #expect(try with("lockmem=64k").number("lockmem") == 65_536)
        #expect(throws: OptionError.self) { try with("lockmem=limited") }
    }

    @Test func `reads text, words and lists`() throws {
        #expect(try with("define=A=1", "define=B").texts("define") == ["A=1", "B"])
        #expect(try with("stdc=a").text("stdc") == "a")
        #expect(throws: OptionError.self) { try with("stdc=q") }
        #expect(throws: OptionError.self) { try with("libdir") }
        #expect(try with("stackindent=3").output().stackIndent == 3)
    }

    @Test func `refuses in DTrace's words`() {
        func sentence(_ name: String, _ value: String?, _ origin: OptionError.Origin, isTracing: Bool = false) -> String
        {
            var options = SessionOptions()
            do {
                try options.set(name, to: value, origin: origin, isTracing: isTracing)
                return "set"
            } catch {
                return "\(error)"
            }
        }
        #expect(sentence("nonsense", nil, .flag("x")) == "failed to set -x nonsense: Invalid option name")
        #expect(
            sentence("bufsize=q", nil, .flag("x")) == "failed to set -x bufsize: Invalid value for specified option")
        #expect(sentence("bufsize", "q", .flag("b")) == "failed to set -b: Invalid value for specified option")
        #expect(
            sentence("bufsize", "q", .pragma)
                == "failed to set option 'bufsize' to 'q': Invalid value for specified option")
        #expect(
            sentence("bufsize", "1m", .action, isTracing: true)
                == "failed to set option 'bufsize' to '1m': Operation illegal when tracing is active")
        #expect(sentence("quiet", nil, .action, isTracing: true) == "set")
    }

    @Test func `takes options from the environment`() throws {
        var options = SessionOptions()
        try options.apply(environment: ["DTRACE_OPT_QUIET": "", "DTRACE_OPT_BUFSIZE": "8k", "HOME": "/root"])
        #expect(options.isQuiet)
        #expect(options.bufferSize == 8192)
        #expect(throws: OptionError.self) { try options.apply(environment: ["DTRACE_OPT_BOGUS": "1"]) }
    }

    @Test func `knows every documented option once`() {
        let names = OptionTable.definitions.map(\.name)
        #expect(Set(names).count == names.count)
        let documented = """
            aggpercpu amin argref composer core cpp cppargs cpphdrs cpppath ctypes ctfpath debug debugassert defaultargs define \
            disasm dofstashpath droptags dtypes empty errtags evaltime incdir iregs kdefs knodefs late lazyload ldpath libdir \
            linkmode linknommap linktype modpath nolibs pgmax preallocate procfspath pspec stdc strip syslibdir sysslice tree tregs udefs \
            undef unodefs useruid verbose version zdefs aggsize bpflog bpflogsize bufpolicy bufresize bufsize cleanrate cpu \
            destructive dynvarsize grabanon jstackframes jstackstrsize lockmem maxframes noresolve nspec pcapsize scratchsize \
            specsize stackframes statusrate strsize ustackframes aggrate aggsortkey aggsortkeypos aggsortpos aggsortrev flowindent \
            printsize quiet quietresize rawbytes records stackindent switchrate
            """.split(separator: " ").map { String($0) }
        #expect(Set(names) == Set(documented))
    }
}

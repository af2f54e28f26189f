/// An option of `-x`, `#pragma D option`, `DTRACE_OPT_*` or `setopt()`; some are accepted only because scripts set them.
public struct OptionDefinition: Hashable, Sendable {
    public var name: String
    public var kind: Kind
    public var phase: Phase
    /// What it is before anybody sets it; nil for options that are unset.
    public var initial: OptionValue?

    /// How an option's text is read.
    public enum Kind: Hashable, Sendable {
        /// Set by its name alone; `on`, `off` and their like can be said too.
        case flag
        /// Set by its name alone, for good.
        case bareFlag
        /// A version of the D language.
        case version
        case integer
        /// A number above 0, which must be given.
        case positive
        /// A number above 0, or nothing.
        case optionalPositive
        /// Bytes, with `k`, `m`, `g` or `t` for powers of 1024.
        case size
        /// A time with its unit (`ns` to `d`), or a rate in `hz`, which is also what a bare number means.
        case rate
        /// Any text; without one the option is refused.
        case string
        /// Any text, or nothing.
        case optionalString
        /// One of these words.
        case word([String])
        /// Three words of stability, such as `Evolving/Unstable/ISA`.
        case attributes
        /// Bytes, or `unlimited`.
        case limit
    }

    /// Until when an option can be set.
    public enum Phase: Hashable, Sendable {
        /// Before the program is compiled.
        case compileTime
        /// Before tracing starts.
        case runTime
        /// At any time, also by `setopt()`.
        case dynamic
    }
}

/// The value of an option.
public enum OptionValue: Hashable, Sendable {
    /// A flag, a number, bytes, or nanoseconds.
    case number(Int64)
    case text(String)
}

/// All options by name.
public enum OptionTable {
    /// The option of this name, nil when there is none.
    public static func definition(of name: String) -> OptionDefinition? { byName[name] }

    /// All options: those of compile time, of run time, and those that can change while tracing runs.
    public static let definitions: [OptionDefinition] = compileTime + runTime + dynamic

    private static let byName = Dictionary(uniqueKeysWithValues: definitions.map { ($0.name, $0) })

    private static let compileTime: [OptionDefinition] =
        flags(
            .compileTime,
            "aggpercpu argref core cpp cpphdrs debug defaultargs droptags empty errtags kdefs "
                + "knodefs linknommap nolibs pspec strip sysslice udefs unodefs verbose zdefs"
        )
        + strings(
            "cppargs cpppath ctypes ctfpath define dofstashpath dtypes incdir ldpath libdir modpath procfspath syslibdir undef"
        )
        + [
            .init("version", .version, .compileTime), .init("amin", .attributes, .compileTime),
            .init("lazyload", .flag, .compileTime), .init("late", .word(["dynamic", "static"]), .compileTime),
            .init("preallocate", .size, .compileTime),
            .init("evaltime", .word(["exec", "preinit", "postinit", "main"]), .compileTime),
            .init("composer", .word(["auto", "tailcall", "linked"]), .compileTime),
            .init("records", .word(["reserve", "copy"]), .compileTime),
            .init("linkmode", .word(["kernel", "primary", "dynamic", "static"]), .compileTime),
            .init("linktype", .word(["elf", "dof"]), .compileTime),
            .init("stdc", .word(["a", "c", "s", "t"]), .compileTime),
            .init("pgmax", .integer, .compileTime), .init("tree", .positive, .compileTime),
            .init("tregs", .positive, .compileTime),
            .init("iregs", .positive, .compileTime),
            .init("disasm", .optionalPositive, .compileTime),
            .init("debugassert", .optionalString, .compileTime),
            .init("useruid", .integer, .compileTime),
        ]

    private static let runTime: [OptionDefinition] =
        flags(.runTime, "destructive grabanon noresolve")
        + [
            .init("aggsize", .size, .runTime, .number(4 << 20)), .init("bpflog", .flag, .runTime),
            .init("bpflogsize", .size, .runTime), .init("bufsize", .size, .runTime, .number(4 << 20)),
            .init("bufpolicy", .word(BufferPolicy.allCases.map(\.rawValue)), .runTime),
            .init("bufresize", .word(["auto", "manual"]), .runTime),
            .init("cleanrate", .rate, .runTime), .init("cpu", .integer, .runTime),
            .init("dynvarsize", .size, .runTime, .number(1 << 20)),
            .init("jstackframes", .integer, .runTime, .number(50)),
            .init("jstackstrsize", .size, .runTime),
            .init("lockmem", .limit, .runTime),
            .init("maxframes", .integer, .runTime), .init("nspec", .integer, .runTime, .number(1)),
            .init("pcapsize", .size, .runTime, .number(1514)), .init("scratchsize", .size, .runTime, .number(264)),
            .init("specsize", .size, .runTime, .number(4 << 20)),
            .init("stackframes", .integer, .runTime, .number(20)),
            .init("statusrate", .rate, .runTime, .number(1_000_000_000)),
            .init("strsize", .size, .runTime, .number(256)),
            .init("ustackframes", .integer, .runTime, .number(100)),
        ]

    private static let dynamic: [OptionDefinition] =
        flags(.dynamic, "aggsortkey aggsortrev flowindent quiet rawbytes")
        + [
            .init("aggrate", .rate, .dynamic, .number(0)), .init("aggsortkeypos", .integer, .dynamic),
            .init("aggsortpos", .integer, .dynamic), .init("printsize", .size, .dynamic),
            .init("quietresize", .flag, .dynamic), .init("stackindent", .integer, .dynamic, .number(14)),
            .init("switchrate", .rate, .dynamic, .number(0)),
        ]

    private static func flags(_ phase: OptionDefinition.Phase, _ names: String) -> [OptionDefinition] {
        names.split(separator: " ").map { .init(String($0), phase == .compileTime ? .bareFlag : .flag, phase) }
    }

    private static func strings(_ names: String) -> [OptionDefinition] {
        names.split(separator: " ").map { .init(String($0), .string, .compileTime) }
    }
}

extension OptionDefinition {
    fileprivate init(_ name: String, _ kind: Kind, _ phase: Phase, _ initial: OptionValue? = nil) {
        self.init(name: name, kind: kind, phase: phase, initial: initial)
    }
}

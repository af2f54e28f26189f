/// The options that decide how data is shown.
public struct OutputOptions: Hashable, Sendable {
    /// `-q`: only what the program prints itself.
    public var isQuiet = false
    /// `-F`: function entries and returns are indented.
    public var indentsFlow = false
    /// The environment variable `_DTRACE_TESTING`: rows show the probe's function and name only.
    public var isTesting = false
    /// `-xrawbytes`: traced data always shows as a table of bytes.
    public var showsRawBytes = false
    /// `-xstackindent`: the blanks before every stack frame.
    public var stackIndent = 14
    /// `-xprintsize`: the bytes of a value that print() shows; 0 for all.
    public var printSize = 0
    /// `-xnoresolve`: user addresses show as object and file offset.
    public var skipsUserSymbols = false
    /// `-xaggpercpu`: aggregations show each CPU's share too.
    public var showsAggregationsPerCPU = false
    /// `-xaggsortkey`: rows are sorted by key, then value.
    public var sortsByKey = false
    /// `-xaggsortkeypos`: the key, counted from 0, that is compared first.
    public var sortKeyPosition = 0
    /// `-xaggsortpos`: the aggregation of a joint printa(), counted from 0, whose value is compared first.
    public var sortAggregationPosition = 0
    /// `-xaggsortrev`: the order is reversed.
    public var sortsInReverse = false

    public init() {}
}

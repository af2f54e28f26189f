/// Connections (DTrace guide, chapters on network providers).
extension ShippedLibrary {
    static let net = ShippedLibrary(
        "net.d",
        """
        inline int AF_UNIX = 1;
        inline int AF_INET = 2;
        inline int AF_INET6 = 10;

        typedef struct conninfo {
            string ci_local;
            string ci_remote;
            string ci_protocol;
        } conninfo_t;
        """)
}

extension ShelfCase {
    /// Scripts about connections and packets.
    static let network = [
        ShelfCase(
            script: "Network/tcpsnoop.d", work: .workload("network-workload tcp 100"), match: .contained,
            lines: """
                CPU           LADDR:LPORT              RADDR:RPORT  BYTES FLAGS
                127.0.0.1 -> 127.0.0.1 0 bytes (SYN|\u{8})
                127.0.0.1 -> 127.0.0.1 0 bytes (SYN|ACK|\u{8})
                127.0.0.1 -> 127.0.0.1 100 bytes (PUSH|ACK|\u{8})
                127.0.0.1 -> 127.0.0.1 0 bytes (FIN|ACK|\u{8})
                  Connect Latency (ns)                                127.0.0.1
                  127.0.0.1                                                         1
                  state-closed                                        state-syn-sent                                      \
                              1
                """),
        // Five datagrams of 100 bytes behind headers of 8.
        ShelfCase(
            script: "Network/ipudp.d", work: .workload("network-workload udp 5 100"),
            lines: """
                  receive                                             127.0.0.1                                           \
                            540
                  send                                                127.0.0.1                                           \
                            540
                  UDP                                                 lo                                                  \
                              5
                """),
    ]
}

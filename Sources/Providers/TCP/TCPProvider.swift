public import ProviderAPI

/// Segments and connections: `tcp:::send`, `receive`, `connect-established`, `accept-refused`, `state-change`... (DTrace
/// guide, chapter tcp Provider).
///
/// Segments are seen where they are given to a network device or come from one. Of a received segment the socket is not
/// known yet: its `tcpsinfo_t` has the ends of the connection from the headers, and no state. `connect-established`,
/// `connect-refused`, `accept-established` and `state-change` come from the socket, so there is no segment: `ipinfo_t` and
/// `tcpinfo_t` of the first three have the ends and the flags of the segment from the other side that brought it about.
public enum TCPProvider {
    /// The provider, written in D.
    public static let library = ProviderLibrary(
        provider: "tcp",
        text: declarations + translators + sources)

    private static let declarations = """
        provider tcp {
            probe send(struct sk_buff *pkt, struct sock *cs, uint8_t *ip, struct tcp_sock *ts, struct tcphdr *tcp)
                : (pktinfo_t *pkt, csinfo_t *cs, ipinfo_t *ip, tcpsinfo_t *ts, tcpinfo_t *tcp);
            probe receive(struct sk_buff *pkt, struct sock *cs, uint8_t *ip, struct tcphdr *tcp)
                : (pktinfo_t *pkt, csinfo_t *cs, ipinfo_t *ip, tcpsinfo_t *ip, tcpinfo_t *tcp);
            probe connect-request(struct sk_buff *pkt, struct sock *cs, uint8_t *ip, struct tcp_sock *ts,
                    struct tcphdr *tcp)
                : (pktinfo_t *pkt, csinfo_t *cs, ipinfo_t *ip, tcpsinfo_t *ts, tcpinfo_t *tcp);
            probe connect-established(struct sk_buff *pkt, struct sock *cs, struct inet_sock *is,
                    struct inet_connection_sock *ts, int state, int flags)
                : (pktinfo_t *pkt, csinfo_t *cs, ipinfo_t *is, tcpsinfo_t *ts, tcpinfo_t *is);
            probe connect-refused(struct sk_buff *pkt, struct sock *cs, struct inet_sock *is,
                    struct inet_connection_sock *ts, int state, int flags)
                : (pktinfo_t *pkt, csinfo_t *cs, ipinfo_t *is, tcpsinfo_t *ts, tcpinfo_t *is);
            probe accept-refused(struct sk_buff *pkt, struct sock *cs, uint8_t *ip, struct tcp_sock *ts,
                    struct tcphdr *tcp)
                : (pktinfo_t *pkt, csinfo_t *cs, ipinfo_t *ip, tcpsinfo_t *ts, tcpinfo_t *tcp);
            probe accept-established(struct sk_buff *pkt, struct sock *cs, struct inet_sock *is,
                    struct inet_connection_sock *ts, int state, int flags)
                : (pktinfo_t *pkt, csinfo_t *cs, ipinfo_t *is, tcpsinfo_t *ts, tcpinfo_t *is);
            probe state-change(int none, struct sock *cs, struct inet_connection_sock *ts, int was, int is)
                : (int none, csinfo_t *cs, int none, tcpsinfo_t *ts, int none, tcplsinfo_t *was);
        };

        """
}

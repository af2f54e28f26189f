public import ProviderAPI

/// Segments and connections: `tcp:::send`, `receive`, `connect-established`, `accept-refused`, `state-change`... (DTrace
/// guide, chapter tcp Provider).
///
/// Segments are seen where they are given to a network device or come from one. Of a received segment the socket is not
/// known yet: its `tcpsinfo_t` has the ends of the connection from the headers, and no state. `accept-established` and
/// `state-change` come from the socket, so there is no segment: `ipinfo_t` and `tcpinfo_t` of the former have the ends as
/// a segment from the other side would.
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
            probe connect-established(struct sk_buff *pkt, struct sock *cs, uint8_t *ip, struct tcphdr *tcp)
                : (pktinfo_t *pkt, csinfo_t *cs, ipinfo_t *ip, tcpsinfo_t *ip, tcpinfo_t *tcp);
            probe connect-refused(struct sk_buff *pkt, struct sock *cs, uint8_t *ip, struct tcphdr *tcp)
                : (pktinfo_t *pkt, csinfo_t *cs, ipinfo_t *ip, tcpsinfo_t *ip, tcpinfo_t *tcp);
            probe accept-refused(struct sk_buff *pkt, struct sock *cs, uint8_t *ip, struct tcp_sock *ts,
                    struct tcphdr *tcp)
                : (pktinfo_t *pkt, csinfo_t *cs, ipinfo_t *ip, tcpsinfo_t *ts, tcpinfo_t *tcp);
            probe accept-established(struct sk_buff *pkt, struct sock *cs, struct inet_sock *is, struct tcp_sock *ts)
                : (pktinfo_t *pkt, csinfo_t *cs, ipinfo_t *is, tcpsinfo_t *ts, tcpinfo_t *is);
            probe state-change(int none, struct sock *cs, struct inet_connection_sock *ts, int was, int is)
                : (int none, csinfo_t *cs, int none, tcpsinfo_t *ts, int none, tcplsinfo_t *was);
        };

        """
}

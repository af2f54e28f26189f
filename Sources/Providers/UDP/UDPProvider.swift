public import ProviderAPI

/// Datagrams: `udp:::send` and `udp:::receive` (DTrace guide, chapter udp Provider).
///
/// They are seen where they are given to a network device or come from one, with their headers; of a received datagram
/// the socket is not known yet, so its `udpsinfo_t` is read from the headers. Fragments but the first are left out.
public enum UDPProvider {
    /// The provider, written in D.
    public static let library = ProviderLibrary(
        provider: "udp",
        text: """
            provider udp {
                probe send(struct sk_buff *pkt, struct sock *cs, uint8_t *ip, struct udp_sock *us, struct udphdr *udp)
                    : (pktinfo_t *pkt, csinfo_t *cs, ipinfo_t *ip, udpsinfo_t *us, udpinfo_t *udp);
                probe receive(struct sk_buff *pkt, struct sock *cs, uint8_t *ip, struct udphdr *udp)
                    : (pktinfo_t *pkt, csinfo_t *cs, ipinfo_t *ip, udpsinfo_t *ip, udpinfo_t *udp);
            };

            /* Of a datagram that comes in: its destination is here. */
            translator udpsinfo_t < uint8_t *H > {
                udps_addr = 0;
                udps_lport = ntohs(((struct udphdr *)__ip_payload[H])->dest);
                udps_rport = ntohs(((struct udphdr *)__ip_payload[H])->source);
                udps_laddr = *H >> 4 == 4 ? inet_ntoa(&((struct iphdr *)H)->daddr) :
                    inet_ntoa6(&((struct ipv6hdr *)H)->daddr);
                udps_raddr = *H >> 4 == 4 ? inet_ntoa(&((struct iphdr *)H)->saddr) :
                    inet_ntoa6(&((struct ipv6hdr *)H)->saddr);
            };

            rawtp:net::net_dev_queue
            /__ip_carried[args[0]] && __ip_protocol[__ip_out[args[0]]] == 17/
            {
                probe udp:::send(args[0], args[0]->sk, __ip_out[args[0]],
                    (struct udp_sock *)args[0]->sk, (struct udphdr *)(args[0]->head + args[0]->transport_header));
            }
            rawtp:net::netif_receive_skb /__ip_carried[args[0]] && __ip_protocol[args[0]->data] == 17/
            {
                probe udp:::receive(args[0], args[0]->sk, args[0]->data, (struct udphdr *)__ip_payload[args[0]->data]);
            }

            """)
}

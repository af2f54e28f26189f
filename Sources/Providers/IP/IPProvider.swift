public import ProviderAPI

/// Packets of IPv4 and IPv6: `ip:::send` and `ip:::receive` (DTrace guide, chapter ip Provider).
///
/// A packet is sent when it is given to its network device and received when it comes from one; the loopback interface
/// does both. Large packets that a device cuts into pieces are seen whole.
public enum IPProvider {
    /// The provider, written in D.
    public static let library = ProviderLibrary(
        provider: "ip",
        text: """
            provider ip {
                probe send(struct sk_buff *pkt, struct sock *cs, uint8_t *ip, struct net_device *dev, struct iphdr *ip4,
                        struct ipv6hdr *ip6)
                    : (pktinfo_t *pkt, csinfo_t *cs, ipinfo_t *ip, ifinfo_t *dev, ipv4info_t *ip4, ipv6info_t *ip6);
                probe receive(struct sk_buff *pkt, struct sock *cs, uint8_t *ip, struct net_device *dev,
                        struct iphdr *ip4, struct ipv6hdr *ip6)
                    : (pktinfo_t *pkt, csinfo_t *cs, ipinfo_t *ip, ifinfo_t *dev, ipv4info_t *ip4, ipv6info_t *ip6);
            };

            /* On its way out a packet begins with the frame's header, and its offsets are set; on its way in it begins with
               the IP header. */
            rawtp:net::net_dev_queue /__ip_carried[args[0]]/
            {
                probe ip:::send(args[0], args[0]->sk, __ip_out[args[0]], args[0]->dev,
                    ntohs(args[0]->protocol) == 0x0800 ? (struct iphdr *)__ip_out[args[0]] : NULL,
                    ntohs(args[0]->protocol) == 0x86dd ? (struct ipv6hdr *)__ip_out[args[0]] : NULL);
            }
            rawtp:net::netif_receive_skb /__ip_carried[args[0]]/
            {
                probe ip:::receive(args[0], args[0]->sk, args[0]->data, args[0]->dev,
                    ntohs(args[0]->protocol) == 0x0800 ? (struct iphdr *)args[0]->data : NULL,
                    ntohs(args[0]->protocol) == 0x86dd ? (struct ipv6hdr *)args[0]->data : NULL);
            }

            """)
}

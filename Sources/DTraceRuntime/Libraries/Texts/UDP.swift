/// UDP (DTrace guide, chapter udp Provider).
extension ShippedLibrary {
    static let udp = ShippedLibrary(
        "udp.d",
        """
        typedef struct udpinfo {
            uint16_t udp_sport;
            uint16_t udp_dport;
            uint16_t udp_length;
            uint16_t udp_checksum;
            struct udphdr *udp_hdr;
        } udpinfo_t;

        typedef struct udpsinfo {
            uintptr_t udps_addr;
            uint16_t udps_lport;
            uint16_t udps_rport;
            string udps_laddr;
            string udps_raddr;
        } udpsinfo_t;

        translator udpinfo_t < struct udphdr *U > {
            udp_sport = U == NULL ? 0 : ntohs(U->source);
            udp_dport = U == NULL ? 0 : ntohs(U->dest);
            udp_length = U == NULL ? 0 : ntohs(U->len);
            udp_checksum = U == NULL ? 0 : ntohs(U->check);
            udp_hdr = U;
        };

        translator udpsinfo_t < struct udp_sock *U > {
            udps_addr = (uintptr_t)U;
            udps_lport = U == NULL ? 0 : ntohs(((struct inet_sock *)U)->inet_sport);
            udps_rport = U == NULL ? 0 : ntohs(((struct sock *)U)->__sk_common.skc_dport);
            udps_laddr = U == NULL ? "<unknown>" : ((struct sock *)U)->__sk_common.skc_family == 10 ?
                inet_ntoa6(&((struct sock *)U)->__sk_common.skc_v6_rcv_saddr) :
                inet_ntoa(&((struct sock *)U)->__sk_common.skc_rcv_saddr);
            udps_raddr = U == NULL ? "<unknown>" : ((struct sock *)U)->__sk_common.skc_family == 10 ?
                inet_ntoa6(&((struct sock *)U)->__sk_common.skc_v6_daddr) :
                inet_ntoa(&((struct sock *)U)->__sk_common.skc_daddr);
        };
        """)
}

/// Packets (DTrace guide, chapter ip Provider): headers are read in the byte order of the machine.
extension ShippedLibrary {
    static let ip = ShippedLibrary(
        "ip.d",
        """
        inline int IPPROTO_IP = 0;
        inline int IPPROTO_ICMP = 1;
        inline int IPPROTO_IGMP = 2;
        inline int IPPROTO_IPIP = 4;
        inline int IPPROTO_TCP = 6;
        inline int IPPROTO_UDP = 17;
        inline int IPPROTO_IPV6 = 41;
        inline int IPPROTO_ROUTING = 43;
        inline int IPPROTO_ESP = 50;
        inline int IPPROTO_AH = 51;
        inline int IPPROTO_ICMPV6 = 58;
        inline int IPPROTO_OSPF = 89;
        inline int IPPROTO_SCTP = 132;

        inline uint8_t IPH_DF = 0x2;
        inline uint8_t IPH_MF = 0x1;

        typedef struct in6_addr in6_addr_t;

        typedef struct pktinfo {
            uintptr_t pkt_addr;
        } pktinfo_t;

        typedef struct csinfo {
            uintptr_t cs_addr;
            uint64_t cs_cid;
            pid_t cs_pid;
            zoneid_t cs_zoneid;
        } csinfo_t;

        typedef struct ipinfo {
            uint8_t ip_ver;
            uint16_t ip_plength;    /* bytes after the header */
            string ip_saddr;
            string ip_daddr;
        } ipinfo_t;

        typedef struct ifinfo {
            string if_name;
            int8_t if_local;        /* 1 for the loopback interface */
            uint64_t if_ipstack;    /* the network namespace */
            uintptr_t if_addr;
        } ifinfo_t;

        typedef struct ipv4info {
            uint8_t ipv4_ver;
            uint8_t ipv4_ihl;       /* bytes */
            uint8_t ipv4_tos;
            uint16_t ipv4_length;
            uint16_t ipv4_ident;
            uint8_t ipv4_flags;     /* IPH_DF, IPH_MF */
            uint16_t ipv4_offset;
            uint8_t ipv4_ttl;
            uint8_t ipv4_protocol;
            string ipv4_protostr;
            uint16_t ipv4_checksum;
            in_addr_t ipv4_src;
            in_addr_t ipv4_dst;
            string ipv4_saddr;
            string ipv4_daddr;
            struct iphdr *ipv4_hdr;
        } ipv4info_t;

        typedef struct ipv6info {
            uint8_t ipv6_ver;
            uint8_t ipv6_tclass;
            uint32_t ipv6_flow;
            uint16_t ipv6_plen;
            uint8_t ipv6_nexthdr;
            string ipv6_nextstr;
            uint8_t ipv6_hlim;
            struct in6_addr *ipv6_src;
            struct in6_addr *ipv6_dst;
            string ipv6_saddr;
            string ipv6_daddr;
            struct ipv6hdr *ipv6_hdr;
        } ipv6info_t;

        translator pktinfo_t < struct sk_buff *S > {
            pkt_addr = (uintptr_t)S;
        };

        translator csinfo_t < struct sock *S > {
            cs_addr = (uintptr_t)S;
            cs_cid = (uint64_t)S;
            cs_pid = -1;
            cs_zoneid = 0;
        };

        translator ifinfo_t < struct net_device *N > {
            if_name = N == NULL ? "<null>" : stringof(N->name);
            if_local = N == NULL ? 0 : (N->flags & 0x8) != 0;
            if_ipstack = N == NULL ? 0 : (uint64_t)N->nd_net.net;
            if_addr = (uintptr_t)N;
        };

        translator ipinfo_t < struct iphdr *I > {
            ip_ver = I == NULL ? 0 : I->version;
            ip_plength = I == NULL ? 0 : ntohs(I->tot_len) - (I->ihl << 2);
            ip_saddr = I == NULL ? "<unknown>" : inet_ntoa(&I->saddr);
            ip_daddr = I == NULL ? "<unknown>" : inet_ntoa(&I->daddr);
        };

        translator ipinfo_t < struct ipv6hdr *I > {
            ip_ver = I == NULL ? 0 : I->version;
            ip_plength = I == NULL ? 0 : ntohs(I->payload_len);
            ip_saddr = I == NULL ? "<unknown>" : inet_ntoa6(&I->saddr);
            ip_daddr = I == NULL ? "<unknown>" : inet_ntoa6(&I->daddr);
        };

        translator ipinfo_t < struct sk_buff *S > {
            ip_ver = S == NULL ? 0 : ((struct iphdr *)(S->head + S->network_header))->version;
            ip_plength = S == NULL ? 0 :
                ((struct iphdr *)(S->head + S->network_header))->version == 4 ?
                ntohs(((struct iphdr *)(S->head + S->network_header))->tot_len) -
                    (((struct iphdr *)(S->head + S->network_header))->ihl << 2) :
                ntohs(((struct ipv6hdr *)(S->head + S->network_header))->payload_len);
            ip_saddr = S == NULL ? "<unknown>" :
                ((struct iphdr *)(S->head + S->network_header))->version == 4 ?
                inet_ntoa(&((struct iphdr *)(S->head + S->network_header))->saddr) :
                inet_ntoa6(&((struct ipv6hdr *)(S->head + S->network_header))->saddr);
            ip_daddr = S == NULL ? "<unknown>" :
                ((struct iphdr *)(S->head + S->network_header))->version == 4 ?
                inet_ntoa(&((struct iphdr *)(S->head + S->network_header))->daddr) :
                inet_ntoa6(&((struct ipv6hdr *)(S->head + S->network_header))->daddr);
        };

        translator ipinfo_t < uint8_t *H > {
            ip_ver = H == NULL ? 0 : *H >> 4;
            ip_plength = H == NULL ? 0 : *H >> 4 == 4 ?
                ntohs(((struct iphdr *)H)->tot_len) - ((*H & 0xf) << 2) : ntohs(((struct ipv6hdr *)H)->payload_len);
            ip_saddr = H == NULL ? "<unknown>" : *H >> 4 == 4 ?
                inet_ntoa(&((struct iphdr *)H)->saddr) : inet_ntoa6(&((struct ipv6hdr *)H)->saddr);
            ip_daddr = H == NULL ? "<unknown>" : *H >> 4 == 4 ?
                inet_ntoa(&((struct iphdr *)H)->daddr) : inet_ntoa6(&((struct ipv6hdr *)H)->daddr);
        };

        /* Packets: whether one is of IP, by the numbers of <linux/if_ether.h>; its header on the way out, where offsets
           are set; the protocol behind a header, -1 for fragments without its beginning; what is behind a header. */
        inline int __ip_carried[struct sk_buff *B] = ntohs(B->protocol) == 0x0800 || ntohs(B->protocol) == 0x86dd;
        inline uint8_t *__ip_out[struct sk_buff *B] = B->head + B->network_header;
        inline int __ip_protocol[uint8_t *H] = *H >> 4 == 6 ? ((struct ipv6hdr *)H)->nexthdr :
            *H >> 4 == 4 && (((struct iphdr *)H)->frag_off & 0xff1f) == 0 ? ((struct iphdr *)H)->protocol : -1;
        inline uint8_t *__ip_payload[uint8_t *H] = H + (*H >> 4 == 4 ? (*H & 0xf) << 2 : 40);

        translator ipv4info_t < struct iphdr *I > {
            ipv4_ver = I == NULL ? 0 : I->version;
            ipv4_ihl = I == NULL ? 0 : I->ihl << 2;
            ipv4_tos = I == NULL ? 0 : I->tos;
            ipv4_length = I == NULL ? 0 : ntohs(I->tot_len);
            ipv4_ident = I == NULL ? 0 : ntohs(I->id);
            ipv4_flags = I == NULL ? 0 : ntohs(I->frag_off) >> 13;
            ipv4_offset = I == NULL ? 0 : ntohs(I->frag_off) & 0x1fff;
            ipv4_ttl = I == NULL ? 0 : I->ttl;
            ipv4_protocol = I == NULL ? 0 : I->protocol;
            ipv4_protostr = I == NULL ? "<null>" : I->protocol == 6 ? "TCP" : I->protocol == 17 ? "UDP" :
                I->protocol == 1 ? "ICMP" : I->protocol == 2 ? "IGMP" : I->protocol == 4 ? "IP" :
                I->protocol == 41 ? "IPV6" : I->protocol == 132 ? "SCTP" : lltostr(I->protocol);
            ipv4_checksum = I == NULL ? 0 : ntohs(I->check);
            ipv4_src = I == NULL ? 0 : I->saddr;
            ipv4_dst = I == NULL ? 0 : I->daddr;
            ipv4_saddr = I == NULL ? "<null>" : inet_ntoa(&I->saddr);
            ipv4_daddr = I == NULL ? "<null>" : inet_ntoa(&I->daddr);
            ipv4_hdr = I;
        };

        translator ipv6info_t < struct ipv6hdr *I > {
            ipv6_ver = I == NULL ? 0 : I->version;
            ipv6_tclass = I == NULL ? 0 : (I->priority << 4) | (I->flow_lbl[0] >> 4);
            ipv6_flow = I == NULL ? 0 : ((I->flow_lbl[0] & 0xf) << 16) | (I->flow_lbl[1] << 8) | I->flow_lbl[2];
            ipv6_plen = I == NULL ? 0 : ntohs(I->payload_len);
            ipv6_nexthdr = I == NULL ? 0 : I->nexthdr;
            ipv6_nextstr = I == NULL ? "<null>" : I->nexthdr == 6 ? "TCP" : I->nexthdr == 17 ? "UDP" :
                I->nexthdr == 58 ? "ICMPV6" : I->nexthdr == 43 ? "ROUTING" : I->nexthdr == 132 ? "SCTP" :
                lltostr(I->nexthdr);
            ipv6_hlim = I == NULL ? 0 : I->hop_limit;
            ipv6_src = I == NULL ? NULL : &I->saddr;
            ipv6_dst = I == NULL ? NULL : &I->daddr;
            ipv6_saddr = I == NULL ? "<null>" : inet_ntoa6(&I->saddr);
            ipv6_daddr = I == NULL ? "<null>" : inet_ntoa6(&I->daddr);
            ipv6_hdr = I;
        };
        """)
}

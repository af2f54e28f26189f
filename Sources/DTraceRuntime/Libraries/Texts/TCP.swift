/// TCP (DTrace guide, chapter tcp Provider); states are those of Linux (`enum` in `<net/tcp_states.h>`).
extension ShippedLibrary {
    static let tcp = ShippedLibrary(
        "tcp.d",
        """
        inline int TCP_STATE_ESTABLISHED = 1;
        inline int TCP_STATE_SYN_SENT = 2;
        inline int TCP_STATE_SYN_RECEIVED = 3;
        inline int TCP_STATE_FIN_WAIT_1 = 4;
        inline int TCP_STATE_FIN_WAIT_2 = 5;
        inline int TCP_STATE_TIME_WAIT = 6;
        inline int TCP_STATE_CLOSED = 7;
        inline int TCP_STATE_CLOSE_WAIT = 8;
        inline int TCP_STATE_LAST_ACK = 9;
        inline int TCP_STATE_LISTEN = 10;
        inline int TCP_STATE_CLOSING = 11;
        inline int TCP_STATE_SYN_RCVD = 12;

        inline uint8_t TH_FIN = 0x01;
        inline uint8_t TH_SYN = 0x02;
        inline uint8_t TH_RST = 0x04;
        inline uint8_t TH_PUSH = 0x08;
        inline uint8_t TH_ACK = 0x10;
        inline uint8_t TH_URG = 0x20;
        inline uint8_t TH_ECE = 0x40;
        inline uint8_t TH_CWR = 0x80;

        inline string tcp_state_string[int32_t state] =
            state == TCP_STATE_ESTABLISHED ? "state-established" :
            state == TCP_STATE_SYN_SENT ? "state-syn-sent" :
            state == TCP_STATE_SYN_RECEIVED ? "state-syn-received" :
            state == TCP_STATE_FIN_WAIT_1 ? "state-fin-wait-1" :
            state == TCP_STATE_FIN_WAIT_2 ? "state-fin-wait-2" :
            state == TCP_STATE_TIME_WAIT ? "state-time-wait" :
            state == TCP_STATE_CLOSED ? "state-closed" :
            state == TCP_STATE_CLOSE_WAIT ? "state-close-wait" :
            state == TCP_STATE_LAST_ACK ? "state-last-ack" :
            state == TCP_STATE_LISTEN ? "state-listen" :
            state == TCP_STATE_CLOSING ? "state-closing" :
            state == TCP_STATE_SYN_RCVD ? "state-syn-received" : "<unknown>";

        typedef struct tcpinfo {
            uint16_t tcp_sport;
            uint16_t tcp_dport;
            uint32_t tcp_seq;
            uint32_t tcp_ack;
            uint8_t tcp_offset;     /* bytes of the header */
            uint8_t tcp_flags;      /* TH_FIN, ... */
            uint16_t tcp_window;
            uint16_t tcp_checksum;
            uint16_t tcp_urgent;
            struct tcphdr *tcp_hdr;
        } tcpinfo_t;

        typedef struct tcpsinfo {
            uintptr_t tcps_addr;
            int tcps_local;         /* whether both ends are this machine: -1, not known */
            int tcps_active;        /* whether this end began: -1, not known */
            uint16_t tcps_lport;
            uint16_t tcps_rport;
            string tcps_laddr;
            string tcps_raddr;
            int32_t tcps_state;
            uint32_t tcps_suna;
            uint32_t tcps_snxt;
            uint32_t tcps_swnd;
            int32_t tcps_snd_ws;
            uint32_t tcps_rnxt;
            uint32_t tcps_rwnd;
            int32_t tcps_rcv_ws;
            uint32_t tcps_cwnd;
            uint32_t tcps_cwnd_ssthresh;
            uint32_t tcps_mss;
            int tcps_retransmit;
            uint32_t tcps_rto;      /* milliseconds */
        } tcpsinfo_t;

        typedef struct tcplsinfo {
            int32_t tcps_state;     /* the state before a change */
        } tcplsinfo_t;

        translator tcpinfo_t < struct tcphdr *T > {
            tcp_sport = T == NULL ? 0 : ntohs(T->source);
            tcp_dport = T == NULL ? 0 : ntohs(T->dest);
            tcp_seq = T == NULL ? 0 : ntohl(T->seq);
            tcp_ack = T == NULL ? 0 : ntohl(T->ack_seq);
            tcp_offset = T == NULL ? 0 : T->doff << 2;
            tcp_flags = T == NULL ? 0 : T->fin | T->syn << 1 | T->rst << 2 | T->psh << 3 | T->ack << 4 |
                T->urg << 5 | T->ece << 6 | T->cwr << 7;
            tcp_window = T == NULL ? 0 : ntohs(T->window);
            tcp_checksum = T == NULL ? 0 : ntohs(T->check);
            tcp_urgent = T == NULL ? 0 : ntohs(T->urg_ptr);
            tcp_hdr = T;
        };

        translator tcpsinfo_t < struct tcp_sock *T > {
            tcps_addr = (uintptr_t)T;
            tcps_local = -1;
            tcps_active = -1;
            tcps_lport = T == NULL ? 0 : ntohs(((struct inet_sock *)T)->inet_sport);
            tcps_rport = T == NULL ? 0 : ntohs(((struct sock *)T)->__sk_common.skc_dport);
            tcps_laddr = T == NULL ? "<unknown>" : ((struct sock *)T)->__sk_common.skc_family == 10 ?
                inet_ntoa6(&((struct sock *)T)->__sk_common.skc_v6_rcv_saddr) :
                inet_ntoa(&((struct sock *)T)->__sk_common.skc_rcv_saddr);
            tcps_raddr = T == NULL ? "<unknown>" : ((struct sock *)T)->__sk_common.skc_family == 10 ?
                inet_ntoa6(&((struct sock *)T)->__sk_common.skc_v6_daddr) :
                inet_ntoa(&((struct sock *)T)->__sk_common.skc_daddr);
            tcps_state = T == NULL ? TCP_STATE_CLOSED : ((struct sock *)T)->__sk_common.skc_state;
            tcps_suna = T == NULL ? 0 : T->snd_una;
            tcps_snxt = T == NULL ? 0 : T->snd_nxt;
            tcps_swnd = T == NULL ? 0 : T->snd_wnd;
            tcps_snd_ws = T == NULL ? 0 : T->rx_opt.snd_wscale;
            tcps_rnxt = T == NULL ? 0 : T->rcv_nxt;
            tcps_rwnd = T == NULL ? 0 : T->rcv_wnd;
            tcps_rcv_ws = T == NULL ? 0 : T->rx_opt.rcv_wscale;
            tcps_cwnd = T == NULL ? 0 : T->snd_cwnd;
            tcps_cwnd_ssthresh = T == NULL ? 0 : T->snd_ssthresh;
            tcps_mss = T == NULL ? 0 : T->mss_cache;
            tcps_retransmit = T == NULL ? 0 : T->retrans_out != 0;
            tcps_rto = T == NULL ? 0 : ((struct inet_connection_sock *)T)->icsk_rto;
        };

        translator tcplsinfo_t < int I > {
            tcps_state = I;
        };
        """)
}

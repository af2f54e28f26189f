extension TCPProvider {
    /// Translators from what the probes have besides sockets and segment headers.
    static let translators = """
        inline struct tcphdr *__tcp_in[uint8_t *H] = (struct tcphdr *)__ip_payload[H];

        inline struct tcphdr *__tcp_out[struct sk_buff *B] = (struct tcphdr *)(B->head + B->transport_header);

        /* Requests (state 12), connections that wait to be forgotten (6) and sockets of the kernel itself are no whole ones. */
        inline struct tcp_sock *__tcp_socket[struct sock *S] = S == NULL || S->__sk_common.skc_state == 12 ||
            S->__sk_common.skc_state == 6 || S->__sk_common.skc_dport == 0 ? NULL : (struct tcp_sock *)S;

        /* Of a segment that comes in: its destination is here. */
        translator tcpsinfo_t < uint8_t *H > {
            tcps_addr = 0;
            tcps_local = -1;
            tcps_active = -1;
            tcps_lport = ntohs(__tcp_in[H]->dest);
            tcps_rport = ntohs(__tcp_in[H]->source);
            tcps_laddr = *H >> 4 == 4 ? inet_ntoa(&((struct iphdr *)H)->daddr) :
                inet_ntoa6(&((struct ipv6hdr *)H)->daddr);
            tcps_raddr = *H >> 4 == 4 ? inet_ntoa(&((struct iphdr *)H)->saddr) :
                inet_ntoa6(&((struct ipv6hdr *)H)->saddr);
            tcps_state = -1;
        };

        /* Of a socket whose other end has just sent something: arg5 has the flags of that. */
        translator ipinfo_t < struct inet_sock *I > {
            ip_ver = ((struct sock *)I)->__sk_common.skc_family == 2 ? 4 : 6;
            ip_plength = 0;
            ip_saddr = ((struct sock *)I)->__sk_common.skc_family == 2 ?
                inet_ntoa(&((struct sock *)I)->__sk_common.skc_daddr) :
                inet_ntoa6(&((struct sock *)I)->__sk_common.skc_v6_daddr);
            ip_daddr = ((struct sock *)I)->__sk_common.skc_family == 2 ?
                inet_ntoa(&((struct sock *)I)->__sk_common.skc_rcv_saddr) :
                inet_ntoa6(&((struct sock *)I)->__sk_common.skc_v6_rcv_saddr);
        };

        translator tcpinfo_t < struct inet_sock *I > {
            tcp_sport = ntohs(((struct sock *)I)->__sk_common.skc_dport);
            tcp_dport = ntohs(I->inet_sport);
            tcp_seq = 0;
            tcp_ack = 0;
            tcp_offset = 0;
            tcp_flags = arg5;
            tcp_window = 0;
            tcp_checksum = 0;
            tcp_urgent = 0;
            tcp_hdr = NULL;
        };

        /* Of a socket that is about to change its state: arg4 is the new one. */
        translator tcpsinfo_t < struct inet_connection_sock *T > {
            tcps_addr = (uintptr_t)T;
            tcps_local = -1;
            tcps_active = -1;
            tcps_lport = ntohs(((struct inet_sock *)T)->inet_sport);
            tcps_rport = ntohs(((struct sock *)T)->__sk_common.skc_dport);
            tcps_laddr = ((struct sock *)T)->__sk_common.skc_family == 2 ?
                inet_ntoa(&((struct sock *)T)->__sk_common.skc_rcv_saddr) :
                inet_ntoa6(&((struct sock *)T)->__sk_common.skc_v6_rcv_saddr);
            tcps_raddr = ((struct sock *)T)->__sk_common.skc_family == 2 ?
                inet_ntoa(&((struct sock *)T)->__sk_common.skc_daddr) :
                inet_ntoa6(&((struct sock *)T)->__sk_common.skc_v6_daddr);
            tcps_state = arg4;
            tcps_suna = ((struct tcp_sock *)T)->snd_una;
            tcps_snxt = ((struct tcp_sock *)T)->snd_nxt;
            tcps_swnd = ((struct tcp_sock *)T)->snd_wnd;
            tcps_snd_ws = ((struct tcp_sock *)T)->rx_opt.snd_wscale;
            tcps_rnxt = ((struct tcp_sock *)T)->rcv_nxt;
            tcps_rwnd = ((struct tcp_sock *)T)->rcv_wnd;
            tcps_rcv_ws = ((struct tcp_sock *)T)->rx_opt.rcv_wscale;
            tcps_cwnd = ((struct tcp_sock *)T)->snd_cwnd;
            tcps_cwnd_ssthresh = ((struct tcp_sock *)T)->snd_ssthresh;
            tcps_mss = ((struct tcp_sock *)T)->mss_cache;
            tcps_retransmit = ((struct tcp_sock *)T)->retrans_out != 0;
            tcps_rto = T->icsk_rto;
        };

        """

    /// What makes the probes. A refusal has the number 0 and both flags, as the answer to a request must.
    static let sources = """
        rawtp:net::net_dev_queue /__ip_carried[args[0]] && __ip_protocol[__ip_out[args[0]]] == 6/
        {
            probe tcp:::send(args[0], args[0]->sk, __ip_out[args[0]], __tcp_socket[args[0]->sk], __tcp_out[args[0]]);
        }
        rawtp:net::net_dev_queue
        /__ip_carried[args[0]] && __ip_protocol[__ip_out[args[0]]] == 6 && __tcp_out[args[0]]->syn &&
            !__tcp_out[args[0]]->ack/
        {
            probe tcp:::connect-request(args[0], args[0]->sk, __ip_out[args[0]], __tcp_socket[args[0]->sk],
                __tcp_out[args[0]]);
        }
        rawtp:net::net_dev_queue
        /__ip_carried[args[0]] && __ip_protocol[__ip_out[args[0]]] == 6 && __tcp_out[args[0]]->rst &&
            __tcp_out[args[0]]->ack && __tcp_out[args[0]]->seq == 0/
        {
            probe tcp:::accept-refused(args[0], args[0]->sk, __ip_out[args[0]], __tcp_socket[args[0]->sk],
                __tcp_out[args[0]]);
        }

        rawtp:net::netif_receive_skb /__ip_carried[args[0]] && __ip_protocol[args[0]->data] == 6/
        {
            probe tcp:::receive(args[0], args[0]->sk, args[0]->data, __tcp_in[args[0]->data]);
        }

        /* inet_sock_set_state(sk, old, new), before the change. */
        rawtp:sock::inet_sock_set_state /args[0]->sk_protocol == 6/
        {
            probe tcp:::state-change(0, args[0], (struct inet_connection_sock *)args[0], args[1], args[2]);
        }
        rawtp:sock::inet_sock_set_state /args[0]->sk_protocol == 6 && args[1] == 3 && args[2] == 1/
        {
            probe tcp:::accept-established(NULL, args[0], (struct inet_sock *)args[0],
                (struct inet_connection_sock *)args[0], args[2], TH_ACK);
        }
        rawtp:sock::inet_sock_set_state /args[0]->sk_protocol == 6 && args[1] == 2 && args[2] == 1/
        {
            probe tcp:::connect-established(NULL, args[0], (struct inet_sock *)args[0],
                (struct inet_connection_sock *)args[0], args[2], TH_SYN | TH_ACK);
        }
        /* 111 is ECONNREFUSED: the answer to the request was a reset. */
        rawtp:sock::inet_sock_set_state
        /args[0]->sk_protocol == 6 && args[1] == 2 && args[2] == 7 && args[0]->sk_err == 111/
        {
            probe tcp:::connect-refused(NULL, args[0], (struct inet_sock *)args[0],
                (struct inet_connection_sock *)args[0], args[2], TH_RST | TH_ACK);
        }

        """
}

#!/usr/sbin/dtrace -s
#pragma D option quiet
#pragma D option switchrate=10hz
dtrace:::BEGIN { printf("%3s %15s:%-5s    %15s:%-5s %6s %s\n", "CPU", "LADDR", "LPORT", "RADDR", "RPORT", "BYTES", "FLAGS"); }
tcp:::send
/pid == $target/
{
	this->length = args[2]->ip_plength - args[4]->tcp_offset;
	printf("%s -> %s %d bytes (%s%s%s%s%s%s\b)\n", args[2]->ip_saddr, args[2]->ip_daddr, this->length,
	args[4]->tcp_flags & TH_FIN ? "FIN|" : "", args[4]->tcp_flags & TH_SYN ? "SYN|" : "", args[4]->tcp_flags & TH_RST ? "RST|" : "",
	args[4]->tcp_flags & TH_PUSH ? "PUSH|" : "", args[4]->tcp_flags & TH_ACK ? "ACK|" : "", args[4]->tcp_flags == 0 ? "null " : "");
}
tcp:::connect-request /pid == $target/ { start[args[1]->cs_cid] = timestamp; @req = count(); }
tcp:::connect-established /start[args[1]->cs_cid]/ { @latency["Connect Latency (ns)", args[3]->tcps_raddr] = quantize(timestamp - start[args[1]->cs_cid]); start[args[1]->cs_cid] = 0; @est = count(); }
tcp:::accept-established /pid == $target/ { @acc[args[3]->tcps_raddr] = count(); }
tcp:::state-change /pid == $target/ { @st[tcp_state_string[args[5]->tcps_state], tcp_state_string[args[3]->tcps_state]] = count(); }
tcp:::connect-refused { @refused[args[4]->tcp_sport] = count(); }

#!/usr/sbin/dtrace -qs
udp:::send, udp:::receive /pid == $target/ { @[probename, args[2]->ip_daddr] = sum(args[4]->udp_length); }
ip:::send /pid == $target && args[2]->ip_ver == 4 && args[4]->ipv4_protocol == IPPROTO_UDP/ { @p[args[4]->ipv4_protostr, args[3]->if_name] = count(); }

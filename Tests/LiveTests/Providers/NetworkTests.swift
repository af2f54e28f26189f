import TestSupport
import Testing

extension LiveTests {
    /// The ip, udp and tcp providers, against exchanges over the loopback interface.
    struct NetworkTests {
        /// The ports that a workload used: its own first, then the other side's.
        private func ports(_ run: ProviderRun) throws -> (client: Int, server: Int) {
            let numbers = run.output.split { $0 == " " || $0 == "\n" }.compactMap { Int($0) }
            try #require(numbers.count == 2, "\(run.output)")
            return (numbers[0], numbers[1])
        }

        @Test(arguments: ["", " 6"])
        func `datagrams are sent and received with their ports and lengths`(family: String) throws {
            let script = """
                udp:::send, udp:::receive /args[2]->ip_plength == 85/
                {
                    @[probename, args[2]->ip_ver, args[2]->ip_saddr, args[4]->udp_sport, args[4]->udp_dport,
                        args[4]->udp_length, args[3]->udps_lport, args[3]->udps_raddr] = count();
                }
                END { printa("%s v%d %s %d>%d %d at %d with %s: %@d\\n", @); }
                """
            let run = try ProviderRun(script, over: "network-workload udp 7 77" + family)
            let (client, server) = try ports(run)
            let (version, address) = family.isEmpty ? (4, "127.0.0.1") : (6, "::1")
            // 77 bytes behind a header of 8.
            for (probe, here) in [("send", client), ("receive", server)] {
                let line = "\(probe) v\(version) \(address) \(client)>\(server) 85 at \(here) with \(address): 7"
                #expect(run.lines.contains(line), "\(line): \(run.lines)")
            }
        }

        @Test func `packets are seen by their headers`() throws {
            let script = """
                ip:::send, ip:::receive /args[2]->ip_plength == 131/
                {
                    @[probename, args[2]->ip_saddr, args[2]->ip_daddr, args[3]->if_name, args[3]->if_local,
                        args[4]->ipv4_protostr, args[4]->ipv4_length, args[5]->ipv6_nextstr, args[5]->ipv6_plen,
                        args[0]->pkt_addr != 0] = count();
                }
                END { printa("%s %s %s %s %d %s %d %s %d %d: %@d\\n", @); }
                """
            let four = try ProviderRun(script, over: "network-workload udp 3 123").lines
            let six = try ProviderRun(script, over: "network-workload udp 4 123 6").lines
            for probe in ["send", "receive"] {
                #expect(four.contains("\(probe) 127.0.0.1 127.0.0.1 lo 1 UDP 151 <null> 0 1: 3"), "\(four)")
                #expect(six.contains("\(probe) ::1 ::1 lo 1 <null> 0 UDP 131 1: 4"), "\(six)")
            }
        }

        @Test func `the header of the other version is NULL`() throws {
            let script = """
                ip:::send, ip:::receive /args[2]->ip_plength == 131 && (args[4] == NULL) != (args[5] == NULL)/
                { @[probename, args[4] ? args[4]->ipv4_ttl : 0, !args[5], args[3] != NULL] = count(); }
                END { printa("%s %d %d %d: %@d\\n", @); }
                """
            let four = try ProviderRun(script, over: "network-workload udp 3 123").lines
            let six = try ProviderRun(script, over: "network-workload udp 4 123 6").lines
            for probe in ["send", "receive"] {
                #expect(four.contains("\(probe) 64 1 1: 3"), "\(four)")
                #expect(six.contains("\(probe) 0 0 1: 4"), "\(six)")
            }
        }

        @Test(arguments: ["", " 6"])
        func `a connection is requested, established on both sides, used and closed`(family: String) throws {
            let script = """
                tcp:::send, tcp:::receive, tcp:::connect-request, tcp:::connect-established
                { @[probename, args[4]->tcp_sport, args[4]->tcp_dport] = count(); }
                tcp:::accept-established
                {
                    @[probename, args[4]->tcp_sport, args[4]->tcp_dport] = count();
                    @from[args[2]->ip_saddr, args[3]->tcps_lport] = count();
                }
                tcp:::send /args[2]->ip_plength == 1000 + args[4]->tcp_offset/
                {
                    @data[args[3]->tcps_lport, args[3]->tcps_rport, args[3]->tcps_laddr,
                        tcp_state_string[args[3]->tcps_state]] = count();
                }
                END
                {
                    printa("%s %d>%d %@d\\n", @);
                    printa("from %s at %d %@d\\n", @from);
                    printa("data %d>%d of %s in %s %@d\\n", @data);
                }
                """
            let run = try ProviderRun(script, over: "network-workload tcp 1000" + family)
            let (client, server) = try ports(run)
            let address = family.isEmpty ? "127.0.0.1" : "::1"
            for line in [
                "connect-request \(client)>\(server) 1", "connect-established \(server)>\(client) 1",
                "accept-established \(client)>\(server) 1", "from \(address) at \(server) 1",
                "data \(client)>\(server) of \(address) in state-established 1",
                // Request, its answer's acknowledgement, data, end, acknowledgement of the other end.
                "send \(client)>\(server) 5", "receive \(client)>\(server) 5",
                // The answer, acknowledgement of the data, end.
                "send \(server)>\(client) 3", "receive \(server)>\(client) 3",
            ] {
                #expect(run.lines.contains(line), "\(line): \(run.lines)")
            }
        }

        @Test(arguments: [
            ("tcp 10", "connect-established", "established", 18), ("refused", "connect-refused", "closed", 20),
        ])
        func `an answer belongs to the connection that was requested`(
            workload: String, answer: String, state: String, flags: Int
        ) throws {
            let script = """
                tcp:::connect-request { start[args[1]->cs_cid] = timestamp; }
                tcp:::\(answer) /start[args[1]->cs_cid]/
                {
                    @[timestamp > start[args[1]->cs_cid], args[3]->tcps_raddr, args[3]->tcps_rport,
                        tcp_state_string[args[3]->tcps_state], args[4]->tcp_flags] = count();
                }
                END { printa("%d %s:%d %s %d: %@d\\n", @); }
                """
            let run = try ProviderRun(script, over: "network-workload \(workload)")
            let server = try ports(run).server
            #expect(run.lines.contains("1 127.0.0.1:\(server) state-\(state) \(flags): 1"), "\(run.lines)")
        }

        @Test func `states change in the order of the protocol`() throws {
            let script = """
                tcp:::state-change /pid == $target && args[3]->tcps_lport != 0/
                {
                    printf("%d %d: %s to %s\\n", n++, args[3]->tcps_lport, tcp_state_string[args[5]->tcps_state],
                        tcp_state_string[args[3]->tcps_state]);
                }
                """
            let run = try ProviderRun(script, over: "network-workload tcp 10")
            let (client, server) = try ports(run)
            func states(_ port: Int) -> [String] {
                run.lines.compactMap { line -> (Int, String)? in
                    let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
                    return parts.count == 3 && parts[1] == "\(port):" ? (Int(parts[0]) ?? 0, parts[2]) : nil
                }.sorted { $0.0 < $1.0 }.map(\.1)
            }
            #expect(
                states(client) == [
                    "state-closed to state-syn-sent", "state-syn-sent to state-established",
                    "state-established to state-fin-wait-1", "state-fin-wait-1 to state-fin-wait-2",
                    "state-fin-wait-2 to state-closed",
                ])
            #expect(
                states(server) == [
                    "state-closed to state-listen", "state-listen to state-syn-received",
                    "state-syn-received to state-established", "state-established to state-close-wait",
                    "state-close-wait to state-last-ack", "state-last-ack to state-closed",
                    "state-listen to state-closed",
                ])
        }

        @Test func `refused connections are seen on both sides`() throws {
            let script = """
                tcp:::accept-refused, tcp:::connect-refused
                { @[probename, args[2]->ip_saddr, args[4]->tcp_sport, args[4]->tcp_dport] = count(); }
                END { printa("%s %s %d>%d %@d\\n", @); }
                """
            let run = try ProviderRun(script, over: "network-workload refused")
            let (client, server) = try ports(run)
            for probe in ["accept-refused", "connect-refused"] {
                #expect(run.lines.contains("\(probe) 127.0.0.1 \(server)>\(client) 1"), "\(run.lines)")
            }
        }
    }
}

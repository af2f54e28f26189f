import BPF
import SystemInfo
import Testing

@Suite struct EventFormatTests {
    @Test func `a format file is taken apart`() throws {
        let format = try #require(
            EventFormat(
                parsing: """
                    name: sched_switch
                    ID: 372
                    format:
                    \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
                    \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

                    \tfield:char prev_comm[16];\toffset:8;\tsize:16;\tsigned:0;
                    \tfield:long prev_state;\toffset:32;\tsize:8;\tsigned:1;
                    \tfield:__data_loc char[] name;\toffset:40;\tsize:4;\tsigned:0;
                    \tfield:__rel_loc u64[] values;\toffset:44;\tsize:4;\tsigned:0;
                    \tfield:const char *const * argv;\toffset:48;\tsize:8;\tsigned:0;
                    \tfield:u32 keys[MAX_KEYS];\toffset:56;\tsize:32;\tsigned:0;

                    print fmt: "state=%ld; name=%s", REC->prev_state, __get_str(name)
                    """))
        #expect(format.name == "sched_switch" && format.id == 372)
        #expect(format.commonFields.map(\.name) == ["common_type", "common_pid"])
        #expect(
            format.fields == [
                EventField(
                    name: "prev_comm", type: "char", offset: 8, size: 16, isSigned: false, storage: .array(count: 16)),
                EventField(name: "prev_state", type: "long", offset: 32, size: 8, isSigned: true),
                EventField(name: "name", type: "char", offset: 40, size: 4, isSigned: false, storage: .dataLocation),
                EventField(
                    name: "values", type: "u64", offset: 44, size: 4, isSigned: false, storage: .relativeDataLocation),
                EventField(name: "argv", type: "const char *const *", offset: 48, size: 8, isSigned: false),
                EventField(name: "keys", type: "u32", offset: 56, size: 32, isSigned: false, storage: .array(count: 0)),
            ])
        #expect(format.printFormat == "\"state=%ld; name=%s\", REC->prev_state, __get_str(name)")
    }

    @Test func `text that is no format gives nothing`() {
        #expect(EventFormat(parsing: "") == nil)
        #expect(EventFormat(parsing: "name: x\nID: y\n") == nil)
    }

    @Test func `the format files of this kernel all parse, every field with a name and a type`() throws {
        let system = HostSystem.current(features: FixedKernelFeatures([]))
        let events = try #require(system.traceEvents)
        var count = 0
        for group in try events.groups() {
            for event in try events.events(in: group) {
                let format = try events.format(group: group, event: event)
                #expect(format.name == event)
                #expect(try events.id(group: group, event: event) == format.id)
                #expect(format.commonFields.map(\.name).contains("common_pid"))
                for field in format.fields {
                    #expect(
                        !field.name.isEmpty && !field.type.isEmpty && !field.type.contains("["),
                        "\(group):\(event) \(field)")
                    #expect(field.offset >= 8 && field.size >= 0)
                }
                count += 1
            }
        }
        #expect(count > 100)
    }
}

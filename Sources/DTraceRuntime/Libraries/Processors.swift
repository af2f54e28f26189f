import SystemInfo

extension ShippedLibrary {
    /// Processors (DTrace guide, chapter sched Provider), written for the machine: which package and which memory node
    /// a processor belongs to is in sysfs only.
    static func sched(sysfs: String) -> ShippedLibrary {
        let processors = sysfs + "/devices/system/cpu"
        let numbers = processorNumbers(processors)
        let chip = choice(numbers) { number in
            (try? SystemFile.text(of: "\(processors)/cpu\(number)/topology/physical_package_id")).flatMap(leadingNumber)
        }
        let group = choice(numbers) { number in
            (try? SystemFile.names(inFolder: "\(processors)/cpu\(number)"))?.lazy.compactMap { name in
                name.hasPrefix("node") ? Int(name.dropFirst(4)) : nil
            }.first
        }
        return ShippedLibrary(
            "sched.d",
            """
            typedef struct cpuinfo {
                processorid_t cpu_id;
                psetid_t cpu_pset;      /* Linux has no processor sets: 0 */
                chipid_t cpu_chip;      /* the package */
                lgrp_id_t cpu_lgrp;     /* the memory node */
            } cpuinfo_t;

            inline psetid_t pset = 0;
            inline chipid_t chip = \(chip);
            inline lgrp_id_t lgrp = \(group);

            translator cpuinfo_t < int C > {
                cpu_id = C;
                cpu_pset = 0;
                cpu_chip = chip;
                cpu_lgrp = lgrp;
            };

            inline cpuinfo_t *curcpu = xlate <cpuinfo_t *> (cpu);
            """)
    }

    private static func processorNumbers(_ folder: String) -> [Int] {
        let names = (try? SystemFile.names(inFolder: folder)) ?? []
        return names.compactMap { $0.hasPrefix("cpu") ? Int($0.dropFirst(3)) : nil }.sorted()
    }

    private static func leadingNumber(_ text: String) -> Int? { Int(text.prefix { $0 == "-" || $0.isNumber }) }

    /// A D expression of `cpu` with one case for each run of processors that have the same value.
    private static func choice(_ numbers: [Int], _ value: (Int) -> Int?) -> String {
        var runs: [(last: Int, value: Int)] = []
        for number in numbers {
            let value = max(0, value(number) ?? 0)
            if runs.last?.value == value {
                runs[runs.count - 1].last = number
            } else {
                runs.append((number, value))
            }
        }
        guard let last = runs.popLast() else { return "0" }
        return runs.map { "cpu <= \($0.last) ? \($0.value) : " }.joined() + "\(last.value)"
    }
}

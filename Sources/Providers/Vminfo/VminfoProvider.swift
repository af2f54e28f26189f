public import ProviderAPI

/// What the kernel counts of its virtual memory, one probe for each statistic: `vminfo:::as_fault`, `maj_fault`, `pgin`...
/// (DTrace guide, chapter vminfo Provider).
///
/// arg0 is what the statistic grows by. The kernel has no such counters to point to, so there is no arg1 and no arg2.
/// Probes for which Linux has no place in its code do not exist: pages by whether they hold code, data or a file system's
/// own, the clock hand's turns, pages filled with zeros.
public enum VminfoProvider {
    /// The provider, written in D.
    public static let library = ProviderLibrary(
        provider: "vminfo",
        text: """
            provider vminfo {
                probe anonpgin(uint64_t pages);
                probe anonpgout(uint64_t pages);
                probe as_fault(uint64_t count);
                probe cow_fault(uint64_t count);
                probe dfree(uint64_t pages);
                probe kernel_asflt(uint64_t count);
                probe maj_fault(uint64_t count);
                probe pgin(uint64_t count);
                probe pgout(uint64_t count);
                probe pgpgin(uint64_t pages);
                probe pgpgout(uint64_t pages);
                probe pgrrun(uint64_t count);
                probe pgswapin(uint64_t pages);
                probe pgswapout(uint64_t pages);
                probe prot_fault(uint64_t count);
                probe scan(uint64_t pages);
            };

            /* page_fault_user(address, registers, error code): of the code 1 tells that the page was there, 2 a write. */
            rawtp:exceptions::page_fault_user /(args[2] & 1) == 0/ { probe vminfo:::as_fault(1); }
            rawtp:exceptions::page_fault_user /(args[2] & 3) == 3/ { probe vminfo:::cow_fault(1); }
            rawtp:exceptions::page_fault_user /(args[2] & 3) == 1/ { probe vminfo:::prot_fault(1); }
            rawtp:exceptions::page_fault_kernel { probe vminfo:::kernel_asflt(1); }
            cpc:::page_faults_maj-all-1 { probe vminfo:::maj_fault(1); }

            /* What is asked of disks, in the thread that asks; odd operations write. Pages of 4 KiB, begun ones too. */
            inline uint64_t __vminfo_pages[struct bio *b] = ((uint64_t)b->bi_iter.bi_size + 4095) >> 12;
            rawtp:block::block_bio_queue /(args[0]->bi_opf & 1) == 0/ { probe vminfo:::pgin(1); }
            rawtp:block::block_bio_queue /(args[0]->bi_opf & 1) != 0/ { probe vminfo:::pgout(1); }
            rawtp:block::block_bio_queue /(args[0]->bi_opf & 1) == 0/ { probe vminfo:::pgpgin(__vminfo_pages[args[0]]); }
            rawtp:block::block_bio_queue /(args[0]->bi_opf & 1) != 0/ { probe vminfo:::pgpgout(__vminfo_pages[args[0]]); }

            /* Swap: each call is for one page, or for a few that lie together. */
            fbt:vmlinux:swap_read_folio:entry, fbt:vmlinux:swap_readpage:entry { probe vminfo:::anonpgin(1); }
            fbt:vmlinux:swap_read_folio:entry, fbt:vmlinux:swap_readpage:entry { probe vminfo:::pgswapin(1); }
            fbt:vmlinux:swap_writeout:entry, fbt:vmlinux:swap_writepage:entry { probe vminfo:::anonpgout(1); }
            fbt:vmlinux:swap_writeout:entry, fbt:vmlinux:swap_writepage:entry { probe vminfo:::pgswapout(1); }

            /* mm_vmscan_lru_shrink_inactive(node, scanned, reclaimed...). */
            rawtp:vmscan::mm_vmscan_lru_shrink_inactive { probe vminfo:::scan(args[1]); }
            rawtp:vmscan::mm_vmscan_lru_shrink_inactive { probe vminfo:::dfree(args[2]); }
            rawtp:vmscan::mm_vmscan_kswapd_wake { probe vminfo:::pgrrun(1); }

            """)
}

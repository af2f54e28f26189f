public import ProviderAPI

/// Disk input and output: `io:::start`, `done`, `wait-start` and `wait-done` (DTrace guide, chapter io Provider).
///
/// A request is what the block layer hands to a device driver; `start` and `done` fire once for each. The file is known
/// where the kernel transfers a page of its cache. `wait-start` and `wait-done` are a thread that waits for a transfer of its
/// own, seen where kernel functions can be traced.
public enum IOProvider {
    /// The provider, written in D.
    public static let library = ProviderLibrary(
        provider: "io",
        text: """
            provider io {
                probe start(struct request *r) : (bufinfo_t *r, devinfo_t *r, fileinfo_t *r);
                probe done(struct request *r) : (bufinfo_t *r, devinfo_t *r, fileinfo_t *r);
                probe wait-start(struct bio *b) : (bufinfo_t *b, devinfo_t *b, fileinfo_t *b);
                probe wait-done(struct bio *b) : (bufinfo_t *b, devinfo_t *b, fileinfo_t *b);
            };

            /* The operation is in the low 8 bits of cmd_flags, odd for those to the device; 1 << 11 marks synchronous ones. */
            translator bufinfo_t < struct request *R > {
                b_flags = ((R->cmd_flags & 1) != 0 ? B_WRITE : B_READ) | ((R->cmd_flags & (1 << 11)) != 0 ? 0 : B_ASYNC);
                b_bcount = R->__data_len;
                b_addr = R->bio == NULL ? NULL : (caddr_t)R->bio->bi_io_vec;
                b_blkno = R->__sector;
                b_lblkno = R->__sector;
                b_resid = 0;
                b_bufsize = R->__data_len;
                b_iodone = R->bio == NULL ? NULL : (caddr_t)R->bio->bi_end_io;
                b_error = R->bio == NULL ? 0 : R->bio->bi_status;
                b_edev = R->part == NULL ? 0 : R->part->bd_dev;
            };

            translator devinfo_t < struct request *R > {
                dev_major = R->part == NULL ? 0 : R->part->bd_dev >> 20;
                dev_minor = R->part == NULL ? 0 : R->part->bd_dev & 0xfffff;
                dev_instance = 0;
                dev_name = R->part == NULL ? "<unknown>" : stringof(R->part->bd_disk->disk_name);
                dev_statname = R->part == NULL ? "<unknown>" : stringof(R->part->bd_disk->disk_name);
                dev_pathname = "<unknown>";
            };

            inline struct page *__io_page[struct request *R] =
                R->bio == NULL || R->bio->bi_io_vec == NULL ? NULL : R->bio->bi_io_vec->bv_page;

            /* Of pages that belong together the first one has the file; the others point to it, with the lowest bit set. */
            inline struct page *__io_head[struct page *P] =
                (P->compound_head & 1) != 0 ? (struct page *)(P->compound_head - 1) : P;

            /* The lowest bits of `mapping` mark memory that is no file's. */
            inline uintptr_t __io_owner[struct page *P] = P == NULL ? 1 : (uintptr_t)__io_head[P]->mapping;

            inline struct address_space *__io_mapping[struct request *R] =
                (__io_owner[__io_page[R]] & 3) != 0 ? NULL : (struct address_space *)__io_owner[__io_page[R]];

            /* What is kept of a device itself belongs to a file without a name. */
            inline struct hlist_node *__io_alias[struct address_space *M] =
                M == NULL || M->host == NULL || (M->host->i_mode & 0xf000) == 0x6000 ? NULL : M->host->i_dentry.first;

            inline string __io_name[struct hlist_node *N] = N == NULL ? "<none>" :
                stringof(((struct dentry *)((uintptr_t)N - offsetof(struct dentry, d_u)))->d_name.name);

            translator fileinfo_t < struct request *R > {
                fi_name = __io_name[__io_alias[__io_mapping[R]]];
                fi_dirname = "<unknown>";
                fi_pathname = "<unknown>";
                fi_offset = R->__sector * 512;
                fi_fs = __io_mapping[R] == NULL ? "<unknown>" : stringof(__io_mapping[R]->host->i_sb->s_type->name);
                fi_mount = "<unknown>";
                fi_oflags = 0;
            };

            rawtp:block::block_rq_issue { probe io:::start(args[0]); }
            rawtp:block::block_rq_complete { probe io:::done(args[0]); }
            fbt:vmlinux:submit_bio_wait:entry { probe io:::wait-start(args[0]); }
            /* The return does not tell the request, so the thread notes it at the entry. */
            fbt:vmlinux:submit_bio_wait:entry /(self->__io_waited = arg0) == 0/ { probe io:::wait-done(args[0]); }
            fbt:vmlinux:submit_bio_wait:return /self->__io_waited != 0/
            {
                probe io:::wait-done((struct bio *)self->__io_waited);
            }

            """)
}

/// Files, buffers and devices (DTrace guide, chapter io Provider).
extension ShippedLibrary {
    static let io = ShippedLibrary(
        "io.d",
        """
        typedef char *caddr_t;

        typedef struct devinfo {
            int dev_major;
            int dev_minor;
            int dev_instance;
            string dev_name;
            string dev_statname;
            string dev_pathname;
        } devinfo_t;

        typedef struct bufinfo {
            int b_flags;
            size_t b_bcount;        /* bytes */
            caddr_t b_addr;
            uint64_t b_blkno;       /* sector on the device */
            uint64_t b_lblkno;
            size_t b_resid;
            size_t b_bufsize;
            caddr_t b_iodone;
            int b_error;
            dev_t b_edev;
        } bufinfo_t;

        typedef struct fileinfo {
            string fi_name;
            string fi_dirname;
            string fi_pathname;
            offset_t fi_offset;
            string fi_fs;
            string fi_mount;
            int fi_oflags;
        } fileinfo_t;

        translator bufinfo_t < struct bio *B > {
            b_flags = (B->bi_opf & 1) != 0 ? 0x100 : 0x40;
            b_bcount = B->bi_iter.bi_size;
            b_addr = (caddr_t)B->bi_io_vec;
            b_blkno = B->bi_iter.bi_sector;
            b_lblkno = B->bi_iter.bi_sector;
            b_resid = 0;
            b_bufsize = B->bi_iter.bi_size;
            b_iodone = (caddr_t)B->bi_end_io;
            b_error = B->bi_status;
            b_edev = B->bi_bdev == NULL ? 0 : B->bi_bdev->bd_dev;
            b_edev = B->bi_disk == NULL ? 0 : (B->bi_disk->major << 20) + B->bi_disk->first_minor + B->bi_partno;
        };

        translator bufinfo_t < struct buffer_head *B > {
            b_flags = 0;
            b_bcount = B->b_size;
            b_addr = (caddr_t)B->b_data;
            b_blkno = B->b_blocknr;
            b_lblkno = B->b_blocknr;
            b_resid = 0;
            b_bufsize = B->b_size;
            b_iodone = (caddr_t)B->b_end_io;
            b_error = 0;
            b_edev = B->b_bdev == NULL ? 0 : B->b_bdev->bd_dev;
        };

        translator devinfo_t < struct bio *B > {
            dev_major = B->bi_bdev == NULL ? 0 : B->bi_bdev->bd_dev >> 20;
            dev_major = B->bi_disk == NULL ? 0 : B->bi_disk->major;
            dev_minor = B->bi_bdev == NULL ? 0 : B->bi_bdev->bd_dev & 0xfffff;
            dev_minor = B->bi_disk == NULL ? 0 : B->bi_disk->first_minor + B->bi_partno;
            dev_instance = 0;
            dev_name = B->bi_bdev == NULL ? "nfs" : stringof(B->bi_bdev->bd_disk->disk_name);
            dev_name = B->bi_disk == NULL ? "nfs" : stringof(B->bi_disk->disk_name);
            dev_statname = B->bi_bdev == NULL ? "nfs" : stringof(B->bi_bdev->bd_disk->disk_name);
            dev_statname = B->bi_disk == NULL ? "nfs" : stringof(B->bi_disk->disk_name);
            dev_pathname = "<unknown>";
        };

        translator devinfo_t < struct buffer_head *B > {
            dev_major = B->b_bdev == NULL ? 0 : B->b_bdev->bd_dev >> 20;
            dev_minor = B->b_bdev == NULL ? 0 : B->b_bdev->bd_dev & 0xfffff;
            dev_instance = 0;
            dev_name = B->b_bdev == NULL ? "nfs" : stringof(B->b_bdev->bd_disk->disk_name);
            dev_statname = B->b_bdev == NULL ? "nfs" : stringof(B->b_bdev->bd_disk->disk_name);
            dev_pathname = "<unknown>";
        };

        translator fileinfo_t < struct file *F > {
            fi_name = F == NULL ? "<none>" : stringof(F->f_path.dentry->d_name.name);
            fi_dirname = F == NULL ? "<none>" : dirname(d_path(&F->f_path));
            fi_pathname = F == NULL ? "<none>" : d_path(&F->f_path);
            fi_offset = F == NULL ? 0 : F->f_pos;
            fi_fs = F == NULL ? "<none>" : stringof(F->f_inode->i_sb->s_type->name);
            fi_mount = F == NULL ? "<none>" : "<unknown>";
            fi_oflags = F == NULL ? 0 : F->f_flags;
        };

        translator fileinfo_t < struct bio *B > {
            fi_name = "<unknown>";
            fi_dirname = "<unknown>";
            fi_pathname = "<unknown>";
            fi_offset = B->bi_iter.bi_sector * 512;
            fi_fs = "<unknown>";
            fi_mount = "<unknown>";
            fi_oflags = 0;
        };

        inline string cwd = d_path(&curthread->fs->pwd);
        inline string root = d_path(&curthread->fs->root);

        inline fileinfo_t fds[int fd] = xlate <fileinfo_t> (
            fd >= 0 && fd < curthread->files->fdt->max_fds ? curthread->files->fdt->fd[fd] : NULL);
        """)
}

/// Flags of open files and of buffers (`<asm-generic/fcntl.h>`; DTrace guide, chapter io Provider).
extension ShippedLibrary {
    static let fcntl = ShippedLibrary(
        "fcntl.d",
        """
        inline int O_ACCMODE = 03;
        inline int O_RDONLY = 00;
        inline int O_WRONLY = 01;
        inline int O_RDWR = 02;
        inline int O_CREAT = 0100;
        inline int O_EXCL = 0200;
        inline int O_NOCTTY = 0400;
        inline int O_TRUNC = 01000;
        inline int O_APPEND = 02000;
        inline int O_NONBLOCK = 04000;
        inline int O_NDELAY = 04000;
        inline int O_DSYNC = 010000;
        inline int O_DIRECT = 040000;
        inline int O_LARGEFILE = 0100000;
        inline int O_DIRECTORY = 0200000;
        inline int O_NOFOLLOW = 0400000;
        inline int O_NOATIME = 01000000;
        inline int O_CLOEXEC = 02000000;
        inline int O_SYNC = 04010000;
        inline int O_RSYNC = 04010000;
        inline int O_PATH = 010000000;

        inline int B_BUSY = 0x0001;
        inline int B_DONE = 0x0002;
        inline int B_ERROR = 0x0004;
        inline int B_KERNBUF = 0x0008;
        inline int B_PAGEIO = 0x0010;
        inline int B_PHYS = 0x0020;
        inline int B_READ = 0x0040;
        inline int B_WRITE = 0x0100;
        inline int B_ASYNC = 0x0400;
        """)
}

/* A layer between the program and the disk, preloaded into child processes of the fault suites only.

   Below one folder it records every change in the order in which the program asked for it, lets the n-th call fail, or kills
   the process there. The program is not changed: the engine and Python both come through these names of the C library.
   Shared memory of the engine (-shm) is mapped, not written, and nobody counts on it after a crash, so it is left out of records. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define FILES 4096
enum { OPEN = 1, WRITE, CUT, SYNC, RENAME, UNLINK, MKDIR, RMDIR, NOTE };            /* kinds in a record */
enum { F_OPEN = 1, F_WRITE = 2, F_SYNC = 4, F_NAME = 8, F_READ = 16, F_CUT = 32 };  /* kinds that can fail */

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static char root[4096];
static size_t root_length;
static int record = -1;
static uint32_t opened;          /* how many files were opened below the folder */
static uint32_t number_of[FILES]; /* descriptor to number of its opening, 0: none of ours */
static long counted, fail_at, fail_last;
static uint8_t gone[FILES]; /* descriptors of a device that was pulled: dead also when it is back */
static long shift;
static int fail_with, fail_kinds, fail_deadly;

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static ssize_t plain_write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return real(fd, data, size);
}

static const char *below(const char *path) { /* the path relative to the folder, or NULL */
    if (!root_length || !path || strncmp(path, root, root_length) || (path[root_length] != '/' && path[root_length])) return NULL;
    return path[root_length] ? path + root_length + 1 : "";
}

static const char *at(int folder, const char *path, char *room) { /* the same of a path that may be relative to a folder */
    if (!root_length || !path) return NULL;
    if (path[0] == '/') return below(path);
    char link[64];
    if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
    else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t size = readlink(link, room, 4096);
    if (size < 0 || size + strlen(path) + 2 > 8192) return NULL;
    room[size] = '/';
    strcpy(room + size + 1, path);
    return below(room);
}

static int is_shared(const char *path) {
    size_t size = strlen(path);
    return size > 4 && !strcmp(path + size - 4, "-shm");
}

static void put(uint8_t kind, uint32_t number, uint64_t offset, const char *a, const void *b, size_t size) {
    if (record < 0) return;
    uint32_t lengths[2] = {(uint32_t)(a ? strlen(a) : 0), (uint32_t)size};
    struct iovec parts[6] = {{&kind, 1}, {&number, 4}, {&offset, 8}, {lengths, 8}, {(void *)a, lengths[0]}, {(void *)b, size}};
    for (int i = 0; i < 6; i++)
        for (size_t done = 0; done < parts[i].iov_len;) {
            ssize_t now = plain_write(record, (char *)parts[i].iov_base + done, parts[i].iov_len - done);
            if (now <= 0) abort();
            done += now;
        }
}

static int refused(int kind) { /* counts a call; whether it is to fail */
    if (!fail_kinds || !(kind & fail_kinds)) return 0;
    counted++;
    if (!fail_at || counted < fail_at || counted > fail_last) return 0;
    if (fail_deadly) kill(getpid(), SIGKILL);
    errno = fail_with;
    return 1;
}

static int pulled(int fd) {
    if (!gone[fd]) return 0;
    errno = ENODEV;
    return 1;
}

static int ours(int fd) { return fd >= 0 && fd < FILES && number_of[fd]; }

/* What the child calls, through ctypes. */

void faults_below(const char *folder) {
    snprintf(root, sizeof root, "%s", folder);
    root_length = strlen(root);
}

void faults_record(const char *path) {
    REAL(int, "open64", const char *, int, ...);
    record = real(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (record < 0) abort();
}

void faults_note(const char *text) {
    pthread_mutex_lock(&one_at_a_time);
    put(NOTE, 0, 0, text, NULL, 0);
    pthread_mutex_unlock(&one_at_a_time);
}

/* From the n-th call of these kinds to the last-th: fail with this error, or with SIGKILL where `with` is 0. first 0: only count. */
void faults_fail(int kinds, long first, long last, int with) {
    pthread_mutex_lock(&one_at_a_time);
    fail_kinds = kinds, fail_at = first, fail_last = last, fail_with = with, fail_deadly = !with, counted = 0;
    pthread_mutex_unlock(&one_at_a_time);
}

/* The device was pulled: what is open now never works again. */
void faults_pulled(void) {
    pthread_mutex_lock(&one_at_a_time);
    for (int fd = 0; fd < FILES; fd++) gone[fd] = number_of[fd] != 0;
    pthread_mutex_unlock(&one_at_a_time);
}

long faults_counted(void) { return counted; }

void faults_clock(long seconds) { shift = seconds; } /* so far is the clock of this computer from the true one */

/* The names of the C library. */

static int opening(int (*how)(int, const char *, int, mode_t), int folder, const char *path, int flags, mode_t mode) {
    char room[8192];
    const char *name = at(folder, path, room);
    if (!name) return how(folder, path, flags, mode);
    pthread_mutex_lock(&one_at_a_time);
    int fd = -1, writes = (flags & O_ACCMODE) != O_RDONLY || flags & (O_CREAT | O_TRUNC);
    if (!refused((writes ? F_OPEN : F_READ))) fd = how(folder, path, flags, mode);
    int error = errno;
    if (fd >= 0 && fd < FILES) {
        number_of[fd] = ++opened;
        gone[fd] = 0;
        if (!is_shared(name)) put(OPEN, opened, (uint64_t)(flags & (O_CREAT | O_TRUNC)), name, NULL, 0);
        else number_of[fd] = 0;
    }
    pthread_mutex_unlock(&one_at_a_time);
    errno = error;
    return fd;
}

static int how_openat(int folder, const char *path, int flags, mode_t mode) {
    REAL(int, "openat64", int, const char *, int, ...);
    return real(folder, path, flags, mode);
}

#define MODE_OF(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | __O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }

int open(const char *path, int flags, ...) { MODE_OF(flags) return opening(how_openat, AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags) return opening(how_openat, AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE_OF(flags) return opening(how_openat, folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE_OF(flags) return opening(how_openat, folder, path, flags, mode); }

int close(int fd) {
    REAL(int, "close", int);
    if (fd >= 0 && fd < FILES) number_of[fd] = gone[fd] = 0;
    return real(fd);
}

static ssize_t writing(int fd, const void *data, size_t size, int64_t offset) {
    ssize_t done = -1;
    pthread_mutex_lock(&one_at_a_time);
    if (!refused(F_WRITE) && !pulled(fd)) {
        int64_t place = offset;
        if (offset < 0) place = fcntl(fd, F_GETFL) & O_APPEND ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
        if (offset < 0) done = plain_write(fd, data, size);
        else {
            REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
            done = real(fd, data, size, offset);
        }
        if (done > 0) put(WRITE, number_of[fd], (uint64_t)place, NULL, data, (size_t)done);
    }
    int error = errno;
    pthread_mutex_unlock(&one_at_a_time);
    errno = error;
    return done;
}

ssize_t write(int fd, const void *data, size_t size) { return ours(fd) ? writing(fd, data, size, -1) : plain_write(fd, data, size); }

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return ours(fd) ? writing(fd, data, size, offset) : real(fd, data, size, offset);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return pwrite64(fd, data, size, offset); }

ssize_t sendfile(int to, int from, off_t *offset, size_t size) { /* refused, so that Python falls back to reading and writing */
    REAL(ssize_t, "sendfile", int, int, off_t *, size_t);
    if (!ours(to)) return real(to, from, offset, size);
    errno = EINVAL;
    return -1;
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t size) { return sendfile(to, from, (off_t *)offset, size); }

ssize_t read(int fd, void *data, size_t size) {
    REAL(ssize_t, "read", int, void *, size_t);
    return ours(fd) && (refused(F_READ) || pulled(fd)) ? -1 : real(fd, data, size);
}
ssize_t pread64(int fd, void *data, size_t size, off64_t offset) {
    REAL(ssize_t, "pread64", int, void *, size_t, off64_t);
    return ours(fd) && (refused(F_READ) || pulled(fd)) ? -1 : real(fd, data, size, offset);
}
ssize_t pread(int fd, void *data, size_t size, off_t offset) { return pread64(fd, data, size, offset); }

int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    if (!ours(fd)) return real(fd, size);
    pthread_mutex_lock(&one_at_a_time);
    int done = refused(F_CUT) || pulled(fd) ? -1 : real(fd, size), error = errno;
    if (!done) put(CUT, number_of[fd], (uint64_t)size, NULL, NULL, 0);
    pthread_mutex_unlock(&one_at_a_time);
    errno = error;
    return done;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int syncing(int fd, int (*real)(int)) {
    if (!ours(fd)) return real(fd);
    pthread_mutex_lock(&one_at_a_time);
    int done = refused(F_SYNC) || pulled(fd) ? -1 : 0, error = errno; /* the real sync is left out: the record says what a disk would hold */
    if (!done) put(SYNC, number_of[fd], 0, NULL, NULL, 0);
    pthread_mutex_unlock(&one_at_a_time);
    errno = error;
    return done;
}
int fsync(int fd) { REAL(int, "fsync", int); return syncing(fd, real); }
int fdatasync(int fd) { REAL(int, "fdatasync", int); return syncing(fd, real); }

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    REAL(int, "renameat", int, const char *, int, const char *);
    char room[8192], other[8192];
    const char *a = at(from_folder, from, room), *b = at(to_folder, to, other);
    if (!a || !b) return real(from_folder, from, to_folder, to);
    pthread_mutex_lock(&one_at_a_time);
    int done = refused(F_NAME) ? -1 : real(from_folder, from, to_folder, to), error = errno;
    if (!done && !is_shared(a)) put(RENAME, 0, 0, a, b, strlen(b));
    pthread_mutex_unlock(&one_at_a_time);
    errno = error;
    return done;
}
int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int unlinkat(int folder, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    char room[8192];
    const char *name = at(folder, path, room);
    if (!name) return real(folder, path, flags);
    pthread_mutex_lock(&one_at_a_time);
    int done = refused(F_NAME) ? -1 : real(folder, path, flags), error = errno;
    if (!done && !is_shared(name)) put(flags & AT_REMOVEDIR ? RMDIR : UNLINK, 0, 0, name, NULL, 0);
    pthread_mutex_unlock(&one_at_a_time);
    errno = error;
    return done;
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdirat(int folder, const char *path, mode_t mode) {
    REAL(int, "mkdirat", int, const char *, mode_t);
    char room[8192];
    const char *name = at(folder, path, room);
    if (!name) return real(folder, path, mode);
    pthread_mutex_lock(&one_at_a_time);
    int done = refused(F_NAME) ? -1 : real(folder, path, mode), error = errno;
    if (!done) put(MKDIR, 0, 0, name, NULL, 0);
    pthread_mutex_unlock(&one_at_a_time);
    errno = error;
    return done;
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int clock_gettime(clockid_t which, struct timespec *now) {
    REAL(int, "clock_gettime", clockid_t, struct timespec *);
    int done = real(which, now);
    if (!done && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) now->tv_sec += shift;
    return done;
}
int gettimeofday(struct timeval *now, void *zone) {
    REAL(int, "gettimeofday", struct timeval *, void *);
    int done = real(now, zone);
    if (!done && now) now->tv_sec += shift;
    return done;
}
time_t time(time_t *told) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (told) *told = now.tv_sec;
    return now.tv_sec;
}

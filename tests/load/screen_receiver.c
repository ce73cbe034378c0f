/* Reads what many screens receive with little processor time; used by screen_receiver.py, which explains it. */

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { STATE = 1, CUE = 2, MOST_READ = 1 << 18, EVENTS = 256, WAIT_MS = 20 };

/* A state or a cue that a screen has received. number: the version of the state, or which of texts the cue is. */
struct record {
    double moment; /* seconds of CLOCK_MONOTONIC */
    int64_t number;
    int32_t screen, kind, size, unused;
};

struct text {
    unsigned char *bytes;
    size_t size;
};

/* The sockets of all screens, and of each the bytes of a frame that is not there as a whole. */
struct receiver {
    int *sockets;
    struct text *rests;
    struct record *records;
    struct text *texts;
    int64_t screens, record_count, record_room, text_count, text_room;
    int epoll;
    volatile int32_t stopping;
    unsigned char buffer[MOST_READ * 2];
};

static void *checked(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

struct receiver *receiver_open(const int *sockets, int count)
{
    struct receiver *all = checked(calloc(1, sizeof *all));
    all->screens = count;
    all->sockets = checked(calloc(count, sizeof *all->sockets));
    memcpy(all->sockets, sockets, count * sizeof *sockets);
    all->rests = checked(calloc(count, sizeof *all->rests));
    all->epoll = epoll_create1(EPOLL_CLOEXEC);
    for (int screen = 0; screen < count; screen++) {
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)screen};
        epoll_ctl(all->epoll, EPOLL_CTL_ADD, sockets[screen], &event);
    }
    return all;
}

static void keep_rest(struct text *rest, const unsigned char *bytes, size_t size)
{
    free(rest->bytes);
    rest->bytes = size ? checked(malloc(size)) : NULL;
    rest->size = size;
    if (size)
        memcpy(rest->bytes, bytes, size);
}

/* Which of texts this is. Most screens get the same one at the same time, so the newest are looked at first. */
static int64_t text_number(struct receiver *all, const unsigned char *bytes, size_t size)
{
    for (int64_t at = all->text_count - 1; at >= 0; at--)
        if (all->texts[at].size == size && !memcmp(all->texts[at].bytes, bytes, size))
            return at;
    if (all->text_count == all->text_room) {
        all->text_room = all->text_room ? all->text_room * 2 : 1024;
        all->texts = checked(realloc(all->texts, all->text_room * sizeof *all->texts));
    }
    struct text *made = &all->texts[all->text_count];
    *made = (struct text){0};
    keep_rest(made, bytes, size);
    return all->text_count++;
}

static void keep_record(struct receiver *all, int screen, int kind, int64_t number, size_t size)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (all->record_count == all->record_room) {
        all->record_room = all->record_room ? all->record_room * 2 : 1 << 16;
        all->records = checked(realloc(all->records, all->record_room * sizeof *all->records));
    }
    double moment = (double)now.tv_sec + (double)now.tv_nsec / 1e9;
    all->records[all->record_count++] = (struct record){moment, number, screen, kind, (int32_t)size, 0};
}

static int begins(const unsigned char *bytes, size_t size, const char *words)
{
    return size >= strlen(words) && !memcmp(bytes, words, strlen(words));
}

static void take(struct receiver *all, int screen, const unsigned char *message, size_t size)
{
    static const char state[] = "42[\"state\",{\"version\":", cue[] = "42[\"call\"";
    static const unsigned char pong[] = {0x81, 0x81, 0, 0, 0, 0, '3'};
    if (begins(message, size, state)) {
        int64_t version = 0;
        for (size_t at = sizeof state - 1; at < size && message[at] >= '0' && message[at] <= '9'; at++)
            version = version * 10 + (message[at] - '0');
        keep_record(all, screen, STATE, version, size);
    } else if (begins(message, size, cue)) {
        keep_record(all, screen, CUE, text_number(all, message, size), size);
    } else if (size == 1 && message[0] == '2') {
        send(all->sockets[screen], pong, sizeof pong, MSG_NOSIGNAL | MSG_DONTWAIT);
    }
}

/* Takes the whole frames of a server (they are not masked); returns how many bytes they were. */
static size_t take_frames(struct receiver *all, int screen, const unsigned char *bytes, size_t size)
{
    size_t at = 0;
    while (size - at >= 2) {
        size_t length = bytes[at + 1] & 0x7F, begin = at + 2, more = length == 126 ? 2 : length == 127 ? 8 : 0;
        if (size < begin + more)
            break;
        if (more)
            length = 0;
        for (size_t end = begin + more; begin < end; begin++)
            length = length << 8 | bytes[begin];
        if (size - begin < length)
            break;
        take(all, screen, bytes + begin, length);
        at = begin + length;
    }
    return at;
}

static void read_screen(struct receiver *all, int screen)
{
    struct text *rest = &all->rests[screen];
    size_t size = rest->size;
    if (size > MOST_READ)
        abort(); /* no message of deskq is that long */
    if (size)
        memcpy(all->buffer, rest->bytes, size);
    ssize_t came = recv(all->sockets[screen], all->buffer + size, MOST_READ, MSG_DONTWAIT);
    if (came == 0 || (came < 0 && errno != EAGAIN && errno != EINTR)) {
        epoll_ctl(all->epoll, EPOLL_CTL_DEL, all->sockets[screen], NULL); /* the reader after this one sees the end */
        return;
    }
    if (came < 0)
        return;
    size += (size_t)came;
    size_t taken = take_frames(all, screen, all->buffer, size);
    if (rest->size || taken < size)
        keep_rest(rest, all->buffer + taken, size - taken);
}

/* Reads until receiver_stop() is called from another thread. */
void receiver_run(struct receiver *all)
{
    struct epoll_event events[EVENTS];
    while (!all->stopping) {
        int count = epoll_wait(all->epoll, events, EVENTS, WAIT_MS);
        for (int at = 0; at < count; at++)
            read_screen(all, (int)events[at].data.u32);
    }
}

void receiver_stop(struct receiver *all)
{
    all->stopping = 1;
}

int64_t receiver_records(const struct receiver *all, const struct record **records)
{
    *records = all->records;
    return all->record_count;
}

int64_t receiver_text(const struct receiver *all, int64_t number, const unsigned char **bytes)
{
    *bytes = all->texts[number].bytes;
    return (int64_t)all->texts[number].size;
}

int64_t receiver_rest(const struct receiver *all, int screen, const unsigned char **bytes)
{
    *bytes = all->rests[screen].bytes;
    return (int64_t)all->rests[screen].size;
}

void receiver_close(struct receiver *all)
{
    for (int64_t screen = 0; screen < all->screens; screen++)
        free(all->rests[screen].bytes);
    for (int64_t at = 0; at < all->text_count; at++)
        free(all->texts[at].bytes);
    close(all->epoll);
    free(all->sockets);
    free(all->rests);
    free(all->records);
    free(all->texts);
    free(all);
}

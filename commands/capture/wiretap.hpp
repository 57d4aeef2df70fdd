// SPDX-License-Identifier: GPL-2.0-or-later
// The ONE place of the commands that knows libwiretap: its headers and every difference between Wireshark 4.0 and 4.6.
#pragma once

#include <wireshark.h>
#include <wiretap/wtap.h>
#include <wsutil/buffer.h>
#include <wsutil/wslog.h>

#include <cstdint>
#include <string_view>

#ifndef CTI_WIRESHARK_MAJOR
#error "CTI_WIRESHARK_MAJOR and CTI_WIRESHARK_MINOR come from CMake"
#endif

namespace cti::capture::wiretap {

#define CTI_WIRETAP_AT_LEAST(major, minor)                                                                                                 \
    (CTI_WIRESHARK_MAJOR > (major) || (CTI_WIRESHARK_MAJOR == (major) && CTI_WIRESHARK_MINOR >= (minor)))

/// Before anything else; again does nothing.
inline void start()
{
    [[maybe_unused]] static const bool started = [] {
        // A program that says nothing of the level gets every debug message of libwiretap.
        ws_log_set_level(LOG_LEVEL_CRITICAL);
        wtap_init(false);
        return true;
    }();
}

/// Takes a place in a file that nobody asks for, whatever the version calls a 64-bit number.
struct UnusedOffset {
    std::int64_t value = 0;
    template <class T>
    requires(sizeof(T) == sizeof(std::int64_t)) operator T*() { return reinterpret_cast<T*>(&value); }
};

/// A record and its bytes. Up to 4.4 the bytes are a buffer of their own, from 4.5 on they are part of the record.
/// Made and freed under the caller's lock: libwiretap keeps small buffers in a list that all files share.
class Record {
public:
    Record()
    {
#if CTI_WIRETAP_AT_LEAST(4, 5)
        wtap_rec_init(&record_, initial_size);
#else
        wtap_rec_init(&record_);
        ws_buffer_init(&bytes_, initial_size);
#endif
    }
    ~Record()
    {
        wtap_rec_cleanup(&record_);
#if !CTI_WIRETAP_AT_LEAST(4, 5)
        ws_buffer_free(&bytes_);
#endif
    }
    Record(const Record&) = delete;
    Record& operator=(const Record&) = delete;

    /// The next record; false at the end of the file or with `err`.
    bool read(wtap* file, int* err, char** reason)
    {
        // Frees what the record before had: its comments and options.
        wtap_rec_reset(&record_);
        UnusedOffset offset;
#if CTI_WIRETAP_AT_LEAST(4, 5)
        return wtap_read(file, &record_, err, reason, offset);
#else
        return wtap_read(file, &record_, &bytes_, err, reason, offset);
#endif
    }
    const std::uint8_t* bytes() const
    {
#if CTI_WIRETAP_AT_LEAST(4, 5)
        return record_.data.data + record_.data.start;
#else
        return bytes_.data + bytes_.start;
#endif
    }
    wtap_rec& operator*() { return record_; }
    wtap_rec* operator->() { return &record_; }

    /// Writes the record with `bytes`, caplen of the packet header many.
    bool write(wtap_dumper* file, [[maybe_unused]] const std::uint8_t* bytes, int* err, char** reason)
    {
#if CTI_WIRETAP_AT_LEAST(4, 5)
        ws_buffer_clean(&record_.data);
        ws_buffer_append(&record_.data, const_cast<std::uint8_t*>(bytes), record_.rec_header.packet_header.caplen);
        return wtap_dump(file, &record_, err, reason);
#else
        return wtap_dump(file, &record_, bytes, err, reason);
#endif
    }

private:
    static constexpr std::size_t initial_size = 2048;
    wtap_rec record_{};
#if !CTI_WIRETAP_AT_LEAST(4, 5)
    Buffer bytes_{};
#endif
};

inline bool close(wtap_dumper* file, int* err, char** reason) { return wtap_dump_close(file, nullptr, err, reason); }

inline wtap* open(const char* path, int* err, char** reason) { return wtap_open_offline(path, WTAP_TYPE_AUTO, err, reason, false); }

inline wtap_dumper* create(const char* path, const wtap_dump_params& params, int* err, char** reason)
{
    const int type = wtap_pcapng_file_type_subtype();
    if (std::string_view{path} == "-")
        return wtap_dump_open_stdout(type, WTAP_UNCOMPRESSED, &params, err, reason);
    return wtap_dump_open(path, type, WTAP_UNCOMPRESSED, &params, err, reason);
}

} // namespace cti::capture::wiretap

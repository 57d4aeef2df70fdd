// SPDX-License-Identifier: GPL-2.0-or-later
// The ONE place of the commands that knows libwiretap: its headers and every difference between Wireshark 4.0 and 4.6.
#pragma once

#include "core/time.hpp"

#include <wireshark.h>
#include <wiretap/wtap.h>
#include <wsutil/buffer.h>
#include <wsutil/wslog.h>

#include <cstdint>
#include <string>
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

/// "NAME: what libwiretap says (detail)". Frees `detail`.
inline std::string explain(const std::string& name, int err, char* detail)
{
    // libwiretap's sentences have a place for the name of the file.
    std::string reason = wtap_strerror(err);
    if (const std::size_t place = reason.find("%s"); place != std::string::npos)
        reason.replace(place, 2, "file");
    std::string text = name + ": " + reason;
    if (detail) {
        text.append(" (").append(detail).append(")");
        g_free(detail);
    }
    return text;
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

    /// Makes the record a packet without comments; returns its header, whose lengths are to be filled in. No time: no_time.
    wtap_packet_header& begin_packet(Time time, int encapsulation, unsigned interface_number)
    {
        wtap_rec_reset(&record_);
        record_.rec_type = REC_TYPE_PACKET;
        record_.presence_flags = WTAP_HAS_CAP_LEN | WTAP_HAS_INTERFACE_ID | (time == no_time ? 0 : WTAP_HAS_TS);
        record_.tsprec = WTAP_TSPREC_NSEC;
        if (time == no_time)
            time = 0;
        record_.ts.secs = static_cast<decltype(record_.ts.secs)>(time >= 0 ? time / second : (time - (second - 1)) / second);
        record_.ts.nsecs = static_cast<int>(time - static_cast<Time>(record_.ts.secs) * second);
        wtap_packet_header& header = record_.rec_header.packet_header;
        header = {};
        header.pkt_encap = encapsulation;
        header.interface_id = interface_number;
        return header;
    }

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

/// A pcapng file ("-": standard output) of frames of `encapsulation`, times in nanoseconds, to which interfaces are added as they are needed.
inline wtap_dumper* create(const char* path, int encapsulation, int* err, char** reason)
{
    // An array with one interface that is not copied.
    wtapng_iface_descriptions_t no_interfaces{};
    no_interfaces.interface_data = g_array_new(false, false, sizeof(wtap_block_t));
    const wtap_block_t never_written = wtap_block_create(WTAP_BLOCK_IF_ID_AND_INFO);
    g_array_append_val(no_interfaces.interface_data, never_written);
    wtap_dump_params params{};
    params.encap = encapsulation;
    params.tsprec = WTAP_TSPREC_NSEC;
    params.idb_inf = &no_interfaces;
    params.dont_copy_idbs = true;
    const int type = wtap_pcapng_file_type_subtype();
    wtap_dumper* file = std::string_view{path} == "-" ? wtap_dump_open_stdout(type, WTAP_UNCOMPRESSED, &params, err, reason)
                                                      : wtap_dump_open(path, type, WTAP_UNCOMPRESSED, &params, err, reason);
    wtap_block_unref(never_written);
    g_array_free(no_interfaces.interface_data, true);
    return file;
}

inline constexpr unsigned snap_length = 262144;

/// Another interface of the file; no name or description: "".
inline bool add_interface(
    wtap_dumper* file, int encapsulation, std::string_view name, std::string_view description, int* err, char** reason)
{
    constexpr unsigned option_name = 2, option_description = 3, option_time_resolution = 9; // of pcapng's Interface Description Block
    constexpr std::uint8_t nanoseconds = 9;                                                 // 10^-9 s
    const wtap_block_t block = wtap_block_create(WTAP_BLOCK_IF_ID_AND_INFO);
    auto& fields = *static_cast<wtapng_if_descr_mandatory_t*>(wtap_block_get_mandatory_data(block));
    fields.wtap_encap = encapsulation;
    fields.time_units_per_second = second;
    fields.tsprecision = WTAP_TSPREC_NSEC;
    fields.snap_len = snap_length;
    wtap_block_add_uint8_option(block, option_time_resolution, nanoseconds);
    if (!name.empty())
        wtap_block_add_string_option(block, option_name, name.data(), name.size());
    if (!description.empty())
        wtap_block_add_string_option(block, option_description, description.data(), description.size());
    const bool added = wtap_dump_add_idb(file, block, err, reason);
    wtap_block_unref(block);
    return added;
}

} // namespace cti::capture::wiretap

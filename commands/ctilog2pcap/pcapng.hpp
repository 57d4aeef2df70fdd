// SPDX-License-Identifier: GPL-2.0-or-later
// Writes packets that come from several named sources into one pcapng file, by libwiretap.
#pragma once

#include "core/bytes.hpp"
#include "core/time.hpp"

#include <memory>
#include <string>

namespace cti::ctilog2pcap {

class Pcapng {
public:
    /// Nothing, and `error` says why, where the file cannot be made. "-" is standard output.
    static std::unique_ptr<Pcapng> create(const std::string& path, std::string& error);
    ~Pcapng();
    Pcapng(const Pcapng&) = delete;
    Pcapng& operator=(const Pcapng&) = delete;

    /// An interface of link type Upper PDU; its number, or -1 with problem().
    int add_interface(const std::string& name, const std::string& description);
    /// `comment` is UTF-8. False with problem(): the disk is full, the reader of a pipe is gone.
    bool write(int interface_number, Time time, Bytes bytes, const std::string& comment);
    bool flush();
    bool close();
    const std::string& problem() const { return problem_; }

private:
    struct Handle;
    Pcapng(std::string path, std::unique_ptr<Handle> handle);
    bool failed(int err, char* detail);
    std::string path_, problem_{};
    std::unique_ptr<Handle> handle_;
};

} // namespace cti::ctilog2pcap

// SPDX-License-Identifier: GPL-2.0-or-later
// A small pcapng writer (draft-ietf-opsawg-pcapng): one section, one Ethernet interface, enhanced packet blocks.
// Always little-endian and without anything of the machine it runs on, so the same story gives the same bytes.
#pragma once

#include "words.hpp"

namespace ctigen {

struct CapturedPacket {
    std::int64_t time = 0;                 ///< nanoseconds since 1970-01-01 00:00:00 UTC
    Octets bytes;                          ///< what was captured: may be less than was sent
    std::uint32_t original_length = 0;     ///< bytes on the wire
    std::vector<std::string> comments;
};

struct Capture {
    std::string comment;                   ///< of the section: what the capture shows
    bool nanoseconds = false;              ///< resolution of the time stamps; otherwise microseconds
    std::vector<CapturedPacket> packets;
};

Octets to_pcapng(const Capture& capture);

} // namespace ctigen

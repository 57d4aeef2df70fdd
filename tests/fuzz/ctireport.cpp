// SPDX-License-Identifier: GPL-2.0-or-later
// Whole capture files to whole reports, as ctireport makes them but for libwiretap: packets, streams, protocols, judge and report together.
//
// Input: a pcap file of little-endian microseconds, as most tools write it. What else there is of such files is libwiretap's.
#include "checking_sink.hpp"

#include "../unit/report/json_checker.hpp"

#include "capture/packet.hpp"
#include "ctireport/judging.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

using namespace cti;
using cti::fuzz::check;

namespace {

constexpr std::size_t file_header = 24, record_header = 16;

/// Of https://www.tcpdump.org/linktypes.html.
capture::Link link_of(std::uint32_t number)
{
    using capture::Link;
    switch (number) {
    case 1:
        return Link::ethernet;
    case 101:
        return Link::raw_ip;
    case 113:
        return Link::sll;
    case 252:
        return Link::upper_pdu;
    default:
        return Link::other;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < file_header || size > 70000)
        return 0;
    capture::StreamLimits limits;
    limits.streams = limits.foreign = 8;
    command::Judging judging{capture::Ports{}, limits};
    const capture::FilterRules rules = judging.rules();
    capture::PacketReader reader;
    const capture::Link link = link_of(le32(data + 20));
    Time first = no_time;
    std::uint32_t frame = 0;
    for (std::size_t at = file_header; fits(at, record_header, size);) {
        const std::uint8_t* header = data + at;
        at += record_header;
        const std::size_t captured = std::min<std::size_t>(le32(header + 8), size - at);
        // A buffer of its own, so that a memory checker sees a read behind its end.
        const std::vector<std::uint8_t> bytes{data + at, data + at + captured};
        at += captured;
        const Time time = le32(header) * second + le32(header + 4) % 1'000'000 * microsecond;
        first = first == no_time ? time : std::min(first, time);
        judging.on_time(time);
        capture::Packet packet;
        if (reader.read({{++frame, time}, link, bytes, le32(header + 12)}, packet) == capture::Content::nothing)
            continue;
        packet.claim = packet.content == capture::Content::segment && !packet.payload.empty() && rules.claims(packet);
        judging.add(packet);
    }
    judging.finish(first);
    const std::string text = judging.report().text(), json = judging.report().json();
    check(!text.empty() && text.back() == '\n', "a report has lines");
    std::istringstream lines{json};
    bool any = false;
    for (std::string line; std::getline(lines, line); any = true)
        check(test::JsonReader::read(line).has_value(), "a line is JSON");
    check(any, "there is always coverage");
    return 0;
}

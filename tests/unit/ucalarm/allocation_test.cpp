// SPDX-License-Identifier: GPL-2.0-or-later
// Decoding allocates nothing, and neither does joining parts or splitting a stream.
#include "ucalarm/decode.hpp"
#include "ucalarm/transport.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

namespace {
std::size_t allocations = 0;
}

void* operator new(std::size_t size)
{
    ++allocations;
    if (void* p = std::malloc(size ? size : 1))
        return p;
    throw std::bad_alloc{};
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }

namespace {

using namespace cti;
using namespace cti::ucalarm;

Bytes bytes_of(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

struct Quiet : NullSink {
    void ipv6(FieldId, Span, const Ipv6&) {}
};

PartAssembler assembler;

TEST(Allocation, None)
{
    const std::string_view messages[] = {
        R"(<188>52: pub: Jan 23 2023 08:35:28.162 UTC : %UC_CTI-4-CtiQbeFailureResponse: %[part=52.1/2][ErrorCode=2362179795][ErrorMessageString=a \[b\] and more than)"
        " a short string holds without asking for "
        "memory][LoginUserId=corp\\\\a-user-with-a-long-name-that-no-small-string-holds][AppID=Cisco CTIManager]: Failure",
        "<188>53: pub: Jan 23 2023 08:35:28.162 UTC : %UC_CTI-4-CtiQbeFailureResponse: %[part=52.2/2][ErrorCode=2362179795][AppID=Cisco "
        "CTIManager]: more",
        "%UC_SERVICEMANAGER-2-ServiceStopped: %[ServiceName=Cisco CTIManager][Reason=a reason of some length, longer than a small "
        "string][NodeID=pub]: t",
        "%ASA-4-620002: Unsupported CTIQBE version: 11: from inside:10.1.1.1/2748 to outside:2001:db8::7/1024",
        "%ICM_CTI_Server-3-12E8008: [comp=CG1A][pname=ctisvr]: CTI session terminated: client screenpop, signature x, 10.1.1.9.",
        "Error: kCtiIncompatibleProtocolVersion - Incompatible protocol version. Message Version: 0 Minimum Version: 60000 IPAddress: "
        "172.28.2.179 Node ID: n",
    };
    Quiet sink;
    const std::size_t before = allocations;
    for (const std::string_view message : messages) {
        Start start;
        if (find_alarm(bytes_of(message), 0, start)) {
            decode_alarm(bytes_of(message), start, sink);
            if (assembler.add("10.0.0.1", bytes_of(message), start) == PartAssembler::Outcome::complete)
                decode_alarms(assembler.joined(), sink);
        }
        next_syslog_message(bytes_of(message));
        looks_like_syslog_alarm(bytes_of(message));
    }
    const std::size_t made = allocations - before;
    EXPECT_EQ(made, 0u);
    assembler.for_each_waiting([](const PartAssembler::Incomplete&) { ADD_FAILURE(); });
}

} // namespace

// SPDX-License-Identifier: GPL-2.0-or-later
// Cisco UC alarms in a syslog message or an event log. Input: the message.
#include "checking_sink.hpp"

#include "ucalarm/decode.hpp"
#include "ucalarm/watch.hpp"

using namespace cti;
using namespace cti::fuzz;
using namespace cti::ucalarm;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 70000)
        return 0;
    const Bytes message{data, size};
    CheckingSink sink{message, ucalarm::fields, 16, 128};
    const std::size_t before = allocations();
    Start start;
    for (std::uint32_t from = 0; find_alarm(message, from, start);) {
        check(start.begin >= from && start.begin < size, "an alarm begins where it was looked for");
        const Summary summary = decode_alarm(message, start, sink);
        check(summary.end > from && summary.end <= size, "what comes behind an alarm comes behind it");
        check(summary.begin <= start.begin, "an alarm's header comes before it");
        from = summary.end;
    }
    check(allocations() == before, "decoding allocates nothing");
    sink.finish();

    Capture capture;
    Watch& watch = capture.shared<Watch>();
    for (std::uint32_t from = 0; find_alarm(message, from, start);) {
        struct Quiet : NullSink {
            void ipv6(FieldId, Span, const Ipv6&) {}
        } quiet;
        const Summary summary = decode_alarm(message, start, quiet);
        watch.note({{1, 1}, 0}, "10.0.0.10", summary, Watch::line_of(message, start, summary), capture, true);
        from = summary.end;
    }

    const std::string_view text = chars(message);
    parse_number32(text);
    parse_cti_result(text);
    parse_boolean(text);
    return 0;
}

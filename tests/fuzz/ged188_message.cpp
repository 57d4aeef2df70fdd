// SPDX-License-Identifier: GPL-2.0-or-later
// One GED-188 message in every version, width and dialect.
//
// Input: version (1), flags (1), message number (2), body. Flags: bits 0-1 dialect, 2-3 widths, 4 version known, 5-6 sender,
// 7: MessageLength is taken from the first 4 bytes of the body instead of their number, so that it may lie.
#include "checking_sink.hpp"

#include "ged188/summary.hpp"

#include <algorithm>
#include <vector>

using namespace cti;
using namespace cti::fuzz;
using namespace cti::ged188;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 4 || size > 70000)
        return 0;
    Input in{data, size};
    constexpr Widths widths[] = {{2, 2}, {1, 1}, {2, 1}, {1, 1}};
    Conditions c;
    c.version = in.u8();
    const std::uint8_t flags = in.u8();
    c.dialect = (flags & 3) == 2 ? Dialect::uccx : Dialect::ucce;
    c.widths = widths[flags >> 2 & 3];
    c.version_known = flags >> 4 & 1;
    c.sender = static_cast<Sender>(flags >> 5 & 3);
    const std::uint16_t number = in.u16();

    std::uint32_t length = static_cast<std::uint32_t>(in.rest().size());
    if (flags & 0x80) {
        const std::uint32_t high = in.u16();
        length = high << 16 | in.u16();
    }
    const Bytes body = in.rest();
    // As the framer hands it over: the header and what was captured of MessageLength bytes.
    const std::size_t captured = body.size() < length ? body.size() : length;
    static std::vector<std::uint8_t> buffer;
    buffer.assign(header_size + captured, 0);
    buffer.shrink_to_fit();
    for (unsigned i = 0; i < 4; ++i)
        buffer[i] = static_cast<std::uint8_t>(length >> (24 - 8 * i));
    buffer[6] = static_cast<std::uint8_t>(number >> 8);
    buffer[7] = static_cast<std::uint8_t>(number);
    std::copy_n(body.begin(), captured, buffer.begin() + header_size);
    const Bytes message{buffer};

    static const bool warm = role_of(0) == Role::none; // its table is made at the first call
    check(warm, "the first field has no role");
    const std::size_t before = allocations();
    // A field of the smallest size (tag and length) is at most a field, two details, two findings and a group.
    DetailedSink detailed{message, fields(), 10, 128};
    const Summary summary = summarize(message, c, detailed);
    detailed.finish();
    CheckingSink plain{message, fields(), 10, 128};
    const Shape shape = decode_message(message, c, plain);
    plain.finish();
    check(allocations() == before, "decoding allocates nothing");
    check(shape.layout == summary.shape.layout && shape.version == summary.shape.version, "the same bytes are read the same way");
    check(summary.name != nullptr && *summary.name, "every message has a name");
    for (auto role = static_cast<std::size_t>(Role::last_number) + 1; role < role_count; ++role)
        check(summary.text(static_cast<Role>(role)).size() <= message.size(), "a text is no longer than its message");
    return 0;
}

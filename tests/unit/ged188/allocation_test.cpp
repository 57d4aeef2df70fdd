// SPDX-License-Identifier: GPL-2.0-or-later
// Decoding a message allocates nothing, whatever the message.
#include "allocation_count.hpp"
#include "bytes.hpp"

#include "ged188/framer.hpp"
#include "ged188/session.hpp"

namespace cti::ged188::test {
namespace {

/// Allocations of one whole look at a message: frame it, decode it, write its line.
std::size_t allocations_for(const Buffer& message, const Conditions& c)
{
    const std::size_t before = allocation_count();
    NullSink sink;
    frame(message);
    looks_like_session(message);
    decode_message(message, c, sink);
    const Summary summary = summarize(message, c, sink);
    char info[256];
    format_info(summary, {}, info, sizeof info);
    return allocation_count() - before;
}

TEST(Allocation, CounterWorks)
{
    const std::size_t before = allocation_count();
    ::operator delete(::operator new(4));
    EXPECT_GT(allocation_count(), before);
}

TEST(Allocation, NoneForAnyMessageOfTheTables)
{
    allocations_for(heartbeat_req(1), conditions_of(24)); // what is set up once
    for (const Edition& e : editions)
        for (const CompiledLayout& layout : all_layouts()) {
            if (!belongs(layout, e))
                continue;
            const Conditions c = conditions_of(e.version, e.dialect);
            const Buffer message = filled(layout, e.version, c.widths);
            EXPECT_EQ(allocations_for(message, c), 0u) << layout.spec->name << " v" << unsigned{e.version};
            // Read with another version's eyes: the bytes have to decide.
            EXPECT_EQ(allocations_for(message, conditions_of(e.version == 25 ? 14 : 25)), 0u) << layout.spec->name;
        }
}

TEST(Allocation, NoneForBadInput)
{
    allocations_for(heartbeat_req(1), conditions_of(24));
    const Conditions c = conditions_of(24);
    Message unknown{999};
    unknown.text(std::string(5000, 'x'));
    EXPECT_EQ(allocations_for(unknown.bytes(), c), 0u);
    Message tags{31};
    tags.zeros(26).string(7, std::string(3000, 'x')).string(65535, "x").head(7, 60000);
    EXPECT_EQ(allocations_for(tags.bytes(), c), 0u);
    Message longest{23}; // BEGIN_CALL_EVENT with a variable far longer than allowed
    longest.zeros(32).field(82, std::string(4000, 'n') + std::string(1, '\0') + std::string(4000, 'v'));
    EXPECT_EQ(allocations_for(longest.bytes(), c), 0u);
}

} // namespace
} // namespace cti::ged188::test

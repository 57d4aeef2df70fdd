// SPDX-License-Identifier: GPL-2.0-or-later
// Alarms in parts (Managed Services Guide for Unified CM 12.5(1), CiscoLog Messages, multi-part messages).
#include "collect.hpp"

#include "ucalarm/part.hpp"

#include <algorithm>
#include <memory>

namespace {

using namespace cti;
using namespace cti::ucalarm;
using Outcome = PartAssembler::Outcome;

std::string part(unsigned number, const std::string& text, unsigned count = 3, const std::string& host = "pub", unsigned first = 573)
{
    return "<188>" + std::to_string(first + number - 1) + ": " + host +
           ": Jan 23 2023 08:35:28.162 UTC : %UC_CTI-4-CtiQbeFailureResponse: %[part=" + std::to_string(first) + "." +
           std::to_string(number) + "/" + std::to_string(count) +
           "][ErrorCode=2362179795][SeqNumber=12][ErrorMessageString=e][AppID=Cisco CTIManager][ClusterID=C][NodeID=pub]: " + text;
}

class Parts : public testing::Test {
protected:
    Outcome add(const std::string& message, std::string_view sender = "10.0.0.1")
    {
        Start start;
        EXPECT_TRUE(find_alarm(bytes_of(message), 0, start));
        return assembler->add(sender, bytes_of(message), start);
    }
    std::size_t waiting() const
    {
        std::size_t count = 0;
        assembler->for_each_waiting([&](const PartAssembler::Incomplete&) { ++count; });
        return count;
    }
    std::string joined() const { return std::string{chars(assembler->joined())}; }
    std::unique_ptr<PartAssembler> assembler = std::make_unique<PartAssembler>();
};

TEST_F(Parts, JoinInEveryOrder)
{
    int order[] = {1, 2, 3};
    const std::string texts[] = {"", std::string(700, 'a'), std::string(700, 'b'), "c"};
    unsigned first = 573; // each time another message: the same again is ignored
    do {
        const auto nth = [&](int i) { return part(static_cast<unsigned>(order[i]), texts[order[i]], 3, "pub", first); };
        EXPECT_EQ(add(nth(0)), Outcome::waiting);
        EXPECT_EQ(add(nth(1)), Outcome::waiting);
        ASSERT_EQ(add(nth(2)), Outcome::complete);
        const std::string whole = joined();
        const Collect got = decode(whole);
        EXPECT_EQ(got.get("ucalarm.text"), texts[1] + texts[2] + texts[3]); // cut where they were full
        EXPECT_EQ(got.get("ucalarm.part"), "-");
        EXPECT_EQ(got.get("ucalarm.node_id"), "pub");
        EXPECT_EQ(got.get("ucalarm.sequence_number"), std::to_string(first));
        EXPECT_EQ(got.get("ucalarm.host"), "pub");
        EXPECT_EQ(got.ids(), "ucalarm.alarm");
        EXPECT_EQ(waiting(), 0u);
        first += 3;
    } while (std::next_permutation(std::begin(order), std::end(order)));
}

TEST_F(Parts, LinesOfAStackAreKeptApart)
{
    add(part(1, "exception"));
    add(part(2, "at a()"));
    ASSERT_EQ(add(part(3, "at b()")), Outcome::complete);
    const std::string whole = joined();
    EXPECT_EQ(decode(whole).get("ucalarm.text"), "exception at a() at b()");
}

TEST_F(Parts, OfDifferentMessagesAreKeptApart)
{
    EXPECT_EQ(add(part(1, "a", 2)), Outcome::waiting);
    EXPECT_EQ(add(part(2, "b", 2), "10.0.0.2"), Outcome::waiting); // another sender
    EXPECT_EQ(add(part(2, "b", 2, "sub")), Outcome::waiting);      // another host
    EXPECT_EQ(add(part(2, "b", 2, "pub", 600)), Outcome::waiting); // another message
    EXPECT_EQ(add(part(2, "b", 3)), Outcome::waiting);             // another count
    EXPECT_EQ(waiting(), 5u);
    EXPECT_EQ(add(part(2, "b", 2)), Outcome::complete);
}

TEST_F(Parts, TwiceIsOnce)
{
    EXPECT_EQ(add(part(1, "a", 2)), Outcome::waiting);
    EXPECT_EQ(add(part(1, "a", 2)), Outcome::waiting);
    EXPECT_EQ(add(part(2, "b", 2)), Outcome::complete);
    const std::string whole = joined();
    EXPECT_EQ(decode(whole).get("ucalarm.text"), "a b");
    for (const unsigned number : {2u, 1u, 2u}) { // its copies come later
        EXPECT_EQ(add(part(number, number == 1 ? "a" : "b", 2)), Outcome::waiting);
        EXPECT_EQ(waiting(), 0u);
    }
}

TEST_F(Parts, WhatIsWholeGivesWayFirst)
{
    EXPECT_EQ(add(part(1, "a", 2, "pub", 100)), Outcome::waiting);
    for (unsigned i = 0; i < 3 * PartAssembler::max_waiting; ++i) {
        EXPECT_EQ(add(part(1, "a", 2, "pub", 200 + 2 * i)), Outcome::waiting);
        EXPECT_FALSE(assembler->gave_way());
        EXPECT_EQ(add(part(2, "b", 2, "pub", 200 + 2 * i)), Outcome::complete);
    }
    EXPECT_EQ(add(part(2, "b", 2, "pub", 100)), Outcome::complete);
}

TEST_F(Parts, MemoryIsBounded)
{
    for (unsigned i = 0; i < 100; ++i) {
        EXPECT_EQ(add(part(1, "a", 2, "pub", 1000 + 10 * i), std::to_string(i)), Outcome::waiting);
        const auto& lost = assembler->gave_way(); // the oldest
        ASSERT_EQ(lost.has_value(), i >= PartAssembler::max_waiting) << i;
        if (lost) {
            EXPECT_EQ(lost->came, 1u);
            EXPECT_EQ(lost->count, 2u);
            EXPECT_EQ(lost->sender, std::to_string(i - PartAssembler::max_waiting));
        }
    }
    EXPECT_EQ(waiting(), PartAssembler::max_waiting);
    EXPECT_EQ(add(part(2, "b", 2, "pub", 1990), "99"), Outcome::complete); // the last one is still there
    EXPECT_EQ(add(part(2, "b", 2, "pub", 1000)), Outcome::waiting);  // the first one is not
    assembler = std::make_unique<PartAssembler>();
    EXPECT_EQ(add(part(1, std::string(PartAssembler::max_bytes, 'x'), 2)), Outcome::no_part);
    EXPECT_EQ(add(part(1, "a", PartAssembler::max_parts + 1)), Outcome::no_part);
    EXPECT_EQ(add(part(1, "a", 2, std::string(300, 'h'))), Outcome::no_part);
}

TEST_F(Parts, WhatIsNone)
{
    EXPECT_EQ(add(part(1, "a", 1)), Outcome::no_part);
    EXPECT_EQ(add("%UC_CTI-4-CtiMaxConnectionReached: %[AppID=a][ClusterID=c][NodeID=n]: t"), Outcome::no_part);
    EXPECT_EQ(add("Error: kCtiIllegalQbeHeader - x"), Outcome::no_part);
    for (const char* text : {"", "1", "1.2", "1.2/", "1.0/2", "1.3/2", "1.2/2x", "x.1/2", "1.1/99999", "-1.1/2", "4294967296.1/2"})
        EXPECT_FALSE(parse_part(text)) << text;
    EXPECT_EQ(parse_part("4294967295.2/3")->first, 4294967295u);
}

// Every part carries all parameters: what the alarm says is said once.
TEST_F(Parts, OneByOneSayTheAlarmOnce)
{
    EXPECT_EQ(decode(part(1, "a")).ids(), "ucalarm.alarm");
    EXPECT_EQ(decode(part(2, "b")).ids(), "");
    EXPECT_EQ(decode(part(3, "c")).get("ucalarm.part"), "573.3/3");
}

} // namespace

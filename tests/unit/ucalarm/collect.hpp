// SPDX-License-Identifier: GPL-2.0-or-later
// A sink that keeps what an alarm decoder reports, and checks that every span lies inside the message and says what stands there.
#pragma once

#include "ucalarm/decode.hpp"

#include "../collect_fields.hpp"

namespace cti::ucalarm {

inline Bytes bytes_of(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

struct Collect : CollectFields {
    explicit Collect(std::string_view all) : CollectFields{ucalarm::fields}, message{all} {}

    std::string_view message;

    void begin_group(const char* label, unsigned index, Span where)
    {
        ASSERT_TRUE(fits(where.offset, where.length, message.size()));
        CollectFields::begin_group(label, index, where);
    }
    void text(FieldId id, Span where, std::string_view value, const char* meaning = nullptr)
    {
        // What is said to stand in the message stands there, apart from escapes.
        const std::string_view filter = ucalarm::fields[id].filter, there = message.substr(where.offset, where.length);
        if (filter != "ucalarm.reason_name" && filter != "ucalarm.current_name" && there.find('\\') == std::string_view::npos &&
            there.find('%') == std::string_view::npos) {
            ASSERT_EQ(there, value);
        }
        CollectFields::text(id, where, value, meaning);
    }
    void diagnose(const Finding& f)
    {
        ASSERT_TRUE(fits(f.where.offset, f.where.length, message.size()));
        if (!open.empty()) {
            ASSERT_GE(f.where.offset, open.back().offset);
            ASSERT_LE(f.where.offset + f.where.length, open.back().offset + open.back().length);
        }
        CollectFields::diagnose(f);
    }
};

inline Collect decode(std::string_view message, unsigned expected_alarms = 1)
{
    Collect sink{message};
    EXPECT_EQ(decode_alarms(bytes_of(message), sink), expected_alarms) << message.substr(0, 200);
    EXPECT_TRUE(sink.open.empty());
    EXPECT_EQ(sink.groups, expected_alarms);
    return sink;
}

} // namespace cti::ucalarm

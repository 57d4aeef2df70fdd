// SPDX-License-Identifier: GPL-2.0-or-later
// Whatever the bytes are: nothing is read beyond them, every span lies inside the message, everything ends.
// The messages are copied to heap buffers of exactly their size, so that a sanitizer sees a read of one byte too many.
#include "bytes.hpp"

#include "ged188/framer.hpp"
#include "ged188/session.hpp"

#include <cstring>
#include <memory>
#include <random>

namespace cti::ged188::test {
namespace {

/// Bytes with nothing behind them.
class Exact {
public:
    Exact(const std::uint8_t* data, std::size_t size) : data_{new std::uint8_t[size]}, size_{size}
    {
        std::memcpy(data_.get(), data, size);
    }
    Bytes bytes() const { return {data_.get(), size_}; }

private:
    std::unique_ptr<std::uint8_t[]> data_;
    std::size_t size_;
};

void decode_checked(Bytes message, const Conditions& c)
{
    Checker sink{message};
    const Summary summary = summarize(message, c, sink);
    sink.done();
    char info[256];
    EXPECT_LT(format_info(summary, {}, info, sizeof info), sizeof info);
}

TEST(BadInput, EveryMessageCutAtEveryByte)
{
    for (const Edition& e : {Edition{14, Dialect::ucce}, Edition{25, Dialect::ucce}, Edition{18, Dialect::uccx}}) {
        const Conditions c = conditions_of(e.version, e.dialect);
        for (const CompiledLayout& layout : all_layouts()) {
            if (!belongs(layout, e))
                continue;
            SCOPED_TRACE(layout.spec->name);
            Buffer message = filled(layout, e.version, c.widths);
            for (std::size_t size = header_size; size <= message.size(); ++size) {
                // The capture ends here, MessageLength is as it was.
                decode_checked(Exact{message.data(), size}.bytes(), c);
                // The message ends here and says so.
                Exact honest{message.data(), size};
                const auto length = static_cast<std::uint32_t>(size - header_size);
                const std::uint8_t be[] = {static_cast<std::uint8_t>(length >> 24), static_cast<std::uint8_t>(length >> 16),
                                           static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
                std::memcpy(const_cast<std::uint8_t*>(honest.bytes().data()), be, 4);
                decode_checked(honest.bytes(), c);
                if (testing::Test::HasFailure())
                    return;
            }
        }
    }
}

TEST(BadInput, DamagedMessages)
{
    std::mt19937 random{188};
    for (int round = 0; round < 4; ++round)
        for (const Edition& e : editions) {
            const Conditions c = conditions_of(e.version, e.dialect);
            for (const CompiledLayout& layout : all_layouts()) {
                Buffer message = filled(layout, e.version, c.widths);
                for (unsigned i = 1 + random() % 4; i > 0; --i)
                    message[4 + random() % (message.size() - 4)] = static_cast<std::uint8_t>(random());
                const Exact exact{message.data(), message.size()};
                decode_checked(exact.bytes(), c);
                frame(exact.bytes());
                looks_like_session(exact.bytes());
                ASSERT_FALSE(testing::Test::HasFailure()) << layout.spec->name << " v" << unsigned{e.version};
            }
        }
}

TEST(BadInput, NoiseUnderEveryMessageNumber)
{
    std::mt19937 random{42};
    for (std::uint32_t number = 0; number <= last_message + 3; ++number) {
        Message m{number};
        for (unsigned i = random() % 80; i > 0; --i)
            m.u8(static_cast<std::uint8_t>(random()));
        const Buffer message = m.bytes();
        const Exact exact{message.data(), message.size()};
        for (const std::uint8_t version : {std::uint8_t{0}, std::uint8_t{1}, std::uint8_t{14}, std::uint8_t{25}, std::uint8_t{99}, std::uint8_t{255}})
            decode_checked(exact.bytes(), conditions_of(version));
        ASSERT_FALSE(testing::Test::HasFailure()) << number;
    }
}

TEST(BadInput, NoiseThroughAWholeSession)
{
    std::mt19937 random{7};
    const Settings settings;
    const SessionPtr info = std::make_shared<SessionInfo>();
    Session session{settings, false, info, [] { return true; }};
    for (std::uint32_t frame_number = 1; frame_number < 3000; ++frame_number) {
        Message m{static_cast<std::uint32_t>(random() % 40 == 0 ? 3 : 1 + random() % last_message)};
        for (unsigned i = random() % 60; i > 0; --i)
            m.u8(random() % 3 == 0 ? static_cast<std::uint8_t>(random()) : 0);
        const Buffer message = m.bytes();
        const Exact exact{message.data(), message.size()};
        const MessageKey key{frame_number, 1};
        const Side from = random() % 2 ? Side::client : Side::server;
        const Conditions c = session.conditions(key, from, exact.bytes());
        Checker sink{exact.bytes()};
        session.on_message({key, frame_number * second, from, exact.bytes(), false, false}, summarize(exact.bytes(), c, sink));
        sink.done();
    }
    KeptFindings found;
    session.on_end({3000, place_behind_messages}, {{3000, 3000 * second}, Side::client, true, true}, found);
    EXPECT_EQ(info->messages, 2999u);
}

TEST(BadInput, SmallBuffersForTheInfoLine)
{
    NullSink sink;
    const Buffer message = open_req(24);
    const Summary s = summarize(message, conditions_of(24), sink);
    for (std::size_t size = 1; size < 40; ++size) {
        std::string out(size + 1, '#');
        const std::size_t used = format_info(s, {}, out.data(), size);
        EXPECT_LT(used, size);
        EXPECT_EQ(out[used], '\0');
        EXPECT_EQ(out[size], '#');
    }
}

} // namespace
} // namespace cti::ged188::test

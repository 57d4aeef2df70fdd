// SPDX-License-Identifier: GPL-2.0-or-later
#include "collect.hpp"

#include "ucalarm/history.hpp"

namespace {

using namespace cti;
using namespace cti::ucalarm;

class Story : public testing::Test {
protected:
    void tell(double now, const char* client, const std::string& message)
    {
        Collect sink{message};
        Start start;
        ASSERT_TRUE(find_alarm(bytes_of(message), 0, start)) << message;
        history.on_alarm(now, "10.0.0.1", client, decode_alarm(bytes_of(message), start, sink));
    }
    History history;
};

TEST_F(Story, OneClientIsLeftBehind)
{
    tell(10, "10.0.0.21", "%UC_CTI-6-CtiProviderOpened: %[LoginUserId=alice][IPAddress=10.0.0.21]: t");
    for (int i = 0; i < 3; ++i)
        tell(20 + i, "10.0.0.22",
             "%UC_CTI-4-CtiIncompatibleProtocolVersion: %[MsgVersion=50000][CompatibleVersions=60000][CurrentVersion=60001][IPAddress=10.0.0.22]: t");
    const SessionInfo* refused = history.find("10.0.0.1", "10.0.0.22");
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->opened, "refused: message version 50000, minimum version 60000, current version 60001");
    EXPECT_EQ(refused->version, "50000");
    EXPECT_EQ(refused->server_address, "10.0.0.1");
    EXPECT_EQ(refused->messages, 3u);
    EXPECT_EQ(refused->failures, 3u);
    EXPECT_EQ(refused->first, 20);
    EXPECT_EQ(refused->last, 22);
    EXPECT_EQ(refused->number, 2u);
    const SessionInfo* opened = history.find("10.0.0.1", "10.0.0.21");
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->opened, "opened");
    EXPECT_EQ(opened->application, "alice");
    EXPECT_EQ(opened->failures, 0u);
    EXPECT_FALSE(history.find("10.0.0.2", "10.0.0.22"));
}

TEST_F(Story, RefusedAndClosedWithReason)
{
    tell(1, "10.0.0.9", "%UC_CTI-3-CtiProviderOpenFailure: %[LoginUserId=bob][Reason=-1932787425][IPaddress=10.0.0.9]: t");
    tell(2, "10.0.0.9", "%UC_CTI-6-CtiProviderClosed: %[Reason=4][IPAddress=10.0.0.9]: t");
    const SessionInfo* s = history.find("10.0.0.1", "10.0.0.9");
    ASSERT_TRUE(s);
    EXPECT_EQ(s->opened, "refused: account locked");
    EXPECT_EQ(s->ended, "closed: provider open failed");
    history.clear();
    EXPECT_FALSE(history.find("10.0.0.1", "10.0.0.9"));
}

} // namespace

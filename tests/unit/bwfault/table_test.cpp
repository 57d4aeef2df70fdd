// SPDX-License-Identifier: GPL-2.0-or-later
// The alarm table of the command line, as Cisco document 217564 prints it.
#include "collect.hpp"

#include <chrono>

namespace {

using namespace cti;
using namespace cti::bwfault;

Bytes bytes_of(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

constexpr const char* printed = "XSP_CLI/Monitoring/Alarm/AlarmsTable> list\n"
                                "Identifier  Timestamp                Alarm Name                       Severity  Correlation Parameter\n"
                                "66414       2017-11-12 8:58:55 GMT   bwOpenClientServerASConnFailed   Critical  10;37;CAP;10.123.123.80;\n"
                                "\n1 entry found.\n";

TEST(Table, OneRow)
{
    Collect got;
    ASSERT_EQ(decode_table(bytes_of(printed), got), 1u);
    EXPECT_EQ(got.get("bwfault.identifier"), "66414");
    EXPECT_EQ(got.get("bwfault.timestamp"), "2017-11-12 8:58:55 GMT");
    EXPECT_EQ(got.get("bwfault.alarm_name"), "bwOpenClientServerASConnFailed");
    EXPECT_EQ(got.get("bwfault.severity"), "4");
    EXPECT_EQ(got.get("bwfault.correlation"), "10;37;CAP;10.123.123.80;");
    EXPECT_EQ(got.get("bwfault.component"), "10");
    EXPECT_EQ(got.get("bwfault.subcomponent"), "37");
    EXPECT_EQ(got.get("bwfault.interface"), "CAP");
    EXPECT_EQ(got.get("bwfault.peer_address"), "10.123.123.80");
    ASSERT_EQ(got.ids(), "bwfault.cap_connection_failed");
    EXPECT_EQ(got.findings[0].sentence,
        "Open Client Server: Cannot connect to the Application Server; Application Server 10.123.123.80 (bwOpenClientServerASConnFailed)");
    EXPECT_NE(got.findings[0].remedy.find("CAPProxy"), std::string::npos);
    EXPECT_NE(got.findings[0].remedy.find("restart OpenClientServer"), std::string::npos);

    TableRow row;
    ASSERT_TRUE(find_table_row(bytes_of(printed), 0, row));
    Collect sink;
    const Summary s = decode_table_row(bytes_of(printed), row, sink);
    EXPECT_EQ(s.peer.text(), "10.123.123.80");
    EXPECT_TRUE(s.about_cap);
    EXPECT_EQ(s.interface_name.view(), "CAP");
    EXPECT_FALSE(s.number);
}

TEST(Table, RowsOfEveryKind)
{
    const std::string text = "1 2017-11-12 08:58:55 GMT bwOpenClientServerASConnFailed High 10;37;OCI;10.1.1.1;\r\n"
                             "2\t2017-11-12 18:58:55 EST\tbwOpenClientServerASConnTerminated\tMedium\t10;37;x;y;\r\n"
                             "3 2017-11-12 8:58:55 GMT bwAlarmsDiscarded Informational\n"
                             "4 2017-11-12 8:58:55 GMT bwSomethingNew Low a;b\n"
                             "5 2017-11-12 8:58:55 GMT statefulAlarm Low 1\n"
                             "6 2017-11-12 8:58:55 GMT bwOpenClientServerNSConnFailed High 10;37;;;";
    Collect got;
    EXPECT_EQ(decode_table(bytes_of(text), got), 6u);
    EXPECT_EQ(got.ids(), "bwfault.as_connection_failed bwfault.connection_terminated bwfault.alarms_lost bwfault.unknown_alarm "
                         "bwfault.ns_connection_failed");
    EXPECT_EQ(got.get("bwfault.severity"), "3|2|0|1|1|3");
    EXPECT_EQ(got.get("bwfault.interface"), "OCI"); // of other alarms nobody knows what stands there
    EXPECT_EQ(got.get("bwfault.component"), "10|10|1|10");
}

TEST(Table, OtherText)
{
    for (const char* text :
        {"", "\n", "Identifier  Timestamp  Alarm Name", "66414 2017-11-12 8:58:55 GMT bwX", "66414 2017-11-12 8:58 GMT bwX Critical",
            "66414 2017-11-12 8:58:55 GMT otherName Critical", "66414 2017-11-12 8:58:55 GMT bwX Terrible",
            "x 2017-11-12 8:58:55 GMT bwX Critical", "99999999999 2017-11-12 8:58:55 GMT bwX Critical",
            "66414 20171112 8:58:55 GMT bwX Critical", "66414 2017-11-12 8:58:55 LONGZONE bwX Critical"}) {
        Collect got;
        EXPECT_EQ(decode_table(bytes_of(text), got), 0u) << text;
    }
}

TEST(Table, CutAtEveryByteAndLinear)
{
    const std::string_view whole = printed;
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const std::string part{whole.substr(0, length)};
        Collect got;
        decode_table(bytes_of(part), got);
        for (const Span& span : got.spans)
            EXPECT_LE(span.offset + span.length, part.size());
    }
    for (const char* unit : {"1 ", "1 2017-11-12 8:58:55 GMT ", "1 2017-11-12 8:58:55 GMT bwX Low ;", "\n", ";", "1\n", "bw"}) {
        std::string text;
        while (text.size() < 300'000)
            text += unit;
        Collect got;
        const auto begin = std::chrono::steady_clock::now();
        decode_table(bytes_of(text), got);
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{5}) << unit;
    }
}

} // namespace

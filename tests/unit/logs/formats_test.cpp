// SPDX-License-Identifier: GPL-2.0-or-later
// What each format's page says of its lines: time, name, direction, keys and fields.
#include "read.hpp"
#include "samples.hpp"

#include "ged188/tables.hpp"

#include <gtest/gtest.h>

using namespace cti;
using namespace cti::logs;

namespace {

constexpr TimeOptions in_2023{.date = Date{2023, 0, 0}};

TEST(LogFormats, SdlHeadGivesDateAndZone)
{
    const auto r = read(samples::sdl);
    ASSERT_EQ(r.size(), 13u);
    EXPECT_EQ(r[0].kind, Kind::head);
    EXPECT_EQ(r[0].utc(), "2024-08-13T02:53:46.259Z");
    EXPECT_EQ(r[0].field("UTC"), "-05:00");
    EXPECT_EQ(r[0].field("Date"), "2024/08/12");
    EXPECT_EQ(r[0].field("HostIPAddress"), "::ffff:192.0.2.7");
    EXPECT_EQ(r[0].field("AppId"), "100");
    EXPECT_EQ(r[0].key(Key::host), "cm-a");
    EXPECT_EQ(r[1].event, "DbObjectCacheTimer");
    EXPECT_EQ(r[1].kind, Kind::line);
    EXPECT_EQ(r[12].utc(), "2024-08-13T05:00:00.206Z") << "behind midnight";
    EXPECT_EQ(r[12].number, "28132002.000");
    for (const Kept& record : r) {
        EXPECT_EQ(record.format, Format::sdl);
        EXPECT_EQ(record.lines, 1u);
        EXPECT_TRUE(record.time.sure());
    }
}

TEST(LogFormats, SdlMessagesGetTheConnectionOfTheirSignal)
{
    const auto r = read(samples::sdl);
    EXPECT_EQ(r[2].kind, Kind::signal);
    EXPECT_EQ(r[2].protocol, Protocol::ctiqbe);
    EXPECT_EQ(r[2].event, "CtiProviderOpenReq");
    EXPECT_EQ(r[2].field("Async Response"), "2");
    EXPECT_EQ(r[2].field("PluginName"), "Cisco JTAPI");
    EXPECT_EQ(r[2].key(Key::user), "anna");
    EXPECT_EQ(r[2].key(Key::handler), "1:200:22:7");
    EXPECT_EQ(r[2].key(Key::tcp_handle), "1:200:13:8");
    EXPECT_EQ(r[3].event, "BuildQbeMessage");
    EXPECT_EQ(r[3].key(Key::message_number), "2");
    EXPECT_EQ(r[4].event, "ProviderOpenResponse");
    EXPECT_EQ(r[4].kind, Kind::message);
    EXPECT_EQ(r[4].direction, Direction::to_client);
    EXPECT_EQ(r[4].key(Key::sequence), "2");
    EXPECT_EQ(r[4].key(Key::provider_id), "16777223");
    EXPECT_EQ(r[4].field("FIPSMode"), "0");
    EXPECT_EQ(r[4].key(Key::handler), "1:200:22:7") << "of the signal with the same number";
    EXPECT_EQ(r[5].key(Key::handler), "(none)") << "another number";
}

TEST(LogFormats, SdlPaddedMessage)
{
    const auto r = read(samples::sdl);
    const Kept& call = r[5];
    EXPECT_EQ(call.event, "NewCallEvent");
    EXPECT_EQ(call.direction, Direction::to_client);
    EXPECT_EQ(call.key(Key::call_handle), "1|19282359") << "not the held one, which stands second";
    EXPECT_EQ(call.key(Key::global_call), "1|15018");
    EXPECT_EQ(call.key(Key::device), "CTIRP1");
    EXPECT_EQ(call.field("remote in use"), "0");
    EXPECT_EQ(call.field("mediaResourceID"), "");
    EXPECT_EQ(call.field("cgpn NameInfo"), "locale: 1 pi: 1 Name: Jo UnicodeName: Jo");
    EXPECT_EQ(call.field("original cdpn"), "7778");
    EXPECT_EQ(call.field("unmodifiedOriginal cdpn"), "7778");
    EXPECT_EQ(call.field("FeaturePriority"), "1");
    EXPECT_EQ(call.field("cdpnPU"), "2");
    EXPECT_EQ(call.field("CallingPartyMultiMediaBitMask"), "3");
    EXPECT_EQ(call.field("CalledPartyMultiMediaBitMask"), "3");
    EXPECT_EQ(call.field("Session-ID: Device"), "0a");
    EXPECT_EQ(call.field("Remote"), "0b");
    EXPECT_EQ(r[6].event, "LineCallAcceptRequest");
    EXPECT_EQ(r[6].direction, Direction::to_server);
    EXPECT_EQ(r[6].field("media device name"), "");
    EXPECT_EQ(r[7].field("DN", "CGPN"), "1001");
    EXPECT_EQ(r[7].field("Part", "CDPN"), "rp_pt");
    EXPECT_EQ(r[7].field("Part", "LineId"), "in_pt");
    EXPECT_EQ(r[7].key(Key::client_address), "192.0.2.118");
    EXPECT_EQ(r[7].key(Key::tcp_handle), "1:200:13:90");
}

TEST(LogFormats, SdlConnectionsAndFailures)
{
    const auto r = read(samples::sdl);
    EXPECT_EQ(r[8].kind, Kind::connection);
    EXPECT_EQ(r[8].key(Key::client_address), "192.0.2.50");
    EXPECT_EQ(r[8].key(Key::client_port), "50155");
    EXPECT_EQ(r[8].key(Key::tcp_handle), "1:200:21:139");
    EXPECT_EQ(r[8].key(Key::handler), "1:200:12:136");
    EXPECT_EQ(r[8].field("User name"), "");
    EXPECT_EQ(r[9].key(Key::result), "2362179701");
    EXPECT_EQ(r[9].field("CM Version"), "14.0.1");
    EXPECT_EQ(r[9].field("description"), "Directory login failed - timeout");
    EXPECT_EQ(r[10].kind, Kind::alarm);
    EXPECT_EQ(r[10].protocol, Protocol::ucalarm);
    EXPECT_EQ(r[10].event, "CtiProviderOpenFailure");
    EXPECT_EQ(r[10].key(Key::connection_id), "212");
    EXPECT_EQ(r[10].key(Key::result), "-1932787595");
    EXPECT_TRUE(r[10].text.starts_with("CtiProviderOpenFailure - "));
    EXPECT_EQ(r[11].event, "DeviceOpenActivity");
    EXPECT_EQ(r[11].key(Key::connection_id), "7");
    EXPECT_EQ(r[11].key(Key::user), "anna");
    EXPECT_EQ(r[11].key(Key::client_address), "192.0.2.50");
    EXPECT_EQ(r[11].key(Key::client_port), "50155");
    EXPECT_EQ(r[11].key(Key::device), "SEP0A");
}

TEST(LogFormats, SdlOldForm)
{
    const auto r = read(samples::sdl_old, {.zone = 3600});
    ASSERT_EQ(r.size(), 2u);
    EXPECT_EQ(r[0].format, Format::sdl_old);
    EXPECT_EQ(r[0].utc(), "2008-09-26T10:50:39.687Z");
    EXPECT_EQ(r[0].time.zone, Origin::given);
    EXPECT_EQ(r[0].level, "AppInfo");
    EXPECT_TRUE(r[0].text.starts_with("LPPolicyManager")) << r[0].text;
    EXPECT_EQ(r[1].event, "CcRegisterPartyA");
    EXPECT_EQ(r[1].key(Key::device), "SEP0B");
    EXPECT_EQ(r[1].key(Key::client_address), "192.0.2.14");
}

TEST(LogFormats, JtapiDumps)
{
    const auto r = read(samples::jtapi, in_2023);
    ASSERT_EQ(r.size(), 4u);
    EXPECT_EQ(r[0].format, Format::jtapi);
    EXPECT_EQ(r[0].utc(), "2023-11-23T12:09:02.973Z") << "COT is five hours west";
    EXPECT_EQ(r[0].time.year, Origin::given);
    EXPECT_EQ(r[0].event, "ProviderOpenRequest");
    EXPECT_EQ(r[0].direction, Direction::to_server);
    EXPECT_FALSE(r[0].complete) << "published without its closing brace: ends at the next prefix";
    EXPECT_EQ(r[0].field("qbeClientVersion"), "Cisco JTAPI 12.5(0.98000)-1 Release");
    EXPECT_EQ(r[0].field("unicodedisplayName", "login"), "anna");
    EXPECT_EQ(r[0].key(Key::user), "anna");
    EXPECT_EQ(r[0].key(Key::server_address), "192.0.2.82");
    EXPECT_EQ(r[0].key(Key::session), "P53");
    EXPECT_EQ(r[0].key(Key::process), "JTAPI-PROTOCOL");
    EXPECT_EQ(r[0].lines, 10u) << "with the empty line behind it";
    EXPECT_EQ(r[1].event, "ProviderOpenResponse");
    EXPECT_EQ(r[1].direction, Direction::to_client);
    EXPECT_TRUE(r[1].complete);
    EXPECT_EQ(r[1].key(Key::sequence), "17");
    EXPECT_EQ(r[1].key(Key::result), "0");
    EXPECT_EQ(r[2].kind, Kind::line);
    EXPECT_EQ(r[3].event, "ProviderClosedEvent");
    EXPECT_EQ(r[3].key(Key::result), "-1932787425");
}

TEST(LogFormats, UccxHexDumpIsTheWholeMessage)
{
    const auto r = read(samples::uccx, in_2023);
    ASSERT_EQ(r.size(), 6u);
    EXPECT_EQ(r[0].format, Format::uccx);
    EXPECT_EQ(r[0].utc(), "2023-11-20T14:43:59.435Z") << "EDT";
    EXPECT_EQ(r[0].event, "BEGIN_CALL_EVENT");
    EXPECT_EQ(r[0].direction, Direction::to_client);
    EXPECT_EQ(r[0].field("ani1"), "2006");
    EXPECT_EQ(r[0].field("dialedNumber"), "null");
    EXPECT_EQ(r[0].key(Key::call_id), "16777488");
    EXPECT_EQ(r[1].protocol, Protocol::ged188);
    EXPECT_EQ(r[1].event, "BEGIN_CALL_EVENT");
    EXPECT_EQ(r[1].direction, Direction::to_client) << "writing...";
    ASSERT_EQ(r[1].bytes.size(), 8u + 0x36);
    EXPECT_EQ(be32(r[1].bytes.data()), 0x36u);
    EXPECT_EQ(be32(r[1].bytes.data() + 4), 23u);
    EXPECT_EQ(be32(r[1].bytes.data() + 8 + 20), 0x01000110u) << "ConnectionCallID 16777488";
    EXPECT_EQ(std::string(r[1].bytes.end() - 5, r[1].bytes.end() - 1), "7000");
}

TEST(LogFormats, UccxDumpInLines)
{
    std::string text{samples::uccx.substr(samples::uccx.find("7091948"))};
    text.resize(text.find('\n'));
    const auto one_line = read(text);
    for (const char* word : {" MDATA", " 0010:", " 0020:", " 0030:"})
        text.replace(text.find(word), 1, "\n");
    const auto lines = read(text);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].bytes, one_line[0].bytes);
    // A character column that looks like hexadecimal digits, and one that looks like an offset.
    const auto tricky = read("1: Nov 20 10:43:59.435 EDT %MIVR-ICD_CTI-7-UNK:writing... MHDR: 0000: 00 00 00 12 00 00 00 05 MDATA: 0000: "
                             "41 42 20 43 44 20 30 30 "
                             "31 30 3A 20 30 30 20 41 AB CD 0010: 00 A 0010: 0A 0B ..\n");
    ASSERT_EQ(tricky.size(), 1u);
    ASSERT_EQ(tricky[0].bytes.size(), 26u);
    EXPECT_EQ(tricky[0].bytes[24], 0x0a);
    EXPECT_EQ(tricky[0].bytes[25], 0x0b);
}

TEST(LogFormats, UccxDumpThatIsCutHasNoBytes)
{
    const std::string_view whole = samples::uccx.substr(samples::uccx.find("7091948"));
    const std::string_view line = whole.substr(0, whole.find(" .7000."));
    ASSERT_EQ(read(line)[0].bytes.size(), 62u);
    const auto cut = read(line.substr(0, line.size() - 3));
    ASSERT_EQ(cut.size(), 1u);
    EXPECT_TRUE(cut[0].bytes.empty());
    EXPECT_FALSE(cut[0].complete);
    EXPECT_EQ(cut[0].protocol, Protocol::ged188);
}

TEST(LogFormats, UccxTelephony)
{
    const auto r = read(samples::uccx, in_2023);
    EXPECT_EQ(r[2].key(Key::global_call), "29124/1");
    EXPECT_EQ(r[2].field("type", "JTAPICallContact"), "Cisco JTAPI Call");
    EXPECT_EQ(r[2].field("name", "App"), "AA");
    EXPECT_EQ(r[3].field("CallID"), "11");
    EXPECT_EQ(r[3].key(Key::global_call), "29124/1");
    EXPECT_EQ(r[4].event, "CallCtlConnEstablishedEv");
    EXPECT_EQ(r[4].key(Key::call_id), "16806342") << "(1 << 24) + 29126";
    EXPECT_EQ(r[4].key(Key::global_call), "29126/1");
    EXPECT_EQ(r[5].event, "ModuleRunTimeFailure");
    EXPECT_EQ(r[5].level, "4");
    EXPECT_EQ(r[5].field("Failure Module"), "JTAPI_PROVIDER_INIT");
}

TEST(LogFormats, CtiServerMessagesAreJoined)
{
    const auto r = read(samples::dumplog, {.zone = 0});
    ASSERT_EQ(r.size(), 8u);
    EXPECT_EQ(r[0].kind, Kind::head);
    EXPECT_EQ(r[1].event, "HEARTBEAT_REQ") << "complete before the other";
    EXPECT_EQ(r[1].key(Key::session), "10");
    EXPECT_EQ(r[2].event, "DELIVERED");
    EXPECT_EQ(r[2].lines, 3u);
    EXPECT_EQ(r[2].field("CallID"), "604");
    EXPECT_EQ(r[2].field("Cause"), "EC_NEW_CALL");
    EXPECT_EQ(r[3].event, "QUERY_SKILL_GROUP_STATISTICS_REQ");
    EXPECT_EQ(r[3].protocol, Protocol::ged188);
    EXPECT_EQ(r[3].direction, Direction::to_server) << "from the name";
    EXPECT_EQ(r[3].utc(), "2007-02-08T22:21:22.921Z");
    EXPECT_EQ(r[3].line, 2u);
    EXPECT_EQ(r[3].lines, 2u);
    EXPECT_TRUE(r[3].complete);
    EXPECT_EQ(r[3].key(Key::invoke_id), "0x1b65f");
    EXPECT_EQ(r[3].key(Key::session), "9");
    EXPECT_EQ(r[3].key(Key::process), "cg1A-ctisvr");
    EXPECT_EQ(r[3].field("PeripheralID"), "5000");
    EXPECT_EQ(r[3].field("SkillGroupNumber"), "28353");
    EXPECT_EQ(r[3].field("SkillGroupID"), "N/A");
}

TEST(LogFormats, OtherIcmProcesses)
{
    const auto r = read(samples::dumplog);
    EXPECT_EQ(r[4].lines, 2u) << "only the first line has the prefix";
    EXPECT_EQ(r[4].time.nanoseconds % second, 0);
    EXPECT_EQ(r[5].event, "CiscoTermOutOfServiceEv");
    EXPECT_EQ(r[5].key(Key::device), "LCP5");
    EXPECT_EQ(r[5].field("Cause"), "DEVICE_UNREGISTERED");
    EXPECT_EQ(r[6].event, "MsgAddressOutOfService");
    EXPECT_EQ(r[6].field("Addr"), "27001");
    EXPECT_EQ(r[7].event, "NewCall");
    EXPECT_EQ(r[7].field("CID"), "(152454,501)");
    EXPECT_EQ(r[7].field("CED"), "");
    EXPECT_EQ(r[7].field("RCID"), "5000");
}

TEST(LogFormats, CiscoLogPartsAreJoined)
{
    const auto r = read(samples::ciscolog);
    ASSERT_EQ(r.size(), 2u);
    EXPECT_EQ(r[0].format, Format::icm);
    EXPECT_EQ(r[0].utc(), "2007-02-13T18:23:21.408Z");
    EXPECT_EQ(r[0].level, "6");
    EXPECT_EQ(r[0].event, "10500FF");
    EXPECT_EQ(r[0].field("pname"), "rtr");
    EXPECT_EQ(r[0].text, "Side A rtr process is OK.");
    EXPECT_EQ(r[0].key(Key::host), "icmhost");
    EXPECT_EQ(r[1].lines, 2u);
    EXPECT_EQ(r[1].text, "node reporting process ccag.\nProcess name: ccag");
    EXPECT_TRUE(r[1].complete);
    const std::string_view second = samples::ciscolog.substr(samples::ciscolog.find("20: icm"));
    const auto alone = read(second);
    ASSERT_EQ(alone.size(), 1u);
    EXPECT_FALSE(alone[0].complete);
}

TEST(LogFormats, Finesse)
{
    const auto r = read(samples::finesse);
    ASSERT_EQ(r.size(), 3u);
    EXPECT_EQ(r[0].format, Format::finesse);
    EXPECT_EQ(r[0].utc(), "2014-09-24T05:21:22.875Z");
    EXPECT_TRUE(r[0].time.sure());
    EXPECT_EQ(r[0].direction, Direction::to_server);
    EXPECT_EQ(r[0].key(Key::invoke_id), "112223");
    EXPECT_EQ(r[0].field("queueId"), "28353");
    EXPECT_EQ(r[1].event, "QUERY_SKILL_GROUP_STATISTICS_CONF") << "msgID 115 is its number";
    EXPECT_EQ(r[1].direction, Direction::to_client);
    EXPECT_EQ(r[1].time.nanoseconds, 1411536082977LL * 1000000) << "CTI_MSG_NOTIFIED";
    EXPECT_EQ(r[1].key(Key::message_number), "115");
    EXPECT_EQ(r[1].field("skillGroupNumber"), "28353");
    EXPECT_EQ(r[1].field("deploymentType"), "CCE");
    EXPECT_EQ(r[1].key(Key::process), "CCBU_CTIMessageEventExecutor-0");
    EXPECT_EQ(r[2].event, "QUEUE STATISTICS POLLING ERROR");
    EXPECT_EQ(r[2].level, "3");
    EXPECT_EQ(r[2].field("error_message"), "saturated, discarding");
}

TEST(LogFormats, Jabber)
{
    const auto r = read(samples::jabber);
    ASSERT_EQ(r.size(), 4u);
    EXPECT_EQ(r[0].format, Format::jabber);
    EXPECT_EQ(r[0].utc(), "2023-01-24T07:32:38.598Z");
    EXPECT_EQ(r[0].time.zone, Origin::none) << "the PC's local time";
    EXPECT_EQ(r[0].event, "PROVIDER_OPEN_COMPLETED_EVENT");
    EXPECT_EQ(r[0].key(Key::message_number), "126");
    EXPECT_EQ(r[0].direction, Direction::to_client);
    EXPECT_EQ(r[0].key(Key::session), "0");
    EXPECT_EQ(r[0].key(Key::process), "csf.ecc");
    EXPECT_EQ(r[1].key(Key::result), "0x8ccc0075");
    EXPECT_EQ(r[1].level, "WARN");
    EXPECT_EQ(r[2].event, "DEVICE_CLOSE_REQUEST");
    EXPECT_EQ(r[2].direction, Direction::to_server);
    EXPECT_EQ(r[2].key(Key::sequence), "6");
    EXPECT_EQ(r[3].event, "LINE_CLOSED_EVENT");
    EXPECT_EQ(r[3].direction, Direction::to_client);
    EXPECT_TRUE(same_event("LINE_CLOSED_EVENT", "LineClosedEvent"));
    EXPECT_FALSE(same_event("LINE_CLOSED_EVENT", "LineClosedEvents"));
}

TEST(LogFormats, BroadWorks)
{
    const auto r = read(samples::broadworks);
    ASSERT_EQ(r.size(), 5u);
    EXPECT_EQ(r[0].format, Format::broadworks);
    EXPECT_EQ(r[0].utc(), "2023-01-27T09:28:38.819Z") << "CET";
    EXPECT_EQ(r[0].level, "Info");
    EXPECT_EQ(r[0].key(Key::process), "Sip");
    EXPECT_EQ(r[0].lines, 2u);
    EXPECT_EQ(r[1].key(Key::client_address), "192.0.2.219");
    EXPECT_EQ(r[1].key(Key::client_port), "58300");
    EXPECT_EQ(r[2].event, "AuthenticationRequest");
    EXPECT_EQ(r[2].direction, Direction::to_server);
    EXPECT_EQ(r[2].key(Key::client_port), "56212");
    EXPECT_EQ(r[3].event, "SuccessResponse");
    EXPECT_EQ(r[3].direction, Direction::to_client);
    EXPECT_EQ(r[4].utc(), "2010-05-13T17:30:10.276Z");
}

// No CAP line is public; where a document of CAP is printed like one of OCI, it is the whole message.
TEST(LogFormats, BroadWorksCapDocument)
{
    const auto r = read("2023.01.27 10:28:38:819 GMT+00:00 | Info | CAP | Worker #1 | CAP Bytes IN from 192.0.2.9:2206\n<?xml "
                        "version=\"1.0\"?>\n<BroadsoftDocument "
                        "protocol=\"CAP\" version=\"14.0\"><command commandType=\"registerRequest\"/></BroadsoftDocument>\n");
    ASSERT_EQ(r.size(), 1u);
    EXPECT_EQ(r[0].protocol, Protocol::bwcap);
    EXPECT_EQ(r[0].event, "registerRequest");
    const std::string body(r[0].bytes.begin(), r[0].bytes.end());
    EXPECT_TRUE(body.starts_with("<BroadsoftDocument ") && body.ends_with("</BroadsoftDocument>")) << body;
}

TEST(LogFormats, AlarmFiles)
{
    ReaderStats stats;
    const auto r = read(samples::alarms, in_2023, std::string_view::npos, &stats);
    ASSERT_EQ(r.size(), 6u);
    for (const Kept& alarm : r) {
        EXPECT_EQ(alarm.format, Format::alarm);
        EXPECT_EQ(alarm.kind, Kind::alarm);
        EXPECT_TRUE(alarm.text.starts_with('%')) << alarm.text;
    }
    EXPECT_EQ(r[0].utc(), "2015-07-02T06:22:31.000Z");
    EXPECT_EQ(r[0].event, "EndPointUnregistered");
    EXPECT_EQ(r[0].level, "3");
    EXPECT_EQ(r[0].number, "41679");
    EXPECT_EQ(r[0].field("DeviceName"), "SEP0C");
    EXPECT_EQ(r[0].key(Key::client_address), "(none)") << "a phone's address";
    EXPECT_EQ(r[1].utc(), "2021-05-21T13:10:24.476Z") << "the second time, in UTC";
    EXPECT_EQ(r[1].key(Key::host), "imp.example.net");
    EXPECT_EQ(r[2].utc(), "2021-03-18T11:10:52.630Z") << "no year: the one before it";
    EXPECT_EQ(r[2].event, "ServiceActivated");
    EXPECT_EQ(r[2].level, "6");
    EXPECT_EQ(r[3].event, "TestAlarmEmergency") << "text on the next line";
    EXPECT_EQ(r[3].lines, 2u);
    EXPECT_EQ(r[3].utc(), "2010-07-16T22:26:11.053Z");
    EXPECT_FALSE(r[3].time.fraction_sure);
    EXPECT_EQ(r[4].event, "CtiProviderOpenFailure");
    EXPECT_EQ(r[4].key(Key::connection_id), "232238");
    EXPECT_EQ(r[4].key(Key::user), "anna");
    EXPECT_EQ(r[4].key(Key::result), "-1932787616");
    EXPECT_EQ(r[4].key(Key::client_address), "192.0.2.73");
    EXPECT_TRUE(r[4].text.ends_with("provider; application startup failed"));
    EXPECT_TRUE(r[4].raw.ends_with("provider%59 application startup failed")) << "raw is raw";
    EXPECT_NE(r[5].text.find("%UC_CTI-4-CtiIncompatibleProtocolVersion: %[MsgVersion=0]"), std::string::npos)
        << "the alert's inner alarm is in its text";
    EXPECT_EQ(stats.server_zone, -5 * 3600) << "09:00:00 local, 14:00:00 UTC";
}

TEST(LogFormats, AlarmInAnAlertOnALineOfItsOwn)
{
    const auto r = read(
        "MatchedEvent : May 21 08:59:59 cm-a local7 3 : 9: cm-a: May 21 2021 13:59:59.999 UTC : %UC_CTI-4-CtiIncompatibleProtocolVersion: "
        "%[MsgVersion=0][NodeID=cm-a]: Incompatible\nAppID : Cisco Syslog Agent\n");
    ASSERT_EQ(r.size(), 1u);
    EXPECT_EQ(r[0].event, "CtiIncompatibleProtocolVersion");
    EXPECT_EQ(r[0].utc(), "2021-05-21T13:59:59.999Z");
}

TEST(LogFormats, AlarmWithoutAnyTime)
{
    const auto r =
        read("%UC_CTI-4-CtiIncompatibleProtocolVersion: %[MsgVersion=0]: Incompatible\nError: kCtiMaxConnectionReached - too many\n");
    ASSERT_EQ(r.size(), 2u);
    EXPECT_EQ(r[0].event, "CtiIncompatibleProtocolVersion");
    EXPECT_FALSE(r[0].time.time_of_day);
    EXPECT_EQ(r[1].event, "kCtiMaxConnectionReached");
}

TEST(LogFormats, WindowsEventLog)
{
    const auto r = read(samples::event_log, {.zone = 7200});
    ASSERT_EQ(r.size(), 1u);
    EXPECT_EQ(r[0].format, Format::event_log);
    EXPECT_EQ(r[0].kind, Kind::alarm);
    EXPECT_EQ(r[0].protocol, Protocol::ucalarm);
    EXPECT_EQ(r[0].event, "kCtiIncompatibleProtocolVersion");
    EXPECT_EQ(r[0].utc(), "2005-06-28T21:24:54.000Z") << "11:24:54 PM, two hours east";
    EXPECT_EQ(r[0].field("Message Version"), "0");
    EXPECT_EQ(r[0].field("Minimum Version"), "60000");
    EXPECT_EQ(r[0].key(Key::client_address), "192.0.2.179");
    EXPECT_EQ(r[0].lines, 15u);
    const auto forwarded = read(
        "<131>Jun 28 11:24:54 CM-SUB1 EvntSLog: Event Type: Error Event Source: Cisco CTIManager Event ID: 3 Date: 6/28/2005 Time: "
        "11:24:54 AM "
        "User: N/A Error: kCtiIncompatibleProtocolVersion - Incompatible protocol version. Message Version: 0 Minimum Version: 60000\n");
    ASSERT_EQ(forwarded.size(), 1u);
    EXPECT_EQ(forwarded[0].event, "kCtiIncompatibleProtocolVersion");
    EXPECT_EQ(forwarded[0].utc(), "2005-06-28T11:24:54.000Z");
}

TEST(LogFormats, BroadWorksAlarmTable)
{
    const auto r = read(samples::alarm_table);
    ASSERT_EQ(r.size(), 2u);
    EXPECT_EQ(r[0].kind, Kind::head);
    EXPECT_EQ(r[1].format, Format::alarm_table);
    EXPECT_EQ(r[1].protocol, Protocol::bwfault);
    EXPECT_EQ(r[1].event, "bwOpenClientServerASConnFailed");
    EXPECT_EQ(r[1].utc(), "2017-11-12T08:58:55.000Z");
    EXPECT_EQ(r[1].field("Identifier"), "66414");
    EXPECT_EQ(r[1].field("Severity"), "Critical");
    EXPECT_EQ(r[1].field("Correlation Parameter"), "10;37;CAP;10.123.123.80;");
}

TEST(LogFormats, SyslogDaemonInFront)
{
    const auto r = read(
        "Jul 10 09:43:41 relay 7: cm-a: Jul 10 2021 13:43:41.100 UTC : %UC_CTI-4-CtiMaxConnectionReached: %[AppID=x][NodeID=cm-a]: text\n"
        "<187>May 21 08:10:24 7: cm-a: May 21 2021 13:10:24 UTC : %UC_CTI-4-CtiMaxConnectionReached: %[AppID=x][NodeID=cm-a]: text\n"
        "2021-05-21T13:10:24.476123+00:00 relay 7: cm-a: May 21 2021 13:10:24.470 UTC : %UC_CTI-4-CtiMaxConnectionReached: %[NodeID=cm-a]: "
        "text\n");
    ASSERT_EQ(r.size(), 3u);
    EXPECT_EQ(r[2].utc(), "2021-05-21T13:10:24.470Z");
    EXPECT_EQ(r[2].number, "7");
    EXPECT_EQ(r[0].utc(), "2021-07-10T13:43:41.100Z");
    EXPECT_EQ(r[0].event, "CtiMaxConnectionReached");
}

TEST(LogFormats, MergedFilesAreReadRecordByRecord)
{
    const auto r =
        read(std::string{samples::finesse} + std::string{samples::jabber} + std::string{samples::sdl} + std::string{samples::alarms});
    EXPECT_EQ(r.size(), 3u + 4u + 13u + 6u);
}

// A line of another form's text is no record of the weaker form.
TEST(LogFormats, TextThatLooksLikeDumplogStaysText)
{
    const auto r = read("28131995.000 |21:53:46.259 |AppInfo  |first\n12:00:00 cg1A-ctisvr not a record here\n28131996.000 |21:53:47.259 "
                        "|AppInfo  |second\n");
    ASSERT_EQ(r.size(), 2u);
    EXPECT_EQ(r[0].lines, 2u);
}

// dumplog of several processes, with a line of the other form between: both are records.
TEST(LogFormats, WeakFormGoesOnWhereTheFileHasShownIt)
{
    const auto r = read("12:00:00 cg1A-ctisvr one\n12:00:01 cg1A-ctisvr two\n" +
                        std::string{samples::ciscolog.substr(0, samples::ciscolog.find('\n') + 1)} + "12:00:02 cg1A-ctisvr three\n");
    ASSERT_EQ(r.size(), 4u);
    EXPECT_EQ(r[2].format, Format::icm);
    EXPECT_EQ(r[3].text, "three");
}

TEST(LogFormats, KeyOfAFile)
{
    FileKey key;
    bool known = false;
    Reader reader{{{}, "a.txt"}, [&](const Record& record) { known = known || file_key(record, key); }};
    reader.push(as_bytes(samples::sdl));
    reader.finish();
    EXPECT_TRUE(known);
    EXPECT_TRUE(key.timed);
    EXPECT_EQ(format_utc(key.nanoseconds), "2024-08-13T02:53:46.259Z");
    EXPECT_EQ(key.sequence, 28131994u);
    EXPECT_EQ(key.name, "a.txt");
}

} // namespace

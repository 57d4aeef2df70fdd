// SPDX-License-Identifier: GPL-2.0-or-later
// BroadWorks traps: OIDs, varbinds and enumerations of the vendor MIBs BroadworksFault and BW-OpenClientServerFault.
#include "collect.hpp"

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <sstream>

namespace {

using namespace cti;
using namespace cti::bwfault;

/// A trap as an SNMP front end hands it in.
class TrapBuilder {
public:
    explicit TrapBuilder(std::uint32_t number)
    {
        oids_.push_back({1, 3, 6, 1, 2, 1, 1, 3, 0}); // sysUpTime
        oids_.push_back({1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0});
        oids_.push_back({1, 3, 6, 1, 4, 1, 6431, 1, 1, 1, number});
        add({oids_[0], Varbind::Type::number, 4660, {}, {}, place(2)});
        add({oids_[1], Varbind::Type::oid, 0, {}, oids_[2], place(12)});
        number_where = {end_ - 12, 12};
    }
    TrapBuilder& number(std::uint32_t column, std::uint64_t value)
    {
        return add({oid(column), Varbind::Type::number, value, {}, {}, place(4)});
    }
    TrapBuilder& text(std::uint32_t column, std::string value)
    {
        texts_.push_back(std::make_unique<std::string>(std::move(value)));
        const std::string& kept = *texts_.back();
        return add({oid(column), Varbind::Type::octets, 0, kept, {}, place(static_cast<std::uint32_t>(kept.size()))});
    }
    TrapBuilder& without_instance()
    {
        instance_ = false;
        return *this;
    }
    Collect decode(const Context& context = {})
    {
        Collect sink;
        summary = decode_trap(trap_number(varbinds), number_where, varbinds, sink, context);
        return sink;
    }

    std::vector<Varbind> varbinds;
    Span number_where;
    Summary summary;

private:
    TrapBuilder& add(const Varbind& v)
    {
        varbinds.push_back(v);
        return *this;
    }
    Span place(std::uint32_t length)
    {
        end_ += 20 + length;
        return {end_ - length, length};
    }
    Oid oid(std::uint32_t column)
    {
        oids_.push_back({1, 3, 6, 1, 4, 1, 6431, 1, 1, 1, 1, column});
        if (instance_)
            oids_.back().push_back(0);
        return oids_.back();
    }
    std::deque<std::vector<std::uint32_t>> oids_;
    std::vector<std::unique_ptr<std::string>> texts_;
    std::uint32_t end_ = 40;
    bool instance_ = true;
};

TrapBuilder connection_failed(
    const std::string& problem = "The connection between the Open Client Server and the Application Server 10.1.1.80 failed.")
{
    TrapBuilder trap{507};
    trap.number(1, 66414)
        .text(2, std::string{"\x07\xe1\x0b\x0c\x08\x3a\x37\x00+\x00\x00", 11})
        .text(3, "bwOpenClientServerASConnFailed")
        .text(4, "xsp1")
        .number(5, 4)
        .number(7, 10)
        .number(8, 37)
        .text(9, problem)
        .text(10, "Check the Application Server.");
    return trap;
}

TEST(Trap, OfAFailedConnection)
{
    TrapBuilder trap = connection_failed();
    const Collect got = trap.decode();
    EXPECT_EQ(got.get("bwfault.number"), "507");
    EXPECT_EQ(got.get("bwfault.identifier"), "66414");
    EXPECT_EQ(got.get("bwfault.timestamp"), "2017-11-12 08:58:55 +00:00");
    EXPECT_EQ(got.get("bwfault.alarm_name"), "bwOpenClientServerASConnFailed");
    EXPECT_EQ(got.get("bwfault.system_name"), "xsp1");
    EXPECT_EQ(got.get("bwfault.severity"), "4");
    EXPECT_EQ(got.get("bwfault.alarm_state"), "-");
    EXPECT_EQ(got.get("bwfault.component"), "10");
    EXPECT_EQ(got.get("bwfault.subcomponent"), "37");
    EXPECT_EQ(got.get("bwfault.peer_address"), "10.1.1.80");
    EXPECT_EQ(got.get("bwfault.recommended_actions_text"), "Check the Application Server.");
    ASSERT_EQ(got.ids(), "bwfault.as_connection_failed");
    EXPECT_EQ(got.findings[0].severity, Severity::error);
    EXPECT_EQ(got.findings[0].sentence, "Open Client Server on xsp1: Cannot connect to the Application Server; Application Server "
                                        "10.1.1.80 (bwOpenClientServerASConnFailed)");
    EXPECT_NE(got.findings[0].remedy.find("22.0"), std::string::npos);
    EXPECT_NE(got.findings[0].remedy.find("CAPProxy"), std::string::npos);
    EXPECT_NE(got.findings[0].remedy.find("2206"), std::string::npos);
    EXPECT_EQ(got.groups, 1u);

    EXPECT_EQ(trap.summary.peer.text(), "10.1.1.80");
    EXPECT_EQ(trap.summary.system_name.view(), "xsp1");
    EXPECT_EQ(trap.summary.number, 507u);
    EXPECT_FALSE(trap.summary.about_cap);
    ASSERT_TRUE(trap.summary.trap);
    EXPECT_EQ(trap.summary.trap->number, 507u);

    EXPECT_STREQ(value_name(component_values, 10), "Xtended Services Platform");
    EXPECT_STREQ(value_name(subcomponent_values, 37), "openClientServer");
    EXPECT_STREQ(value_name(subcomponent_values, 36), "cap");
    EXPECT_STREQ(value_name(severity_values, 4), "Critical");
}

// CAP is known to be meant only where the alarm says so, or where the capture shows what the server asks for.
TEST(Trap, ThatIsAboutCap)
{
    const std::string problem = "The CAP connection to the Application Server 10.1.1.80 failed.";
    EXPECT_EQ(connection_failed(problem).decode().ids(), "bwfault.cap_connection_failed");
    EXPECT_EQ(connection_failed("The OCI connection to 10.1.1.80 failed.").decode().ids(), "bwfault.as_connection_failed");
    EXPECT_EQ(connection_failed("No CAPACITY at 10.1.1.80").decode().ids(), "bwfault.as_connection_failed");
    const Collect got = connection_failed("The connection to 10.1.1.80 failed.").decode({"2206"});
    ASSERT_EQ(got.ids(), "bwfault.cap_connection_failed");
    EXPECT_EQ(got.findings[0].sentence,
        "Open Client Server on xsp1: Cannot connect to the Application Server; Application Server 10.1.1.80; "
        "the capture shows it asking for CAP at port 2206 (bwOpenClientServerASConnFailed)");
    EXPECT_NE(got.findings[0].remedy.find("set enabled false"), std::string::npos);
    // What the capture shows of the two says nothing of another kind of alarm.
    TrapBuilder other{506};
    EXPECT_EQ(other.text(9, "The connection to 10.1.1.80 failed.").decode({"2206"}).ids(), "bwfault.ns_connection_failed");
    EXPECT_FALSE(other.summary.about_cap);
}

TEST(Trap, EveryRow)
{
    // MIBs BroadworksFault, BW-OpenClientServerFault, BW-ApplicationServerFault, BW-XtendedServicesPlatformFault.
    const std::map<std::uint32_t, std::pair<const char*, const char*>> documented{
        {2, {"notification", ""}},
        {3, {"statefulAlarm", ""}},
        {4, {"softwareError", ""}},
        {5, {"bwGeneralSoftwareError", ""}},
        {12, {"bwServerStateTransition", ""}},
        {13, {"bwCounterThreshold", ""}},
        {27, {"bwMaximumFailedLoginAttempts", "bwfault.login_attempts"}},
        {28, {"bwCommProtocolInitError", "bwfault.communication_error"}},
        {29, {"bwCommProtocolHostNotAllowed", "bwfault.access_refused"}},
        {30, {"bwCommProtocolInterfaceNotAllowed", "bwfault.access_refused"}},
        {36, {"bwTcpSubsystemFatalError", "bwfault.communication_error"}},
        {41, {"bwAlarmsDiscarded", "bwfault.alarms_lost"}},
        {501, {"bwPMOpenClientServerLaunched", "bwfault.recovered"}},
        {502, {"bwPMOpenClientServerShutDown", "bwfault.process_restarted"}},
        {503, {"bwPMOpenClientServerRestarted", "bwfault.process_restarted"}},
        {504, {"bwPMOpenClientServerDeath", "bwfault.process_down"}},
        {505, {"bwPMOpenClientServerStartupFailed", "bwfault.process_down"}},
        {506, {"bwOpenClientServerNSConnFailed", "bwfault.ns_connection_failed"}},
        {507, {"bwOpenClientServerASConnFailed", "bwfault.as_connection_failed"}},
        {508, {"bwOpenClientServerClientConnTerminated", "bwfault.connection_terminated"}},
        {509, {"bwOpenClientServerASConnTerminated", "bwfault.connection_terminated"}},
        {510, {"bwOpenClientServerNSConnTerminated", "bwfault.connection_terminated"}},
        {511, {"bwOpenClientServerExtAuthConnFailedRaise", "bwfault.authentication_server"}},
        {512, {"bwOpenClientServerExtAuthConnFailedClear", "bwfault.recovered"}},
        {513, {"bwOpenClientServerExtAuthProcessingFailedRaise", "bwfault.authentication_server"}},
        {514, {"bwOpenClientServerExtAuthProcessingFailedClear", "bwfault.recovered"}},
        {515, {"bwOpenClientServerUserIdForceLoggedOut", "bwfault.user_logged_out"}},
        {3517, {"bwAclViolation", "bwfault.access_refused"}},
        {3607, {"bwOciReportingAclViolation", "bwfault.access_refused"}},
        {3608, {"bwOciReportingConnectionError", "bwfault.communication_error"}},
        {3617, {"bwXSOCICommunicationError", "bwfault.communication_error"}},
        {3661, {"bwCallCenterConnectionFailure", "bwfault.communication_error"}},
        {6001, {"bwXspTransactionGlobalRateLimitExceeded", "bwfault.rate_limit"}},
        {6002, {"bwXspTransactionUserRateLimitExceeded", "bwfault.rate_limit"}},
    };
    EXPECT_EQ(std::size(traps), documented.size());
    for (const auto& [number, expected] : documented) {
        SCOPED_TRACE(number);
        const Trap* row = find_trap(number);
        ASSERT_TRUE(row);
        EXPECT_EQ(row->name, expected.first);
        EXPECT_EQ(find_trap(std::string_view{expected.first}), row);
        TrapBuilder trap{number};
        const Collect got = trap.text(3, expected.first).text(4, "host").number(7, 0).text(9, "user someone@example.com").decode();
        EXPECT_EQ(got.ids(), expected.second);
        if (!got.findings.empty()) {
            EXPECT_NE(got.findings[0].sentence.find(" on host"), std::string::npos);
            EXPECT_NE(got.findings[0].sentence.find("someone@example.com"), std::string::npos); // who stands in the text
        }
        // Found by name where the OID is another, or the front end has none.
        Collect named;
        trap.summary = decode_trap({}, {}, std::span{trap.varbinds}.subspan(2), named);
        EXPECT_EQ(trap.summary.trap, row);
    }
    EXPECT_FALSE(find_trap(999));
    EXPECT_FALSE(find_trap("bwOther"));
}

TEST(Trap, WhoseAlarmIsOff)
{
    TrapBuilder trap{507};
    EXPECT_EQ(trap.number(6, 1).decode().ids(), "bwfault.as_connection_failed");
    TrapBuilder over{507};
    EXPECT_EQ(over.number(6, 0).decode().ids(), "bwfault.recovered");
}

TEST(Trap, FarEnd)
{
    const auto peer = [](const char* text) {
        Address address;
        const Span where = bwfault::detail::find_address(text, address);
        return where.length ? std::string{std::string_view{text}.substr(where.offset, where.length)} + " " + address.text() : std::string{};
    };
    EXPECT_EQ(peer("A CAP connection has been terminated between the Open Client Server and Application Server 10.123.123.80"),
        "10.123.123.80 10.123.123.80");
    EXPECT_EQ(peer("to 10.1.1.80."), "10.1.1.80 10.1.1.80");
    EXPECT_EQ(peer("to 10.1.1.80:2206 failed"), "10.1.1.80 10.1.1.80");
    EXPECT_EQ(peer("to (2001:db8::80)"), "2001:db8::80 2001:db8::80");
    EXPECT_EQ(peer("to 2001:db8::80: failed"), "2001:db8::80 2001:db8::80");
    for (const char* text : {"", "release 22.0 at 8:58:55", "10.1.1", "300.1.1.1", "::", "0.0.0.0", "as1.example.com", ":", "...", "a:b"})
        EXPECT_EQ(peer(text), "") << text;
    const Collect six = connection_failed("Application Server 2001:db8::80 failed.").decode();
    EXPECT_EQ(six.get("bwfault.peer_ipv6_address"), "2001:db8::80");
    EXPECT_EQ(six.get("bwfault.peer_address"), "-");
}

TEST(Trap, NumbersOfEveryForm)
{
    using V = std::vector<std::uint32_t>;
    const V faults{1, 3, 6, 1, 4, 1, 6431, 1, 1, 1}, with_zero{1, 3, 6, 1, 4, 1, 6431, 1, 1, 1, 0}, other{1, 3, 6, 1, 4, 1, 9},
        shorter{1, 3, 6, 1, 4, 1, 6431};
    EXPECT_EQ(trap_number(faults, 6, 507), 507u);
    EXPECT_EQ(trap_number(with_zero, 6, 507), 507u);
    EXPECT_FALSE(trap_number(faults, 3, 507));
    EXPECT_FALSE(trap_number(other, 6, 507));
    EXPECT_FALSE(trap_number(shorter, 6, 507));
    EXPECT_FALSE(trap_number(V{}, 6, 507));
    EXPECT_FALSE(trap_number(std::span<const Varbind>{}));
    const V trap_oid{1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0}, converted{1, 3, 6, 1, 4, 1, 6431, 1, 1, 1, 0, 507},
        deeper{1, 3, 6, 1, 4, 1, 6431, 1, 1, 1, 1, 2, 3};
    const auto v2 = [&](const V& value) {
        const Varbind v{trap_oid, Varbind::Type::oid, 0, {}, value, {}};
        return trap_number(std::span{&v, 1});
    };
    EXPECT_EQ(v2(converted), 507u);
    EXPECT_FALSE(v2(deeper));
    EXPECT_FALSE(v2(faults));
    EXPECT_FALSE(v2(V{}));
    EXPECT_EQ(varbind_number(V{1, 3, 6, 1, 4, 1, 6431, 1, 1, 1, 1, 9, 0}), 9u);
    EXPECT_EQ(varbind_number(V{1, 3, 6, 1, 4, 1, 6431, 1, 1, 1, 1, 9}), 9u);
    EXPECT_FALSE(varbind_number(V{1, 3, 6, 1, 4, 1, 6431, 1, 1, 1, 1, 9, 1}));
    EXPECT_FALSE(varbind_number(V{1, 3, 6, 1, 4, 1, 6431, 1, 1, 1, 2, 9, 0}));
    EXPECT_FALSE(varbind_number(V{1, 3, 6, 1, 4, 1, 6431, 1, 1, 1, 1}));

    TrapBuilder bare{507};
    EXPECT_EQ(bare.without_instance().text(4, "xsp9").decode().get("bwfault.system_name"), "xsp9");
}

TEST(BadInput, WrongTypesAreSaidAndLeftOut)
{
    TrapBuilder trap{507};
    const Collect got =
        trap.text(1, "not a number").number(3, 7).text(2, "1234567").number(8, 0x100000000).text(7, "x").number(99, 1).decode();
    EXPECT_EQ(got.ids(),
        "bwfault.bad_value bwfault.bad_value bwfault.bad_value bwfault.bad_value bwfault.bad_value bwfault.as_connection_failed");
    EXPECT_EQ(got.get("bwfault.identifier"), "-");
    EXPECT_EQ(got.get("bwfault.timestamp"), "-");
    EXPECT_EQ(got.get("bwfault.subcomponent"), "-");
    EXPECT_EQ(got.findings[0].sentence, "identifier is not a number");
    EXPECT_EQ(got.findings[2].sentence, "timeStamp is not a date and time");
}

TEST(BadInput, UnknownAndEmpty)
{
    TrapBuilder trap{4711};
    const Collect got = trap.text(4, "xsp1").decode();
    EXPECT_EQ(got.ids(), "bwfault.unknown_alarm");
    EXPECT_EQ(got.findings[0].sentence, "Alarm 4711 of BroadWorks is not in the table");
    TrapBuilder named{4711};
    EXPECT_EQ(named.text(3, "bwSomethingNew").decode().findings[0].sentence, "Alarm bwSomethingNew of BroadWorks is not in the table");
    Collect nothing;
    decode_trap({}, {}, {}, nothing);
    EXPECT_EQ(nothing.ids(), "");
}

TEST(BadInput, DatesAndTexts)
{
    using bwfault::detail::date_and_time;
    EXPECT_EQ(date_and_time(std::string{"\x07\xe9\x01\x02\x03\x04\x05\x06", 8}).view(), "2025-01-02 03:04:05");
    EXPECT_EQ(date_and_time(std::string{"\x07\xe9\x01\x02\x03\x04\x05\x06-\x05\x1e", 11}).view(), "2025-01-02 03:04:05 -05:30");
    EXPECT_EQ(date_and_time(std::string{"\x07\xe9\x01\x02\x03\x04\x05\x06?\x05\x1e", 11}).view(), "2025-01-02 03:04:05");
    for (const std::string& octets : {std::string{}, std::string(7, '\1'), std::string(9, '\1'), std::string(8, '\xff'),
             std::string(11, '\0'), std::string{"\x07\xe9\x0d\x02\x03\x04\x05\x06", 8}, std::string{"\x07\xe9\x01\x20\x03\x04\x05\x06", 8},
             std::string{"\x07\xe9\x01\x02\x18\x04\x05\x06", 8}})
        EXPECT_EQ(date_and_time(octets).view(), "");
    // Long texts are cut in what is kept, not in the field.
    TrapBuilder trap{515};
    const std::string name(1000, 'u');
    const Collect got = trap.text(4, name).text(9, name).decode();
    EXPECT_EQ(got.get("bwfault.system_name"), name);
    EXPECT_EQ(trap.summary.system_name.view().size(), 128u);
}

TEST(Tables, AreWhole)
{
    std::set<std::string> seen;
    for (const FieldDef& f : bwfault::fields) {
        EXPECT_TRUE(seen.insert(f.filter).second) << f.filter;
        EXPECT_EQ(std::string{f.filter}.rfind("bwfault.", 0), 0u) << f.filter;
    }
    for (const Diagnosis& d : diagnoses) {
        EXPECT_TRUE(seen.insert(d.id).second) << d.id;
        EXPECT_EQ(std::string{d.id}.rfind("bwfault.", 0), 0u) << d.id;
        EXPECT_STRNE(d.source, "");
        std::istringstream in{d.remedy};
        for (std::string step; std::getline(in, step);) {
            EXPECT_LE(step.size(), 200u) << step;
            EXPECT_FALSE(step.empty()) << d.id;
        }
    }
    EXPECT_EQ(subcomponent_values.values.size(), 58u);
    EXPECT_EQ(component_values.values.size(), 12u);
    EXPECT_EQ(std::size(varbinds), 10u);
}

} // namespace

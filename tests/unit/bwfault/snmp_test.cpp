// SPDX-License-Identifier: GPL-2.0-or-later
// Notifications of SNMP as RFC 1157 (4.1.6), RFC 3416 (4.2.6, 4.2.7) and X.690 write them, and alarms that come more than once.
#include "bwfault/history.hpp"
#include "bwfault/snmp.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <vector>

namespace {

using namespace cti;
using namespace cti::bwfault;

using Buffer = std::vector<std::uint8_t>;

Buffer tlv(std::uint8_t tag, const Buffer& content)
{
    Buffer out{tag};
    if (content.size() < 0x80) {
        out.push_back(static_cast<std::uint8_t>(content.size()));
    } else {
        out.push_back(0x82);
        out.push_back(static_cast<std::uint8_t>(content.size() >> 8));
        out.push_back(static_cast<std::uint8_t>(content.size()));
    }
    out.insert(out.end(), content.begin(), content.end());
    return out;
}
Buffer join(std::initializer_list<Buffer> parts)
{
    Buffer out;
    for (const Buffer& part : parts)
        out.insert(out.end(), part.begin(), part.end());
    return out;
}
Buffer text(std::string_view s) { return tlv(0x04, {s.begin(), s.end()}); }
// 6431 is b2 1f: 50 * 128 + 31. 507 is 83 7b: 3 * 128 + 123.
const Buffer faults{0x2b, 6, 1, 4, 1, 0xb2, 0x1f, 1, 1, 1};
Buffer faults_and(std::initializer_list<std::uint8_t> rest) { return join({faults, Buffer{rest}}); }
Buffer pair(const Buffer& oid, const Buffer& value) { return tlv(0x30, join({tlv(0x06, oid), value})); }

const Buffer sys_up_time = pair({0x2b, 6, 1, 2, 1, 1, 3, 0}, {0x43, 2, 0x12, 0x34});
const Buffer trap_507 = pair({0x2b, 6, 1, 6, 3, 1, 1, 4, 1, 0}, tlv(0x06, faults_and({0x83, 0x7b})));
const Buffer identifier = pair(faults_and({1, 1, 0}), {0x41, 3, 0x01, 0x03, 0x6e}); // 66414
const Buffer alarm_name = pair(faults_and({1, 3, 0}), text("bwOpenClientServerASConnFailed"));
const Buffer problem = pair(faults_and({1, 9, 0}), text("no connection to 10.1.1.80"));

Buffer message(std::uint8_t version, const Buffer& pdu) { return tlv(0x30, join({{0x02, 1, version}, text("public"), pdu})); }
Buffer v2_pdu(std::uint8_t tag)
{
    return tlv(
        tag, join({{0x02, 1, 7}, {0x02, 1, 0}, {0x02, 1, 0}, tlv(0x30, join({sys_up_time, trap_507, identifier, alarm_name, problem}))}));
}
Buffer v1_trap(std::uint8_t generic, std::initializer_list<std::uint8_t> agent = {10, 1, 1, 20})
{
    return message(0, tlv(0xa4, join({tlv(0x06, faults), tlv(0x40, Buffer{agent}), {0x02, 1, generic}, {0x02, 2, 0x01, 0xfb}, {0x43, 1, 1},
                                    tlv(0x30, join({identifier, alarm_name}))})));
}

TEST(Snmp, Version2Trap)
{
    const Buffer bytes = message(1, v2_pdu(0xa7));
    Notification n;
    ASSERT_TRUE(n.read(bytes, 0));
    EXPECT_EQ(n.number, 507u);
    EXPECT_FALSE(n.is_cut);
    EXPECT_EQ(n.where.length, bytes.size());
    EXPECT_EQ(n.number_where.length, 12u);
    ASSERT_EQ(n.varbinds().size(), 5u);
    EXPECT_EQ(varbind_number(n.varbinds()[2].oid), 1u);
    EXPECT_EQ(n.varbinds()[2].number, 66414u);
    EXPECT_EQ(n.varbinds()[3].octets, "bwOpenClientServerASConnFailed");
    NullSink sink;
    const Summary fault = decode_trap(n.number, n.number_where, n.varbinds(), sink);
    EXPECT_EQ(fault.peer.text(), "10.1.1.80");
}

TEST(Snmp, InformAndVersion1AndScopedPdu)
{
    Notification n;
    const Buffer inform = message(1, v2_pdu(0xa6));
    ASSERT_TRUE(n.read(inform, 0));
    EXPECT_EQ(n.number, 507u);
    const Buffer v1 = v1_trap(6);
    ASSERT_TRUE(n.read(v1, 0));
    EXPECT_EQ(n.number, 507u);
    EXPECT_EQ(n.agent.text(), "10.1.1.20");
    EXPECT_EQ(n.varbinds().size(), 2u);
    const Buffer anonymous = v1_trap(6, {0, 0, 0, 0});
    ASSERT_TRUE(n.read(anonymous, 0));
    EXPECT_FALSE(n.agent);
    const Buffer scoped = tlv(0x30, join({text("engine"), text(""), v2_pdu(0xa7)}));
    ASSERT_TRUE(n.read(scoped, 0));
    EXPECT_EQ(n.number, 507u);
}

TEST(Snmp, NoAlarmOfBroadWorks)
{
    Notification n;
    const Buffer link_up = v1_trap(3);
    EXPECT_TRUE(n.read(link_up, 0));
    EXPECT_FALSE(n.number);
    EXPECT_FALSE(find_notification(link_up, 0, n));
    const Buffer get = message(1, v2_pdu(0xa0));
    EXPECT_FALSE(n.read(get, 0));
    const Buffer v1_with_v2_trap = message(0, v2_pdu(0xa7));
    EXPECT_FALSE(n.read(v1_with_v2_trap, 0));
    EXPECT_FALSE(n.read({}, 0));
}

TEST(Snmp, FindsAllInAFrame)
{
    const Buffer one = message(1, v2_pdu(0xa7)), other = v1_trap(6);
    const Buffer bytes = join({{0x30, 0x30, 0x45, 0x00, 0x30, 0x03}, one, {0x00, 0x30}, other});
    Notification n;
    ASSERT_TRUE(find_notification(bytes, 0, n));
    EXPECT_EQ(n.where.offset, 6u);
    EXPECT_EQ(n.where.length, one.size());
    ASSERT_TRUE(find_notification(bytes, n.where.offset + n.where.length, n));
    EXPECT_EQ(n.where.offset, 6u + one.size() + 2);
    EXPECT_FALSE(find_notification(bytes, n.where.offset + n.where.length, n));
}

TEST(Snmp, CutAtEveryByte)
{
    const Buffer whole = message(1, v2_pdu(0xa7));
    const std::size_t behind_trap_oid = whole.size() - identifier.size() - alarm_name.size() - problem.size();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Buffer bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        Notification n;
        EXPECT_EQ(find_notification(bytes, 0, n), size >= behind_trap_oid) << size;
        if (size >= behind_trap_oid) {
            EXPECT_TRUE(n.is_cut) << size;
        }
        for (const Varbind& v : n.varbinds())
            EXPECT_LE(v.where.offset + v.where.length, size);
    }
}

TEST(Snmp, LengthsAndNumbersThatAreNone)
{
    Notification n;
    const Buffer indefinite = join({{0x30, 0x80}, {0x02, 1, 1}, text("public"), v2_pdu(0xa7), {0, 0}});
    EXPECT_FALSE(n.read(indefinite, 0));
    const Buffer huge{0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x02, 0x84, 0xff, 0xff, 0xff, 0xff, 0};
    EXPECT_FALSE(n.read(huge, 0));
    const Buffer wide{0x30, 0x85, 1, 1, 1, 1, 1, 0};
    EXPECT_FALSE(n.read(wide, 0));
    // A varbind with more arcs than an OID has is passed over, and so are values of other types.
    const Buffer long_oid(400, 0x01);
    const Buffer negative = pair(faults_and({1, 5, 0}), {0x02, 1, 0xff});
    const Buffer bytes = message(
        1, tlv(0xa7, join({{0x02, 1, 7}, {0x02, 1, 0}, {0x02, 1, 0}, tlv(0x30, join({pair(long_oid, {0x05, 0}), trap_507, negative}))})));
    ASSERT_TRUE(n.read(bytes, 0));
    EXPECT_EQ(n.number, 507u);
    ASSERT_EQ(n.varbinds().size(), 3u);
    EXPECT_TRUE(n.varbinds()[0].oid.empty());
    EXPECT_EQ(n.varbinds()[2].type, Varbind::Type::other);
}

TEST(Snmp, MoreVariablesThanAnAlarmHas)
{
    Buffer many = join({sys_up_time, trap_507});
    for (int i = 0; i < 500; ++i)
        many = join({many, identifier});
    const Buffer bytes = message(1, tlv(0xa7, join({{0x02, 1, 7}, {0x02, 1, 0}, {0x02, 1, 0}, tlv(0x30, many)})));
    Notification n;
    ASSERT_TRUE(n.read(bytes, 0));
    EXPECT_EQ(n.varbinds().size(), Notification::max_varbinds);
}

Summary fault_of(const Buffer& bytes, Notification& n)
{
    EXPECT_TRUE(n.read(bytes, 0));
    NullSink sink;
    return decode_trap(n.number, n.number_where, n.varbinds(), sink);
}

TEST(History, TheSameAlarmTwice)
{
    const Buffer bytes = message(1, v2_pdu(0xa7));
    Notification n;
    const Summary fault = fault_of(bytes, n);
    History history;
    EXPECT_TRUE(history.is_first({1, 1}, "10.1.1.20", fault, true));
    EXPECT_FALSE(history.is_first({2, 1}, "10.1.1.20", fault, true)); // to another manager
    EXPECT_TRUE(history.is_first({3, 1}, "10.1.1.21", fault, true));  // of another server
    EXPECT_TRUE(history.is_first({1, 1}, "10.1.1.20", fault, false));
    EXPECT_FALSE(history.is_first({2, 1}, "10.1.1.20", fault, false));
}

TEST(History, WhomAnAlarmIsAbout)
{
    Notification n;
    const Buffer bytes = message(1, v2_pdu(0xa7));
    const FaultNote to_server = note_of(fault_of(bytes, n), "10.1.1.20");
    EXPECT_STREQ(to_server.note.message, "bwOpenClientServerASConnFailed");
    EXPECT_EQ(to_server.client, "10.1.1.20"); // the Open Client Server connects to the Application Server
    EXPECT_EQ(to_server.server, "10.1.1.80");
    Summary of_client;
    of_client.trap = find_trap("bwOpenClientServerClientConnTerminated");
    of_client.peer = *Address::parse("10.7.7.7");
    const FaultNote from_client = note_of(of_client, "10.1.1.20");
    EXPECT_EQ(from_client.client, "10.7.7.7");
    EXPECT_EQ(from_client.server, "10.1.1.20");
    Summary process;
    process.trap = find_trap("bwPMOpenClientServerDeath");
    EXPECT_EQ(note_of(process, "10.1.1.20").client, "");
    EXPECT_EQ(note_of(process, "10.1.1.20").server, "10.1.1.20");
}

} // namespace

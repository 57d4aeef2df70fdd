// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctiqbe/decode.hpp"
#include "synthetic.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using namespace synthetic;

/// Collects what is reported and checks that every span lies inside the message and inside its group.
struct Collector {
    struct Entry {
        std::string filter, text;
        std::uint64_t number = 0;
        Span where;
        std::string group;
    };
    std::size_t size;
    std::vector<Entry> entries;
    std::vector<std::string> findings;
    std::vector<Severity> severities;
    std::vector<std::pair<std::string, Span>> groups;

    void inside(Span w)
    {
        EXPECT_TRUE(fits(w.offset, w.length, size));
        if (!groups.empty()) {
            EXPECT_GE(w.offset, groups.back().second.offset);
            EXPECT_LE(w.offset + w.length, groups.back().second.offset + groups.back().second.length);
        }
    }
    void add(FieldId id, Span w, std::uint64_t n, std::string_view t)
    {
        inside(w);
        entries.push_back({fields[id].filter, std::string{t}, n, w, groups.empty() ? "" : groups.back().first});
    }
    void begin_group(const char* label, unsigned, Span w)
    {
        inside(w);
        groups.emplace_back(label, w);
    }
    void annotate(std::string_view) {}
    void end_group() { groups.pop_back(); }
    void ipv6(FieldId, Span, const cti::Ipv6&) {}
    void number(FieldId id, Span w, std::uint64_t n) { add(id, w, n, ""); }
    void text(FieldId id, Span w, std::string_view t, const char* = nullptr) { add(id, w, 0, t); }
    void bytes(FieldId id, Span w) { add(id, w, 0, ""); }
    void diagnose(const Finding& f)
    {
        char out[400];
        format_sentence(f, out, sizeof out);
        findings.push_back(std::string{f.diagnosis->id} + ": " + out);
        severities.push_back(f.severity);
    }
    std::vector<Entry> all(std::string_view filter) const
    {
        std::vector<Entry> out;
        std::copy_if(entries.begin(), entries.end(), std::back_inserter(out), [&](const Entry& e) { return e.filter == filter; });
        return out;
    }
};
static_assert(Sink<Collector>);

Collector decode(const Buffer& m, const MessageContext& context, MessageSummary* summary = nullptr)
{
    Collector c{m.size(), {}, {}, {}, {}};
    const MessageSummary s = decode_message(Bytes{m}, context, c);
    EXPECT_TRUE(c.groups.empty());
    if (summary)
        *summary = s;
    return c;
}

Session session(HypothesisId h, Rest rest = Rest::small) { return {std::mt19937{1}, hypotheses[h], rest}; }

TEST(Decode, PrefixIsShownAsTheFramingReadsIt)
{
    for (const HypothesisId h : {0, 1, 2, 3, 4, 5, 6, 7}) {
        Session s = session(h);
        Buffer body(16, 0);
        const Collector c = decode(s.message(body), {.framing = hypotheses[h]});
        ASSERT_EQ(c.all("ctiqbe.length").size(), 1u);
        EXPECT_EQ(c.all("ctiqbe.length")[0].number, hypotheses[h].counted ? 24u : 16u);
        EXPECT_EQ(c.all("ctiqbe.length")[0].where.offset, hypotheses[h].place);
        EXPECT_EQ(c.all("ctiqbe.prefix_rest")[0].number, 10u);
        EXPECT_EQ(c.all("ctiqbe.body")[0].where.length, 16u);
    }
}

TEST(Decode, ResultCodesAreFoundInBothByteOrdersAndExplained)
{
    for (const ByteOrder order : {ByteOrder::big, ByteOrder::little}) {
        Session s = session(0);
        Buffer body;
        put32(body, 1, order);
        put32(body, 0x8CCC0060, order);
        put32(body, 0x8CCC00D2, order);
        put32(body, 0x8CCC0FFE, order);    // plausible, not published
        put32(body, 0x8CCCFFFF, order);    // not plausible
        MessageSummary summary;
        const Collector c = decode(s.message(body), {.framing = hypotheses[0]}, &summary);
        ASSERT_EQ(c.all("ctiqbe.result").size(), 3u);
        EXPECT_EQ(c.all("ctiqbe.result")[0].number, 0x8CCC0060u);
        EXPECT_EQ(c.all("ctiqbe.result")[0].where.offset, 12u);
        EXPECT_EQ(c.all("ctiqbe.result")[0].group, candidates_label);
        EXPECT_EQ(summary.result, 0x8CCC0060u);
        ASSERT_EQ(c.findings.size(), 3u);
        EXPECT_EQ(c.findings[0], "ctiqbe.failed: The message carries CTI result 0x8ccc0060: DIRECTORY_LOGIN_FAILED");
        EXPECT_EQ(c.findings[1], "ctiqbe.failed: The message carries CTI result 0x8ccc00d2: CTIERR_DEVICE_RESTRICTED");
        EXPECT_EQ(c.severities[1], Severity::warn);
        EXPECT_EQ(c.severities[2], Severity::note);
    }
}

TEST(Decode, ResultCodesOffTheBoundaryAreNotTaken)
{
    Session s = session(0);
    Buffer body{0, 0};
    put32(body, 0x8CCC0060, ByteOrder::big);
    body.resize(12);
    EXPECT_TRUE(decode(s.message(body), {.framing = hypotheses[0]}).all("ctiqbe.result").empty());
}

TEST(Decode, TextAndDeviceNamesAreCandidates)
{
    for (const ByteOrder order : {ByteOrder::big, ByteOrder::little}) {
        Session s = session(order == ByteOrder::big ? 0 : 2);
        Buffer body;
        put32(body, 5, order);
        put_text(body, "SEP001122AABBCC");
        body.push_back(0);
        put_text16(body, "MyCER", order);
        body.resize(body.size() + 2);
        put_text(body, "Cisco JTAPI 12.5(0.98000)-1 Release");
        body.push_back(0);
        put_text16(body, "CTIPort4711", order);
        put32(body, 0, order);
        put_text(body, "abcd");    // too short to tell
        const Collector c = decode(s.message(body), {.framing = s.truth});
        const auto devices = c.all("ctiqbe.device_name");
        ASSERT_EQ(devices.size(), 2u);
        EXPECT_EQ(devices[0].text, "SEP001122AABBCC");
        EXPECT_EQ(devices[0].where.offset, 12u);
        EXPECT_EQ(devices[1].text, "CTIPort4711");
        EXPECT_EQ(devices[1].where.length, 22u);
        const auto texts = c.all("ctiqbe.text");
        ASSERT_EQ(texts.size(), 2u);
        EXPECT_EQ(texts[0].text, "MyCER");
        EXPECT_EQ(texts[0].where.offset, 28u);
        EXPECT_EQ(texts[0].where.length, 10u);
        EXPECT_EQ(texts[1].text, "Cisco JTAPI 12.5(0.98000)-1 Release");
        for (const auto& e : c.entries) {
            if (e.filter == "ctiqbe.text" || e.filter == "ctiqbe.device_name") {
                EXPECT_EQ(e.group, candidates_label);
            }
        }
    }
}

TEST(Decode, DeviceNamesInsideText)
{
    EXPECT_EQ(device_name_length("SEP001122AABBCC"), 15u);
    EXPECT_EQ(device_name_length("SEP001122AABBCC,"), 15u);
    EXPECT_EQ(device_name_length("SEP001122AABBCCD"), 0u);
    EXPECT_EQ(device_name_length("SEP001122AABBC"), 0u);
    EXPECT_EQ(device_name_length("SEP001122aabbcc"), 0u);
    EXPECT_EQ(device_name_length("CTIRP_Main"), 10u);
    EXPECT_EQ(device_name_length("CTIERR_DEVICE"), 0u);
    EXPECT_EQ(device_name_length("CTIManager"), 0u);
    Session s = session(0);
    Buffer body;
    put_text(body, "device SEP001122AABBCC is restricted!");
    const Collector c = decode(s.message(body), {.framing = s.truth});
    ASSERT_EQ(c.all("ctiqbe.device_name").size(), 1u);
    EXPECT_EQ(c.all("ctiqbe.device_name")[0].where.offset, 15u);
    EXPECT_EQ(c.all("ctiqbe.text").size(), 1u);
}

TEST(Decode, LatinTextIsShownAsUtf8)
{
    Session s = session(0);
    Buffer body{0, 'M', 0, 0xfc, 0, 'l', 0, 'l', 0, 'e', 0, 'r'};
    const Collector c = decode(s.message(body), {.framing = s.truth});
    ASSERT_EQ(c.all("ctiqbe.text").size(), 1u);
    EXPECT_EQ(c.all("ctiqbe.text")[0].text, "M\xc3\xbcller");
}

TEST(Decode, TheClientsOwnNameIsTakenFromItsMessagesOnly)
{
    Session s = session(0);
    Buffer body;
    put_text(body, "Cisco JTAPI 12.5(0.98000)-1 Release");
    body.push_back(0);
    put_text(body, "CiscoJTAPI");
    MessageSummary summary;
    decode(s.message(body), {.framing = s.truth, .direction = Side::client}, &summary);
    EXPECT_STREQ(summary.client_text.data(), "Cisco JTAPI 12.5(0.98000)-1 Release");
    decode(s.message(body), {.framing = s.truth, .direction = Side::server}, &summary);
    EXPECT_STREQ(summary.client_text.data(), "");
    decode(s.message(Buffer(100, 'J')), {.framing = s.truth, .direction = Side::client}, &summary);
    EXPECT_STREQ(summary.client_text.data(), "");
    Buffer large(300, 'x');
    std::copy_n("JTAPI", 5, large.begin());
    decode(s.message(large), {.framing = s.truth, .direction = Side::client}, &summary);
    EXPECT_EQ(std::string{summary.client_text.data()}.size(), 63u);
}

TEST(Decode, AddressesOfTheConversation)
{
    Session s = session(2);
    Buffer body{10, 0, 0, 5, 7, 0, 0, 10, 192, 168, 1, 1};
    const Collector c = decode(s.message(body), {.framing = s.truth, .ends = {.client = 0x0a000005, .server = 0x0a000007}});
    const auto found = c.all("ctiqbe.address");
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].number, 0x0a000005u);
    EXPECT_EQ(found[1].number, 0x0a000007u) << "bytes reversed";
    EXPECT_TRUE(decode(Buffer(64, 0), {.framing = s.truth}).all("ctiqbe.address").empty()) << "no address, no candidates";
}

TEST(Decode, PduNumberOnlyWhereItsPlaceIsKnown)
{
    Session s = session(0);
    Buffer body;
    put32(body, 126, ByteOrder::big);
    put32(body, 7, ByteOrder::big);
    const Buffer m = s.message(body);
    MessageContext context{.framing = s.truth, .direction = Side::server};
    EXPECT_TRUE(decode(m, context).all("ctiqbe.pdu_number").empty());

    context.pdu_place = Place{8, 4, {}};
    MessageSummary summary;
    Collector c = decode(m, context, &summary);
    ASSERT_EQ(c.all("ctiqbe.pdu_number").size(), 1u);
    EXPECT_EQ(c.all("ctiqbe.pdu_number")[0].number, 126u);
    EXPECT_EQ(c.all("ctiqbe.pdu_name")[0].text, "ProviderOpenCompletedEvent");
    EXPECT_NE(c.all("ctiqbe.pdu_evidence")[0].text.find("Jabber log"), std::string::npos);
    EXPECT_STREQ(summary.pdu_name, "ProviderOpenCompletedEvent");

    context.direction = Side::client;
    c = decode(m, context);
    EXPECT_EQ(c.all("ctiqbe.pdu_number")[0].number, 126u);
    EXPECT_TRUE(c.all("ctiqbe.pdu_name").empty()) << "the published name is of the other direction";

    context.pdu_place = Place{14, 4, {}};
    EXPECT_TRUE(decode(m, context).all("ctiqbe.pdu_number").empty()) << "beyond the message";
}

TEST(Decode, TheUserTableNamesNumbersAndFields)
{
    UserTable table;
    ASSERT_EQ(table.add(37, "SomeRequest", Side::client,
                        "8:u16:pdu_number,12:u32be:seq,16:result:outcome,20:ipv4:media,24:text5:name,30:utf16le:user,42:bytes2:tail,300:u32:far,40:u64:over"),
              "");
    Session s = session(2);
    Buffer body;
    put32(body, 37, ByteOrder::little);
    put32(body, 0x01020304, ByteOrder::big);
    put32(body, 0x8CCC0013, ByteOrder::little);
    body.insert(body.end(), {10, 1, 2, 3});
    put_text(body, "abcde");
    body.push_back(0);
    put_text16(body, "Hi", ByteOrder::little);
    body.resize(36);
    const Buffer m = s.message(body);
    const Collector c = decode(m, {.framing = s.truth, .user = &table});
    EXPECT_EQ(c.all("ctiqbe.pdu_name")[0].text, "SomeRequest");
    EXPECT_EQ(c.all("ctiqbe.pdu_evidence")[0].text, "user table ctiqbe_pdus");
    ASSERT_EQ(c.all("ctiqbe.user.number").size(), 1u);
    EXPECT_EQ(c.all("ctiqbe.user.number")[0].number, 0x01020304u);
    EXPECT_EQ(c.all("ctiqbe.user.number")[0].group, "seq");
    EXPECT_EQ(c.all("ctiqbe.user.address")[0].number, 0x0a010203u);
    ASSERT_EQ(c.all("ctiqbe.user.text").size(), 2u);
    EXPECT_EQ(c.all("ctiqbe.user.text")[0].text, "abcde");
    EXPECT_EQ(c.all("ctiqbe.user.text")[1].text, "Hi");
    EXPECT_EQ(c.all("ctiqbe.user.text")[1].where.length, 4u);
    EXPECT_EQ(c.all("ctiqbe.user.bytes")[0].where.offset, 42u);
    EXPECT_EQ(c.all("ctiqbe.result")[0].group, "outcome");
    ASSERT_GE(c.findings.size(), 2u);
    EXPECT_EQ(c.findings[0], "ctiqbe.user_field: Field far of the user table does not fit into this message of 44 bytes");
    EXPECT_EQ(c.findings[1], "ctiqbe.user_field: Field over of the user table does not fit into this message of 44 bytes");
}

/// Bytes of every kind and length: spans stay inside (the collector checks), the number of candidates is bounded.
TEST(Decode, AnyBytes)
{
    std::mt19937 random{4};
    UserTable table;
    ASSERT_EQ(table.add(0, "Zero", {}, "8:u8:pdu_number,4294967295:u32:a,4294967295:text:b,9:utf16:c,8:text:d,5:utf16be4294967295:e"), "");
    for (int round = 0; round < 3000; ++round) {
        Buffer m(random() % 200);
        for (std::uint8_t& b : m)
            b = random() % 3 ? static_cast<std::uint8_t>(random()) : static_cast<std::uint8_t>("\0SEPCTI_A"[random() % 9]);
        decode(m, {.framing = hypotheses[random() % 8], .user = &table, .ends = {0x01020304, 0}});
    }
    const Buffer many = [] {
        Buffer b(8, 0);
        for (int i = 0; i < 10000; ++i)
            put32(b, 0x8CCC0060, ByteOrder::big);
        return b;
    }();
    EXPECT_EQ(decode(many, {.framing = hypotheses[0]}).all("ctiqbe.result").size(), max_candidates);
}

TEST(Diagnoses, EveryRowIsComplete)
{
    for (const Diagnosis& d : diagnoses) {
        EXPECT_TRUE(std::string_view{d.id}.starts_with("ctiqbe."));
        for (const char* text : {d.summary, d.sentence, d.remedy, d.source})
            EXPECT_NE(std::string_view{text}, "") << d.id;
        // The plugin's buffers: nothing may be cut with the longest addresses and names.
        const char* address = "2001:0db8:1111:2222:3333:4444:5555:6666";
        const char* text = hypotheses[0].text;
        const Finding f{d, {}, address, text, 4294967295u, 4294967295u, 4294967295u, 4294967295u};
        char out[400];
        EXPECT_LT(format_sentence(f, out, sizeof out), 399u) << d.id;
        EXPECT_LT(format_remedy(f, out, sizeof out), 399u) << d.id;
    }
}

} // namespace

// SPDX-License-Identifier: GPL-2.0-or-later
// The version proposes, the bytes decide; and what is said of what does not fit. Layouts: CTI Server Message Reference Guide.
#include "bytes.hpp"

namespace cti::ged188::test {
namespace {

const Widths one{1, 1}, two{2, 2}, mixed{2, 1};

Shape shape_of(const Buffer& message, const Conditions& c)
{
    return choose_shape(be32(message.data() + 4), Bytes{message}.subspan(header_size), c);
}

/// OPEN_CONF with a fixed part of the version's size, and the agent's extension behind it.
Buffer open_conf_with_extension(std::uint32_t fixed_bytes, Widths widths)
{
    Message m{4, widths};
    m.u32(1).u32(0x10).u32(0).u32(0).u32(1700000000).u16(1).u16(17).u16(3);
    if (fixed_bytes >= 30)
        m.u32(7);
    if (fixed_bytes >= 32)
        m.u16(1);
    return m.string(4, "3001").bytes();
}

/// Texts of every length, with a NUL and with a byte that is not ASCII in every place. The heap ends where the text does.
TEST(Text, IsScannedToItsFirstNul)
{
    constexpr std::uint32_t before = 8;
    for (std::uint32_t size = 0; size <= 40; ++size)
        for (std::uint32_t nul = 0; nul <= size; ++nul)
            for (std::uint32_t odd = 0; odd <= size; ++odd)
                for (const std::uint8_t odd_byte : {0x80, 0xff, 0x01, 0x7f}) {
                    Buffer bytes(before + size, std::uint8_t{0x81}); // what stands before a text is none of it
                    std::fill(bytes.begin() + before, bytes.end(), std::uint8_t{'a'});
                    if (odd < size)
                        bytes[before + odd] = odd_byte;
                    if (nul < size)
                        bytes[before + nul] = 0;
                    const TextScan scan = scan_text(bytes.data() + before, size);
                    ASSERT_EQ(scan.length, nul);
                    ASSERT_EQ(scan.ascii, !(odd < nul && odd_byte >= 0x80)) << size << " " << nul << " " << odd << " " << unsigned{odd_byte};
                }
}

TEST(Numbers, AreLoadedInTheirByteOrder)
{
    const std::uint8_t bytes[] = {0x01, 0x82, 0x03, 0x84, 0x05, 0x86, 0x07, 0x88};
    EXPECT_EQ(be16(bytes), 0x0182);
    EXPECT_EQ(le16(bytes), 0x8201);
    EXPECT_EQ(be32(bytes), 0x01820384u);
    EXPECT_EQ(le32(bytes), 0x84038201u);
    EXPECT_EQ(be64(bytes), 0x0182038405860788u);
    EXPECT_EQ(le64(bytes), 0x8807860584038201u);
}

/// A message with more floating fields than are remembered from choosing its layout loses none of them.
TEST(Fields, AreDecodedBeyondThoseRemembered)
{
    for (const std::uint32_t count : {1u, FoundFields::capacity - 1, FoundFields::capacity, FoundFields::capacity + 1, 3 * FoundFields::capacity}) {
        Message m{31, two}; // SYSTEM_EVENT
        m.u32(0).u32(1700000000).u32(1).zeros(12).u16(0xffff);
        std::vector<std::string> texts;
        for (std::uint32_t i = 0; i < count; ++i)
            m.string(7, texts.emplace_back(std::to_string(i))); // Text
        const Collector seen = collect(m.bytes(), conditions_of(24));
        EXPECT_EQ(seen.texts("ged188.text"), texts);
        EXPECT_TRUE(seen.findings.empty()) << seen.ids()[0];
    }
}

/// Tag 0 is nobody's, also where a layout has fields whose tags are not published.
TEST(Fields, HaveNoTagZero)
{
    for (const CompiledLayout& layout : all_layouts()) {
        if (layout.floating.empty() || layout.floating[0].tag != unpublished_tag || layout.spec->dialect == Dialect::uccx)
            continue;
        Message m{layout.spec->number, two};
        m.zeros(fixed_size(layout, 25)).string(0, "abc");
        const Collector seen = collect(m.bytes(), conditions_of(25));
        EXPECT_TRUE(seen.found("ged188.unknown_tag")) << layout.spec->name;
    }
}

/// Zeros too many are said once, and what stands behind them is read.
TEST(Fields, AreFoundBehindSurplusZeros)
{
    Message m{48, one}; // CONFERENCE_CALL_REQ
    m.u32(6).u32(5000).u32(100).u32(200).zeros(24).zeros(6).string(25, "4001");
    const Collector seen = collect(m.bytes(), conditions_of(14));
    EXPECT_EQ(seen.ids(), std::vector<std::string>{"ged188.trailing_bytes"});
    EXPECT_EQ(seen.texts("ged188.connection_device_id"), std::vector<std::string>{"4001"});
}

TEST(Widths, FollowVersionAndDialect)
{
    for (std::uint8_t v = 5; v <= 19; ++v)
        EXPECT_EQ(widths_of(v, Dialect::ucce), one) << unsigned{v};
    for (std::uint8_t v = 20; v <= 25; ++v)
        EXPECT_EQ(widths_of(v, Dialect::ucce), two) << unsigned{v};
    for (std::uint8_t v = 10; v <= 17; ++v)
        EXPECT_EQ(widths_of(v, Dialect::uccx), one) << unsigned{v};
    EXPECT_EQ(widths_of(18, Dialect::uccx), mixed);
}

TEST(MaximumSize, FollowsTheVersion)
{
    EXPECT_EQ(max_message_size(9), 4329u);
    EXPECT_EQ(max_message_size(15), 4329u);
    EXPECT_EQ(max_message_size(24), 12500u);
    EXPECT_EQ(max_message_size(25), 12500u);
}

TEST(Shape, OpenConfGrewWithTheVersions)
{
    const struct { std::uint8_t version; std::uint32_t fixed; } rows[] = {{6, 26}, {14, 26}, {18, 26}, {19, 30}, {20, 30}, {23, 30}, {24, 32}, {25, 32}};
    for (const auto& row : rows) {
        const Conditions c = conditions_of(row.version);
        const Shape s = shape_of(open_conf_with_extension(row.fixed, c.widths), c);
        ASSERT_TRUE(s.layout) << unsigned{row.version};
        EXPECT_TRUE(s.exact && s.as_proposed) << unsigned{row.version};
        EXPECT_EQ(fixed_size(*s.layout, s.version), row.fixed) << unsigned{row.version};
        EXPECT_EQ(s.widths, c.widths);
    }
}

TEST(Shape, TheBytesDecideAgainstTheVersion)
{
    const struct { std::uint8_t version; std::uint32_t fixed; } rows[] = {{24, 30}, {24, 26}, {19, 26}, {20, 32}, {14, 30}, {25, 30}};
    for (const auto& row : rows) {
        const Conditions c = conditions_of(row.version);
        const Buffer message = open_conf_with_extension(row.fixed, c.widths);
        const Shape s = shape_of(message, c);
        ASSERT_TRUE(s.layout);
        EXPECT_TRUE(s.exact) << unsigned{row.version};
        EXPECT_FALSE(s.as_proposed) << unsigned{row.version};
        EXPECT_EQ(fixed_size(*s.layout, s.version), row.fixed) << unsigned{row.version};
        const Collector seen = collect(message, c);
        EXPECT_EQ(seen.texts("ged188.agent_extension"), std::vector<std::string>{"3001"});
        EXPECT_TRUE(seen.found("ged188.other_layout"));
        EXPECT_EQ(seen.has("ged188.department_id"), row.fixed >= 30);
        EXPECT_EQ(seen.has("ged188.session_type"), row.fixed >= 32);
    }
}

TEST(Shape, OtherWidthsThanTheVersions)
{
    const struct { std::uint8_t version; Dialect dialect; Widths widths; } rows[] = {
        {24, Dialect::ucce, one}, {20, Dialect::ucce, one}, {19, Dialect::ucce, two}, {14, Dialect::ucce, two}, {18, Dialect::uccx, one}, {17, Dialect::uccx, mixed}};
    for (const auto& row : rows) {
        const Conditions c = conditions_of(row.version, row.dialect);
        const Buffer message = system_event(6, row.widths, "what is it");
        const Shape s = shape_of(message, c);
        ASSERT_TRUE(s.layout);
        EXPECT_TRUE(s.exact && !s.as_proposed) << unsigned{row.version};
        EXPECT_EQ(s.widths, row.widths) << unsigned{row.version};
        EXPECT_EQ(collect(message, c).texts("ged188.text"), std::vector<std::string>{"what is it"});
    }
}

TEST(Shape, NothingIsSaidOfAnotherLayoutWhereTheVersionIsAGuess)
{
    Conditions c = conditions_of(24);
    c.version_known = false;
    EXPECT_FALSE(collect(open_conf_with_extension(26, one), c).found("ged188.other_layout"));
}

TEST(Shape, FailureConfHasTwoLayouts)
{
    for (const std::uint8_t version : {std::uint8_t{9}, std::uint8_t{19}, std::uint8_t{24}, std::uint8_t{25}}) {
        const Collector shorter = collect(Message{1}.u32(1).u32(36).bytes(), conditions_of(version));
        EXPECT_EQ(shorter.numbers("ged188.status"), std::vector<std::uint64_t>{36}) << unsigned{version};
        EXPECT_FALSE(shorter.has("ged188.failure_code"));
        const Collector longer = collect(Message{1}.u32(1).u16(36).u32(9).bytes(), conditions_of(version));
        EXPECT_EQ(longer.numbers("ged188.failure_code"), std::vector<std::uint64_t>{36}) << unsigned{version};
        EXPECT_EQ(longer.numbers("ged188.peripheral_error_code"), std::vector<std::uint64_t>{9});
        EXPECT_FALSE(longer.has("ged188.status"));
        EXPECT_FALSE(shorter.found("ged188.trailing_bytes") || longer.found("ged188.trailing_bytes"));
    }
    // Unified CCX adds a text.
    const Collector text = collect(Message{1, mixed}.u32(1).u32(92).string(7, "not master").bytes(), conditions_of(18, Dialect::uccx));
    EXPECT_EQ(text.numbers("ged188.status"), std::vector<std::uint64_t>{92});
    EXPECT_EQ(text.texts("ged188.text"), std::vector<std::string>{"not master"});
}

TEST(Shape, NetworkRecordingUnderBothNumbers)
{
    // The message set of protocol 24 counts these from 267, the tables of protocol 25 from 268.
    Message request24{267};
    request24.u32(2).u32(5000).u32(77).u16(0).string(25, "3001");
    EXPECT_STREQ(shape_name(267, shape_of(request24.bytes(), conditions_of(24)), conditions_of(24)), "START_NETWORK_RECORDING_REQ");
    const Buffer conf24 = Message{268}.u32(2).bytes();
    EXPECT_STREQ(shape_name(268, shape_of(conf24, conditions_of(24)), conditions_of(24)), "START_NETWORK_RECORDING_CONF");
    Message request25{268};
    request25.u32(2).u32(5000).u32(77).u16(0).string(25, "3001");
    EXPECT_STREQ(shape_name(268, shape_of(request25.bytes(), conditions_of(25)), conditions_of(25)), "START_NETWORK_RECORDING_REQ");
    // Under 273 and 274 the fixed parts have 16, 18 and 20 bytes.
    Message ended{273};
    ended.u32(0).u32(5000).u32(77).u16(0).u16(0).string(25, "3001");
    EXPECT_STREQ(shape_name(273, shape_of(ended.bytes(), conditions_of(25)), conditions_of(25)), "NETWORK_RECORDING_ENDED_EVENT");
    Message failed{273};
    failed.u32(0).u32(5000).u32(77).u16(0).u16(0).u16(2).string(25, "3001");
    const Collector seen = collect(failed.bytes(), conditions_of(24));
    EXPECT_EQ(seen.numbers("ged188.record_failure_cause"), std::vector<std::uint64_t>{2});
}

TEST(Names, FollowTheVersionWhereANumberChangedItsMeaning)
{
    // The message set of protocol 15 has TEAM_CONFIG_* here; a recorded session of protocol 15 has what 24 prints.
    EXPECT_STREQ(message_name(236, 15, Dialect::ucce)->name, "CONFIG_SKILL_GROUP_EVENT");
    EXPECT_STREQ(message_name(237, 15, Dialect::ucce)->name, "CONFIG_AGENT_EVENT");
    EXPECT_STREQ(message_name(238, 15, Dialect::ucce)->name, "CONFIG_DEVICE_EVENT");
    EXPECT_STREQ(message_name(247, 15, Dialect::ucce)->name, "CALL_TERMINATION_EVENT");
    EXPECT_STREQ(message_name(247, 24, Dialect::ucce)->name, "RESERVED");
    EXPECT_STREQ(message_name(236, 24, Dialect::ucce)->name, "CONFIG_SKILL_GROUP_EVENT");
    EXPECT_STREQ(message_name(237, 24, Dialect::ucce)->name, "CONFIG_AGENT_EVENT");
    EXPECT_STREQ(message_name(242, 24, Dialect::ucce)->name, "TEAM_CONFIG_REQ");
    EXPECT_STREQ(message_name(254, 24, Dialect::ucce)->name, "CONFIG_MRD_EVENT");
    EXPECT_STREQ(message_name(245, 24, Dialect::ucce)->name, "CONFIG_CALL_TYPE_EVENT");
    EXPECT_EQ(message_name(0, 24, Dialect::ucce), nullptr);
    EXPECT_EQ(message_name(285, 24, Dialect::ucce), nullptr);
}

TEST(Names, RecordsOfOldProtocols)
{
    const Collector records = collect(Message{237, one}.u16(1).field16(183, 0).string(190, "1001").bytes(), conditions_of(15));
    EXPECT_EQ(records.texts("ged188.login_id"), std::vector<std::string>{"1001"});
    // Zeros walk as an empty field of tag 0, which there is not: they are too many.
    const Collector zeros = collect(Message{237, one}.u32(0).bytes(), conditions_of(15));
    EXPECT_EQ(zeros.ids(), std::vector<std::string>{"ged188.trailing_bytes"});
}

// ---- what the session is told of a message

Summary summary_of(const Buffer& message, const Conditions& c)
{
    Collector sink{message};
    return summarize(message, c, sink);
}

/// AGENT_STATE_EVENT up to its floating part; a guide's page of protocol 18 ends with NumFltSkillGroups, 19 has DepartmentID.
Message agent_state_event(std::uint8_t version, Dialect dialect, std::uint32_t icm_agent_id)
{
    Message m{30, widths_of(version, dialect)};
    m.u32(7).u32(5000).u32(0).u16(17).u16(2).u32(0).u32(1).u32(1).u16(0).u16(2).u16(50002).u32(1).u32(0).u16(1).u32(1).u32(icm_agent_id).u32(0).u16(0);
    if (version >= 19)
        m.u32(0);
    return m;
}

TEST(Summaries, TheAgentByWhicheverTag)
{
    std::array<char, 12> digits{};
    const auto agent = [&](const Message& m, std::uint8_t version, Dialect dialect) {
        const Buffer bytes = m.bytes();
        return as_string(summary_of(bytes, conditions_of(version, dialect)).agent(digits));
    };
    EXPECT_EQ(agent(agent_state_event(24, Dialect::ucce, 5100).string(5, "1001").string(194, "long"), 24, Dialect::ucce), "1001");
    EXPECT_EQ(agent(agent_state_event(24, Dialect::ucce, 5100).string(5, "").string(194, "long"), 24, Dialect::ucce), "long");
    EXPECT_EQ(agent(agent_state_event(14, Dialect::uccx, 21).string(5, "").string(194, "sam@example.com"), 14, Dialect::uccx), "sam@example.com");
    // The number of the fixed part, where no text names the agent; Unified CCX has constants there.
    EXPECT_EQ(agent(agent_state_event(24, Dialect::ucce, 5100), 24, Dialect::ucce), "5100");
    EXPECT_EQ(agent(agent_state_event(24, Dialect::ucce, 0), 24, Dialect::ucce), "");
    EXPECT_EQ(agent(agent_state_event(14, Dialect::uccx, 21), 14, Dialect::uccx), "");
}

TEST(Summaries, APasswordOfNulsIsEmpty)
{
    const auto password = [](std::string_view bytes) { return open_req(24, 1, 0xffffffff, bytes); };
    for (const std::string_view empty : {std::string_view{}, std::string_view{"\0", 1}, std::string_view{"\0\0", 2}}) {
        const Buffer message = password(empty);
        const Summary s = summary_of(message, conditions_of(24));
        EXPECT_TRUE(s.has(Role::client_password));
        EXPECT_TRUE(s.text(Role::client_password).empty());
    }
    const Buffer message = password({"s\0x\0", 4});
    EXPECT_EQ(summary_of(message, conditions_of(24)).text(Role::client_password), std::string_view("s\0x", 3));
    EXPECT_TRUE(summary_of(heartbeat_req(1), conditions_of(24)).text(Role::client_password).empty());
}

TEST(Summaries, WhatRulesNeed)
{
    const Buffer opened = open_conf(24, 3);
    const Summary conf = summary_of(opened, conditions_of(24));
    EXPECT_EQ(conf.get(Role::central_controller_time), 1700000000u);
    EXPECT_TRUE(conf.has(Role::monitor_id));
    const Buffer state = agent_state_event(24, Dialect::ucce, 5100).string(4, "2001").string(6, "SEP01").bytes();
    const Summary event = summary_of(state, conditions_of(24));
    EXPECT_EQ(event.get(Role::monitor_id), 7u);
    EXPECT_EQ(event.get(Role::peripheral_id), 5000u);
    EXPECT_EQ(event.get(Role::icm_agent_id), 5100u);
    EXPECT_EQ(event.get(Role::event_reason_code), 50002u);
    EXPECT_EQ(event.text(Role::agent_extension), "2001");
    EXPECT_EQ(event.text(Role::agent_instrument), "SEP01");
    const Buffer end = Message{234}.u32(5).bytes();
    EXPECT_EQ(summary_of(end, conditions_of(24)).get(Role::config_end_status), 5u);
}

// ---- where the guides disagree, the bytes decide and nothing is said

TEST(Shape, SessionTypeAt23)
{
    Message without{4};
    without.u32(1).u32(0x10).u32(0).u32(0).u32(1700000000).u16(1).u16(17).u16(0).u32(0);
    Message with = without;
    with.u16(2);
    const Collector thirty = collect(without.bytes(), conditions_of(23));
    EXPECT_TRUE(thirty.ids().empty()) << thirty.ids()[0];
    EXPECT_FALSE(thirty.has("ged188.session_type"));
    const Collector thirty_two = collect(with.bytes(), conditions_of(23));
    EXPECT_TRUE(thirty_two.ids().empty()) << thirty_two.ids()[0];
    EXPECT_EQ(thirty_two.numbers("ged188.session_type"), std::vector<std::uint64_t>{2});
    // Only from 23 on: at 22 it is another version's layout, and is said to be.
    EXPECT_EQ(collect(with.bytes(), conditions_of(22)).ids(), std::vector<std::string>{"ged188.other_layout"});
}

TEST(Shape, RequestingDeviceTypeFixedOrFloating)
{
    Message floating{46};
    floating.u32(1).u32(5000).u32(77).u16(0).string(25, "2001").field16(220, 0);
    Message fixed{46};
    fixed.u32(1).u32(5000).u32(77).u16(0).u16(0).string(25, "2001");
    for (const std::uint8_t version : {20, 24, 25})
        for (const Message& m : {floating, fixed}) {
            const Collector seen = collect(m.bytes(), conditions_of(version));
            EXPECT_TRUE(seen.ids().empty()) << seen.ids()[0];
            EXPECT_EQ(seen.numbers("ged188.requesting_device_id_type"), std::vector<std::uint64_t>{0});
            EXPECT_EQ(seen.texts("ged188.connection_device_id"), std::vector<std::string>{"2001"});
        }
}

TEST(Tags, FollowTheVersion)
{
    EXPECT_STREQ(tag_row(312, 24)->name, "NUM_POSITIVE_ANSWERS_SUGGESTIONS");
    EXPECT_STREQ(tag_row(313, 24)->name, "NUM_NEGATIVE_ANSWERS_SUGGESTIONS");
    EXPECT_STREQ(tag_row(312, 25)->name, "MEDIA_TYPE_TAG");
    EXPECT_STREQ(tag_row(313, 25)->name, "MEDIA_PROVIDER_TAG");
    EXPECT_EQ(tag_row(5, 9), tag_row(5));
}

TEST(Records, InstrumentsRepeatWithinATerminal)
{
    Message m{276};
    m.u16(2).field16(183, 0).string(303, "SEP1").field16(305, 2).string(6, "2001").string(6, "2002").field16(183, 0).string(303, "SEP2");
    const Buffer message = m.bytes();
    const Collector seen = collect(message, conditions_of(24));
    EXPECT_TRUE(seen.ids().empty()) << seen.ids()[0];
    EXPECT_EQ(seen.texts("ged188.instrument"), (std::vector<std::string>{"2001", "2002"}));
}

// ---- what does not fit

TEST(Findings, UnknownMessage)
{
    for (const std::uint32_t number : {0u, 285u, 0xffffffffu}) {
        const Collector seen = collect(Message{number}.u32(1).bytes(), conditions_of(24));
        EXPECT_EQ(seen.ids(), std::vector<std::string>{"ged188.unknown_message"}) << number;
        EXPECT_TRUE(seen.has("ged188.undecoded"));
    }
    EXPECT_EQ(collect(Message{999}.u32(1).bytes(), conditions_of(24)).sentence("ged188.unknown_message"), "Message type 999 is not in the message set 1..284");
}

TEST(Findings, UnknownTagIsSteppedOver)
{
    Message m{31};
    m.zeros(26).string(314, "later").string(7, "still there");
    const Collector seen = collect(m.bytes(), conditions_of(24));
    EXPECT_EQ(seen.ids(), std::vector<std::string>{"ged188.unknown_tag"});
    EXPECT_NE(seen.sentence("ged188.unknown_tag").find("314"), std::string::npos);
    EXPECT_EQ(seen.texts("ged188.text"), std::vector<std::string>{"still there"});
}

TEST(Findings, ATagThatDoesNotBelong)
{
    Message m{31};
    m.zeros(26).string(8, "5551234").string(7, "still there");
    const Collector seen = collect(m.bytes(), conditions_of(24));
    EXPECT_EQ(seen.ids(), std::vector<std::string>{"ged188.unexpected_field"});
    EXPECT_EQ(seen.texts("ged188.ani"), std::vector<std::string>{"5551234"});
    EXPECT_EQ(seen.sentence("ged188.unexpected_field"), "ANI (tag 8) is not documented for SYSTEM_EVENT");
}

TEST(Findings, FieldLengthPastTheEnd)
{
    for (const Widths widths : {one, two}) {
        Message m{31, widths};
        m.zeros(26).string(206, "dev").head(7, 200).text("short");
        const Collector seen = collect(m.bytes(), conditions_of(widths == one ? 14 : 24));
        EXPECT_EQ(seen.ids(), std::vector<std::string>{"ged188.bad_length"});
        EXPECT_EQ(seen.texts("ged188.event_device_id"), std::vector<std::string>{"dev"});
        EXPECT_TRUE(seen.has("ged188.undecoded"));
        EXPECT_FALSE(seen.has("ged188.text"));
    }
}

TEST(Findings, TheMessageEndsInItsFixedPart)
{
    const Collector seen = collect(Message{35}.u32(1).u16(70).u16(0).bytes(), conditions_of(24));
    EXPECT_EQ(seen.ids(), std::vector<std::string>{"ged188.bad_length"});
    EXPECT_EQ(seen.numbers("ged188.failure_code"), std::vector<std::uint64_t>{70});
}

TEST(Findings, BytesLeftOver)
{
    for (const unsigned n : {1u, 2u, 3u}) {
        const Collector seen = collect(Message{6}.u32(1).text(std::string(n, '\xff')).bytes(), conditions_of(24));
        EXPECT_EQ(seen.ids(), std::vector<std::string>{"ged188.trailing_bytes"}) << n;
        EXPECT_EQ(seen.numbers("ged188.invoke_id"), std::vector<std::uint64_t>{1});
    }
}

TEST(Findings, AMessageCutByTheCaptureLacksNothing)
{
    Message m{23};
    m.zeros(34).string(25, "3001").string(8, "0235551234");
    const Buffer whole = m.bytes();
    for (std::size_t size = header_size; size < whole.size(); ++size) {
        const Collector seen = collect(Buffer{whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}, conditions_of(24));
        EXPECT_TRUE(seen.found("ged188.truncated")) << size;
        for (const char* wrong : {"ged188.bad_length", "ged188.trailing_bytes", "ged188.missing_field", "ged188.count_mismatch", "ged188.other_layout"})
            EXPECT_FALSE(seen.found(wrong)) << wrong << " at " << size;
    }
}

TEST(Findings, TooLongForItsVersion)
{
    const auto long_message = [](std::size_t size) {
        Message m{31};
        m.zeros(26);
        for (std::size_t room = size - 34; room > 0;) {
            const std::size_t n = room > 104 ? 100 : room - 4;
            m.string(7, std::string(n - 1, 'x'));
            room -= n + 4;
        }
        return m.bytes();
    };
    EXPECT_FALSE(collect(long_message(12500), conditions_of(24)).found("ged188.too_long"));
    EXPECT_TRUE(collect(long_message(12501), conditions_of(24)).found("ged188.too_long"));
    EXPECT_FALSE(collect(long_message(4329), conditions_of(20)).found("ged188.too_long"));
    EXPECT_TRUE(collect(long_message(4330), conditions_of(20)).found("ged188.too_long"));
}

TEST(Findings, CountersThatLie)
{
    Message m{23}; // BEGIN_CALL_EVENT: NumNamedVariables 3, one there
    m.u32(0).u32(5000).u16(17).u16(0).u16(3).u16(0).u16(1).u16(0).u32(77).u16(0).string(25, "3001").field(82, std::string_view{"a\0b\0", 4});
    const Collector seen = collect(m.bytes(), conditions_of(24));
    EXPECT_EQ(seen.ids(), std::vector<std::string>{"ged188.count_mismatch"});
    EXPECT_EQ(seen.sentence("ged188.count_mismatch"), "NumNamedVariables says 3, but 1 are there");
}

TEST(Findings, RequiredFieldsThatAreMissing)
{
    const Collector seen = collect(Message{3}.u32(1).u32(24).zeros(36).bytes(), conditions_of(24));
    EXPECT_EQ(seen.ids(), (std::vector<std::string>{"ged188.missing_field", "ged188.missing_field"})); // ClientID and ClientPassword
    EXPECT_FALSE(collect(open_req(24), conditions_of(24)).found("ged188.missing_field"));
}

TEST(Findings, Strings)
{
    const auto with = [](std::string_view data) {
        Message m{31};
        m.zeros(26).field(7, data);
        return collect(m.bytes(), conditions_of(24));
    };
    EXPECT_TRUE(with("no end").found("ged188.unterminated_string"));
    EXPECT_EQ(with("no end").texts("ged188.text"), std::vector<std::string>{"no end"});
    EXPECT_EQ(with(std::string_view{"abc\0def\0", 8}).texts("ged188.text"), std::vector<std::string>{"abc"});
    EXPECT_EQ(with({}).texts("ged188.text"), std::vector<std::string>{""});
    EXPECT_TRUE(with({}).findings.empty());
    EXPECT_TRUE(with(std::string_view{"Gr\xc3\xb6\xc3\x9f" "e\0", 8}).found("ged188.non_ascii"));
    Message agent{30};
    agent.zeros(62).string(5, "123456789012");
    EXPECT_TRUE(collect(agent.bytes(), conditions_of(24)).found("ged188.field_too_long")); // 13 bytes with NUL, AgentID has 12
    Message fits{30};
    fits.zeros(62).string(5, "12345678901");
    EXPECT_FALSE(collect(fits.bytes(), conditions_of(24)).found("ged188.field_too_long"));
}

TEST(Findings, NamedVariables)
{
    const auto with = [](std::uint32_t tag, std::string_view data) {
        Message m{26}; // SET_CALL_DATA_REQ, one variable or array element
        m.u32(1).u32(5000).u16(0).u32(77).u16(tag == 82).u16(tag == 83).u16(0xffff).u16(1).u32(0).u32(0).string(25, "3001").field(tag, data);
        return collect(m.bytes(), conditions_of(24));
    };
    EXPECT_TRUE(with(82, std::string_view{"a\0b\0", 4}).findings.empty());
    EXPECT_EQ(with(82, std::string_view{"a\0b\0", 4}).texts("ged188.named_variable"), std::vector<std::string>{"a=b"});
    EXPECT_EQ(with(83, std::string_view{"\3a\0b\0", 5}).texts("ged188.named_array"), std::vector<std::string>{"a[3]=b"});
    for (const std::string_view data : {std::string_view{}, std::string_view{"a"}, std::string_view{"user.x"}})
        for (const std::uint32_t tag : {82u, 83u})
            EXPECT_EQ(with(tag, data).ids(), std::vector<std::string>{"ged188.bad_length"}) << tag << " " << data;
}

TEST(Lists, RecordsAreGrouped)
{
    Message m{30}; // AGENT_STATE_EVENT, NumFltSkillGroups 2 at its place
    m.u32(1).u32(5000).u32(0).u16(17).u16(3).u32(0).u32(7).u32(7).u16(0).u16(3).u16(0).u32(1).u32(0).u16(1).u32(1).u32(1).u32(1).u16(2).u32(0);
    m.string(5, "1001");
    m.field32(62, 7).field32(63, 5007).field16(64, 0).field16(65, 3);
    m.field32(62, 9).field32(63, 5009).field16(64, 1).field16(65, 2);
    const Collector seen = collect(m.bytes(), conditions_of(24));
    EXPECT_TRUE(seen.findings.empty()) << seen.ids()[0];
    ASSERT_EQ(seen.groups.size(), 2u);
    EXPECT_TRUE(seen.groups[0].ends_with(" 1"));
    EXPECT_TRUE(seen.groups[1].ends_with(" 2"));
    EXPECT_EQ(seen.numbers("ged188.skill_group_id"), (std::vector<std::uint64_t>{7, 5007, 5009}));
    for (const Seen& s : seen.seen)
        EXPECT_EQ(s.depth, s.filter.starts_with("ged188.skill_group") && s.where.offset > 70 ? 1u : 0u) << s.filter;
}

TEST(Lists, ArraysElementByElement)
{
    Message m{282};
    m.u16(1).field32(141, 5100).field16(310, 3).head(309, 6).u16(1).u16(2).u16(4).field16(183, 0);
    const Collector seen = collect(m.bytes(), conditions_of(24));
    EXPECT_EQ(seen.numbers("ged188.enabled_services"), (std::vector<std::uint64_t>{1, 2, 4}));
    EXPECT_TRUE(seen.findings.empty()) << seen.ids()[0];
}

TEST(Numbers, NullValuesAreWhole)
{
    Message m{42};
    m.u32(9).u32(0xffffffff).u32(0xffffffff).u16(0xffff).string(6, "3001");
    const Collector seen = collect(m.bytes(), conditions_of(24));
    EXPECT_EQ(seen.numbers("ged188.connection_call_id"), std::vector<std::uint64_t>{0xffffffff});
    const FieldDef& call = fields()[find_field("ged188.connection_call_id")];
    ASSERT_TRUE(call.values);
    EXPECT_STREQ(value_name(*call.values, 0xffffffff), "NULL_CALL_ID");
}

TEST(Uccx, LongAgentIdStandsForTheShortOne)
{
    Message m{38, mixed};
    m.u32(1).u32(1).u16(0).u16(0).u16(0).u16(0).u8(0).u32(0).string(6, "2001").string(194, "jane.doe").string(49, "x");
    const Collector seen = collect(m.bytes(), conditions_of(18, Dialect::uccx));
    EXPECT_TRUE(seen.findings.empty()) << seen.ids()[0];
    EXPECT_EQ(seen.texts("ged188.agent_id_long"), std::vector<std::string>{"jane.doe"});
}

} // namespace
} // namespace cti::ged188::test

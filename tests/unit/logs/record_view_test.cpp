// SPDX-License-Identifier: GPL-2.0-or-later
// Records read back from packets: everything that a line says is there again, and names of the wire are found.
#include "logs/record_view.hpp"
#include "logs/wire_fields.hpp"

#include "logs/descriptor.hpp"

#include "read.hpp"
#include "samples.hpp"

#include <gtest/gtest.h>

#include <random>

using namespace cti;
using namespace cti::logs;

namespace {

std::vector<std::vector<std::uint8_t>> encoded(std::string_view text)
{
    std::vector<std::vector<std::uint8_t>> out;
    Reader reader{{{}, "f.log"}, [&](const Record& record) {
                      out.emplace_back();
                      encode_record(record, out.back());
                  }};
    reader.push(as_bytes(text));
    reader.finish();
    return out;
}

constexpr std::string_view conf = "22:21:22:999 cg1A-ctisvr SESSION 9: MsgType:FAILURE_CONF (InvokeID:0x1b65f Status:96 )\n";
constexpr std::string_view request =
    "22:21:22:900 cg1A-ctisvr SESSION 9: MsgType:QUERY_AGENT_STATE_REQ (InvokeID:0x1b65f PeripheralID:5000 )\n";
constexpr std::string_view jabber =
    "2023-01-24 07:32:38,598 WARN [0x000026e0] [rc\\deskphoneprovider\\DPProvider.cpp(598)] [csf.ecc] "
    "[CDPProvider::HandleEvent_ProviderOpenCompleted] - ProviderOpen failed: reason: 0x8ccc0075, Directory login "
    "failed - timeout\n";

struct Collect : NullSink {
    std::vector<std::pair<std::string, std::string>> fields;
    void number(FieldId id, Span, std::uint64_t n) { fields.emplace_back(filters[id].filter, std::to_string(n)); }
    void text(FieldId id, Span, std::string_view value, const char* = nullptr) { fields.emplace_back(filters[id].filter, value); }
    std::string get(std::string_view filter) const
    {
        for (const auto& [name, value] : fields)
            if (name == filter)
                return value;
        return "-";
    }
};

TEST(RecordView, SaysWhatTheLineSays)
{
    const auto pdus = encoded(request);
    ASSERT_EQ(pdus.size(), 1u);
    const RecordView r = read_record(pdus[0]);
    EXPECT_TRUE(r.known_version);
    EXPECT_FALSE(r.is_cut);
    Collect sink;
    report_record(r, sink);
    EXPECT_EQ(sink.get("ctilog.source"), "f.log");
    EXPECT_EQ(sink.get("ctilog.line"), "1");
    EXPECT_EQ(sink.get("ctilog.event"), "QUERY_AGENT_STATE_REQ");
    EXPECT_EQ(sink.get("ctilog.direction"), "to server");
    EXPECT_EQ(sink.get("ctilog.session"), "9");
    EXPECT_EQ(sink.get("ctilog.invoke_id"), "0x1b65f");
    EXPECT_EQ(sink.get("ctilog.field"), "InvokeID = 0x1b65f");
    EXPECT_EQ(sink.get("ctilog.raw") + "\n", request);
}

TEST(RecordView, KeysHaveTheirFields)
{
    for (std::size_t k = 0; k < key_count; ++k)
        EXPECT_EQ(filters[field_of(static_cast<Key>(k))].filter, "ctilog." + std::string{key_name(static_cast<Key>(k))});
}

TEST(RecordView, ACallHasOneNumberInEveryLog)
{
    const auto number = [](std::string_view line) {
        Collect sink;
        const auto pdus = encoded(line);
        report_record(read_record(pdus.at(0)), sink);
        return sink.get("ctilog.global_call_id");
    };
    // 16806342 = (1 << 24) + 29126: a published log prints both.
    const std::string_view engine = "52165: Apr 08 10:14:53.447 IST %MIVR-SS_RM-7-UNK:";
    EXPECT_EQ(number(std::string{engine} + "X: CallCtlConnEstablishedEv received for call:16806342 [29126/1], address 4003\n"), "16806342");
    EXPECT_EQ(number(std::string{engine} + "CallID:12 MediaId:29126/1 Task:34000000019 Got CallActiveEv\n"), "16806342");
    const std::string_view trace =
        "00895260.002 |09:00:01.000 |AppInfo  |[CTI-APP] [CTIHandler::OutputCtiMessage      ]     CTI   NewCallEvent    ( LH=1|46 ";
    EXPECT_EQ(number(std::string{trace} + "CH=1|19282359 CH=0|0 GCH=1|29126 state=2)\n"), "16806342");
    EXPECT_EQ(number(std::string{trace} + "CH=1|19282359 CH=0|0 GCH=0|0 state=2)\n"), "-");
    EXPECT_EQ(number(std::string{engine} + "CallID:12 MediaId:29126/0 Task:34000000019 Got CallActiveEv\n"), "-");
}

TEST(RecordView, EveryByteMayBeWrong)
{
    std::mt19937 random{1};
    const auto whole = encoded(jabber).at(0);
    for (int i = 0; i < 20000; ++i) {
        auto pdu = whole;
        for (int n = 0; n < 3; ++n)
            pdu[random() % pdu.size()] = static_cast<std::uint8_t>(random());
        pdu.resize(random() % (pdu.size() + 1));
        const RecordView r = read_record(pdu);
        for (const Span s : {r.source, r.format, r.kind, r.event, r.raw, r.text, r.bytes, r.keys[0]})
            ASSERT_TRUE(fits(s.offset, s.length, pdu.size()));
        NullSink sink;
        report_record(r, sink);
        judge_result(r, [](const Finding&) {});
    }
    EXPECT_FALSE(read_record({}).known_version);
}

TEST(RecordView, ResultsOfCti)
{
    const auto pdus = encoded(jabber);
    const RecordView r = read_record(pdus.at(0));
    EXPECT_EQ(cti_result_of(r), 0x8ccc0075u);
    std::string sentence, remedy;
    judge_result(r, [&](const Finding& f) {
        const KeptFinding kept = keep(f);
        sentence = kept.sentence;
        remedy = kept.remedy;
    });
    EXPECT_EQ(
        sentence, "ProviderOpen failed has result 0x8ccc0075 CTIERR_DIRECTORY_LOGIN_TIMEOUT: Login authentication timed out (f.log:1)");
    EXPECT_NE(remedy.find("LDAP"), std::string::npos);
    // A status of GED-188 is none.
    const auto failure = encoded(conf);
    EXPECT_FALSE(cti_result_of(read_record(failure.at(0))));
}

TEST(LogHistory, PairsWithinASession)
{
    const std::string other{"22:21:22:950 cg1A-ctisvr SESSION 10: MsgType:FAILURE_CONF (InvokeID:0x1b65f Status:96 )\n"};
    const auto pdus = encoded(std::string{request} + other + std::string{conf});
    ASSERT_EQ(pdus.size(), 3u);
    LogHistory history;
    EXPECT_EQ(history.pair({1, 1}, 0, read_record(pdus[0]), true).request, 0u);
    EXPECT_EQ(history.pair({2, 1}, 50 * millisecond, read_record(pdus[1]), true).request, 0u);
    const auto answer = history.pair({3, 1}, 99 * millisecond, read_record(pdus[2]), true);
    EXPECT_EQ(answer.request, 1u);
    EXPECT_EQ(answer.time, 99 * millisecond);
    EXPECT_EQ(history.pair({3, 1}, 0, read_record(pdus[2]), false).request, 1u);
    EXPECT_EQ(history.pair({4, 1}, 99 * millisecond, read_record(pdus[2]), true).request, 0u); // answered once
}

TEST(LogHistory, CtiManagerWritesManySessionsIntoOneFile)
{
    const auto pdus =
        encoded("00895255.002 |08:59:16.944 |AppInfo |[CTI-APP] [CTIHandler::processIncomingMessage] CTI DeviceOpenRequest ( seq#=2 "
                "deviceName=a )\n"
                "00895256.004 |08:59:16.945 |AppInfo |[CTI-APP] [CTIHandler::OutputCtiMessage ] CTI DeviceOpenResponse (seq#=2)\n");
    ASSERT_EQ(pdus.size(), 2u);
    LogHistory history;
    history.pair({1, 1}, 0, read_record(pdus[0]), true);
    EXPECT_EQ(history.pair({2, 1}, 0, read_record(pdus[1]), true).request, 0u);
}

std::string filter_of(const WireField& f) { return f.protocol ? f.protocol->fields()[f.field].filter : "-"; }

TEST(WireFields, NamesOfTheWire)
{
    EXPECT_EQ(filter_of(wire_field("ged188", "PeripheralID", "5000")), "ged188.peripheral_id");
    EXPECT_EQ(wire_field("ged188", "PeripheralID", "5000").number, 5000u);
    EXPECT_EQ(filter_of(wire_field("ged188", "peripheralID", "1")), "ged188.peripheral_id"); // as Unified CCX spells it
    EXPECT_EQ(wire_field("ged188", "InvokeID", "0x1b65f").number, 112223u);
    EXPECT_EQ(filter_of(wire_field("ged188", "SkillGroupID", "N/A")), "-");
    EXPECT_EQ(filter_of(wire_field("ged188", "ClientPassword", "secret")), "-");
    EXPECT_EQ(filter_of(wire_field("ged188", "VariableName", "x")), "-"); // two fields have this name
    EXPECT_EQ(filter_of(wire_field("ctiqbe", "PeripheralID", "5000")), "-");
    EXPECT_EQ(filter_of(wire_field("ctiqbe", Key::result, "2362179701")), "ctiqbe.result");
    EXPECT_EQ(wire_field("ucalarm", Key::result, "-1932787595").number, 0x8ccc0075u);
    EXPECT_EQ(filter_of(wire_field("ged188", Key::result, "96")), "-");
    EXPECT_EQ(filter_of(wire_field("ctiqbe", Key::message_number, "126")), "ctiqbe.pdu_number");
    EXPECT_EQ(filter_of(wire_field("ged188", Key::call_id, "16777488")), "ged188.connection_call_id");
    EXPECT_EQ(filter_of(wire_event("ctiqbe")), "ctiqbe.pdu_name");
}

} // namespace

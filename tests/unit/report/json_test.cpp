// SPDX-License-Identifier: GPL-2.0-or-later
// The JSON form: what docs/json.md says is what is written.
#include "evidence_maker.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <set>

namespace {

using namespace cti;
using namespace cti::test;

Moment at(std::uint32_t frame) { return {frame, ten + frame * second}; }

/// Something of everything.
struct ReportJson : testing::Test {
    Report report{descriptors};
    Maker make;
    ConnectionPtr connection = make.connection("10.0.0.2");
    SessionPtr session = make.session(connection, "D\xe9sk\n\"1\"");
    void SetUp() override
    {
        report.add(connection);
        report.add(message(session, "MAKE_CALL_REQ", true), at(1));
        MessageNote answer = message(session, "MAKE_CALL_CONF");
        answer.request = "MAKE_CALL_REQ";
        answer.response_time = 1234567;
        report.add(answer, at(2));
        report.add_finding(about(session, connection), at(3), finding(row("ged188.incompatible_version"), 23));
        report.add_finding(about(session, connection), at(4), finding(row("ged188.heartbeat_lost"), 1));
        report.add_finding(about(session, connection), at(5), finding(row("cti.one_direction"), "client"));
        connection->coverage.server_captured = false;
    }
};

TEST_F(ReportJson, TypesAndTheirValues)
{
    const auto lines = read_lines(report.json());
    ASSERT_TRUE(lines) << report.json();
    std::vector<std::string> types;
    for (const Json& j : *lines)
        types.push_back(j["type"].text);
    EXPECT_EQ(types,
        (std::vector<std::string>{"coverage", "case", "finding", "finding", "coverage", "coverage", "connection", "session", "request"}));

    const Json capture = (*lines)[0];
    EXPECT_EQ(capture["about"].text, "capture");
    EXPECT_EQ(capture["verdict"].text, "findings");
    EXPECT_EQ(capture["connections"].number, 1);
    EXPECT_EQ(capture["complete_connections"].number, 0);
    EXPECT_EQ(capture["errors"].number, 1);
    EXPECT_EQ(capture["warnings"].number, 0) << "the heartbeat follows from the refusal";
    EXPECT_EQ(capture["first"].number, ten);

    const Json one = (*lines)[1];
    EXPECT_EQ(one["diagnosis"].text, "ged188.incompatible_version");
    EXPECT_EQ(one["severity"].text, "error");
    EXPECT_EQ(one["client"].text, "10.0.0.2");
    EXPECT_EQ(one["application"].text, "D\xef\xbf\xbdsk\n\"1\"");
    EXPECT_EQ(one["server"].text, "10.0.0.10:4000");
    EXPECT_EQ(one["protocol"].text, "desk");
    EXPECT_EQ(one["sentence"].text, "Version 23 is not supported");
    ASSERT_EQ(one["remedy"].items.size(), 2u);
    EXPECT_EQ(one["remedy"].items[1].text, "Ask");
    EXPECT_EQ(one["count"].number, 1);
    EXPECT_EQ(one["first"].number, ten + 3 * second);
    EXPECT_EQ(one["last"].number, ten + 3 * second);
    EXPECT_EQ(one["frames"].items.at(0).number, 3);
    EXPECT_EQ(one["identity"].items.at(0).text, "23");
    const Json consequence = one["consequences"].items.at(0);
    EXPECT_EQ(consequence["diagnosis"].text, "ged188.heartbeat_lost");
    EXPECT_EQ(consequence["count"].number, 1);
    EXPECT_EQ(consequence["frames"].items.at(0).number, 4);

    EXPECT_EQ((*lines)[3]["severity"].text, "warning");
    EXPECT_EQ((*lines)[4]["reason"].text, "client_only");
    EXPECT_EQ((*lines)[5]["diagnosis"].text, "cti.one_direction");
    EXPECT_EQ((*lines)[5]["severity"].text, "note");
    EXPECT_EQ((*lines)[6]["limits"].items.at(0).text, "client_only");
    EXPECT_EQ((*lines)[7]["messages"].number, 2);
    EXPECT_EQ((*lines)[7]["connection"].number, 1);
    EXPECT_EQ((*lines)[8]["sent"].number, 1);
    EXPECT_EQ((*lines)[8]["mean"].number, 1234567);
}

TEST_F(ReportJson, UnknownTimesAreNull)
{
    session->first = no_time;
    const auto sessions = json_of(report, "session");
    EXPECT_EQ(sessions.at(0)["first"].kind, Json::Kind::null);
}

TEST(ReportJsonEmpty, StillSaysWhatItRead)
{
    const Report report{descriptors};
    const auto lines = read_lines(report.json());
    ASSERT_TRUE(lines);
    ASSERT_EQ(lines->size(), 1u);
    EXPECT_EQ(lines->front()["verdict"].text, "nothing_read");
    EXPECT_EQ(lines->front()["first"].kind, Json::Kind::null);
}

/// Keys by type, and by what a coverage line is about.
using Keys = std::map<std::string, std::set<std::string>>;
void collect(Keys& keys, const Json& line)
{
    std::set<std::string>& of_type = keys[line["type"].text + ' ' + line["about"].text];
    for (std::size_t i = 0; i < line.names.size(); ++i) {
        of_type.insert(line.names[i]);
        if (!line.items[i].items.empty())
            for (const std::string& inner : line.items[i].items.front().names)
                of_type.insert(line.names[i] + '.' + inner);
    }
}

TEST_F(ReportJson, IsAsDocumented)
{
    std::ifstream file{CTI_SOURCE_DIR "/docs/json.md"};
    ASSERT_TRUE(file);
    const std::string page{std::istreambuf_iterator<char>{file}, {}};
    Keys documented, written;
    for (const std::string& line : lines_of(page))
        if (line.starts_with("{")) {
            const auto example = JsonReader::read(line);
            ASSERT_TRUE(example) << line;
            collect(documented, *example);
        }
    const auto lines = read_lines(report.json());
    ASSERT_TRUE(lines);
    for (const Json& line : *lines)
        collect(written, line);
    EXPECT_EQ(documented, written);
    for (const auto& [type, keys] : written)
        for (const std::string& key : keys)
            EXPECT_NE(page.find("| `" + key.substr(key.find('.') + 1) + "` |"), std::string::npos) << key << " has no row";
}

} // namespace

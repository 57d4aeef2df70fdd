// SPDX-License-Identifier: GPL-2.0-or-later
// The report over a capture that is open: what it asks of connections and their rules.
#include "evidence_maker.hpp"

#include "connection/capture.hpp"

namespace {

using namespace cti;
using namespace cti::test;

struct WaitingRules : SessionRules {
    std::vector<SessionPtr> all;
    OpenRequests open;
    void on_end(MessageKey, const ConnectionEnd&, KeptFindings&) override {}
    OpenRequests open_requests() const override { return open; }
    std::span<const SessionPtr> sessions() const override { return all; }
};

TEST(ReportOfCapture, AsksWhatIsSoAtTheEnd)
{
    Capture capture;
    capture.on_frame({1, ten});
    Connection& connection =
        capture.add(desk_protocol, endpoint("10.0.0.2", 50001), endpoint("10.0.0.10", 4000), PortUse::none, PortUse::plain);
    const auto rules = std::make_shared<WaitingRules>();
    const auto session = std::make_shared<SessionInfo>();
    session->number = capture.next_session_number();
    session->connection = connection.info()->number;
    session->protocol = "desk";
    session->client = "10.0.0.2:50001";
    session->application = "Desk";
    rules->all = {session};
    rules->open = {2, "MAKE_CALL_REQ", {1, ten}, 0};
    connection.set_rules(rules);
    connection.info()->coverage.client_captured = connection.info()->coverage.server_captured = true;

    Report report{descriptors};
    report.add(connection.info());
    capture.on_frame({9, ten + 60 * second});
    EXPECT_TRUE(report.cases().empty());
    EXPECT_EQ(ids(report.cases(&capture)), std::vector<std::string>{"cti.unanswered_at_end"});
    EXPECT_TRUE(says(report.text(&capture), "the oldest is MAKE_CALL_REQ in frame 1, 60 s before the end")) << report.text(&capture);
    EXPECT_TRUE(report.cases().empty()) << "asking changes nothing";
    report.absorb(capture);
    EXPECT_EQ(report.cases().size(), 1u);
    EXPECT_NE(report.json().find("\"cti.unanswered_at_end\""), std::string::npos);
}

} // namespace

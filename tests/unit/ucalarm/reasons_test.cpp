// SPDX-License-Identifier: GPL-2.0-or-later
// Every reason of every alarm leads to its own remedy. The table below is written from the enumeration tables of UC_CTI in System Error Messages
// for Unified CM 12.5(1), 14 and 15 (0x8CCC00D2: tech note 220616); a word that its remedy must hold stands beside each.
#include "collect.hpp"

#include <set>
#include <sstream>

namespace {

using namespace cti;
using namespace cti::ucalarm;

struct Row {
    const char* alarm;
    std::uint32_t reason;
    const char* word;
};

constexpr Row rows[] = {
    {"CtiProviderOpenFailure", 0, "SDL trace"},
    {"CtiProviderOpenFailure", 0x8CCC0075, "referrals and search base"},
    {"CtiProviderOpenFailure", 0x8CCC0060, "Compare user ID and password of the appl"},
    {"CtiProviderOpenFailure", 0x8CCC005E, "Ping the LDAP server from OS Administrat"},
    {"CtiProviderOpenFailure", 0x8CCC005F, "Put the user into group Standard CTI Ena"},
    {"CtiProviderOpenFailure", 0x8CCC00D0, "Either put the user into Standard CTI Se"},
    {"CtiProviderOpenFailure", 0x8CCC00D1, "or take the secure group away from the u"},
    {"CtiProviderOpenFailure", 0x8CCC011D, "Let the user set a new password in the u"},
    {"CtiProviderOpenFailure", 0x8CCC011F, "Edit Credential of the user: reset the h"},
    {"CtiProviderClosed", 0, "SDL trace"},
    {"CtiProviderClosed", 1, "Ping the application host from OS Admini"},
    {"CtiProviderClosed", 2, "look for FIN or RST from the client"},
    {"CtiProviderClosed", 3, "None"},
    {"CtiProviderClosed", 4, "See the CtiProviderOpenFailure just befo"},
    {"CtiProviderClosed", 5, "Restore the user or change the applicati"},
    {"CtiProviderClosed", 6, "Standard CTI Allow Control of All Device"},
    {"CtiProviderClosed", 7, "Give each instance its own CAPF profile"},
    {"CtiProviderClosed", 8, "Check End User / Application User CAPF P"},
    {"CtiProviderClosed", 9, "Issue a new certificate by CAPF"},
    {"CtiProviderClosed", 11, "Switch off the secure connection in TSP/"},
    {"CtiProviderClosed", 12, "Put the user back into the group"},
    {"CtiDeviceClosed", 0, "SDL trace"},
    {"CtiDeviceClosed", 1, "Check Cisco CallManager in Control Cente"},
    {"CtiDeviceClosed", 2, "DeviceUnregistered / EndPointUnregistere"},
    {"CtiDeviceClosed", 3, "Check that the device is registered"},
    {"CtiDeviceClosed", 4, "Restore it or remove it from the applica"},
    {"CtiDeviceClosed", 5, "None"},
    {"CtiDeviceClosed", 6, "Find the other application"},
    {"CtiDeviceClosed", 7, "Find the other application"},
    {"CtiDeviceClosed", 8, "Use the same media termination type"},
    {"CtiDeviceClosed", 9, "Check that the device is registered"},
    {"CtiDeviceClosed", 10, "Use the same codecs in all instances"},
    {"CtiDeviceClosed", 11, "Find it in RTMT CTI Search"},
    {"CtiDeviceClosed", 12, "Use a supported model and protocol"},
    {"CtiDeviceClosed", 13, "Tick Allow Control of Device from CTI"},
    {"CtiDeviceClosed", 14, "Check Cisco DB and replication"},
    {"CtiDeviceClosed", 15, "Wait until it registers"},
    {"CtiDeviceClosed", 16, "Correct the media registration of the ap"},
    {"CtiDeviceClosed", 17, "IP mode and similar settings of the devi"},
    {"CtiDeviceClosed", 18, "Wait until it registers"},
    {"CtiDeviceClosed", 19, "Match the IP addressing mode in Common D"},
    {"CtiDeviceOpenFailure", 0x8CCC0013, "and close it there"},
    {"CtiDeviceOpenFailure", 0x8CCC0018, "Associate the device with the end user"},
    {"CtiDeviceOpenFailure", 0x8CCC009A, "Wait until it has registered"},
    {"CtiDeviceOpenFailure", 0x8CCC00DA, "Check CPU of the node"},
    {"CtiDeviceOpenFailure", 0x8CCC00F3, "Common Device Configuration"},
    {"CtiDeviceOpenFailure", 0x8CCC00D2, "Tick Allow Control of Device from CTI on"},
    {"CtiLineOpenFailure", 0, "SDL trace"},
    {"CtiLineOpenFailure", 0x8CCC0005, "or reconfigure the application"},
    {"CtiLineOpenFailure", 0x8CCC0018, "Associate the device with the user"},
    {"CtiLineOpenFailure", 0x8CCC00D3, "Tick Allow Control of Device from CTI on"},
    {"CtiLineClosed", 0, "SDL trace"},
    {"CtiLineClosed", 1, "Check Cisco CallManager"},
    {"CtiLineClosed", 2, "Wait for it to register"},
    {"CtiLineClosed", 3, "Check that the device is registered"},
    {"CtiLineClosed", 4, "Log in the right profile"},
    {"CtiLineClosed", 5, "Restore it or remove it from the applica"},
    {"CtiLineClosed", 6, "See CtiProviderClosed"},
    {"CtiLineClosed", 7, "Use a supported model"},
    {"CtiLineClosed", 8, "Tick Allow Control of Device from CTI on"},
    {"CtiLineClosed", 9, "Correct the media registration"},
    {"CtiLineClosed", 10, "Open the line when the device has regist"},
    {"CtiLineClosed", 11, "Check the device settings against the CT"},
};

TEST(Reasons, EveryRowHasItsRemedy)
{
    EXPECT_EQ(std::size(rows), 63u);
    EXPECT_EQ(std::size(reason_remedies), 63u);
    for (const Row& row : rows) {
        SCOPED_TRACE(std::string{row.alarm} + " " + std::to_string(row.reason));
        const ReasonRemedy* found = find_reason_remedy(row.alarm, row.reason);
        ASSERT_TRUE(found);
        EXPECT_STRNE(found->cause, "");
        const Collect got =
            decode(std::string{"%UC_CTI-3-"} + row.alarm + ": %[Reason=" + std::to_string(static_cast<std::int32_t>(row.reason)) +
                   "][AppID=a][ClusterID=b][NodeID=c]: t");
        const Collect::Made* alarm = got.finding("ucalarm.alarm");
        ASSERT_TRUE(alarm);
        EXPECT_EQ(alarm->remedy, found->remedy);
        EXPECT_NE(alarm->remedy.find(row.word), std::string::npos) << alarm->remedy;
        EXPECT_FALSE(got.finding("ucalarm.unknown_reason"));
    }
    EXPECT_FALSE(find_reason_remedy("CtiProviderClosed", 10));
    EXPECT_FALSE(find_reason_remedy("CtiProviderOpened", 0));
}

TEST(Reasons, WithoutReasonTheRemedySaysWhereItStands)
{
    const Collect got = decode("%UC_CTI-3-CtiProviderOpenFailure: %[AppID=a][ClusterID=b][NodeID=c]: t");
    EXPECT_NE(got.finding("ucalarm.alarm")->remedy.find("SDL trace"), std::string::npos) << got.finding("ucalarm.alarm")->remedy;
}

// A step is one line on the screen.
TEST(Reasons, StepsAreShort)
{
    std::vector<std::string> remedies;
    for (const ReasonRemedy& row : reason_remedies)
        remedies.emplace_back(row.remedy);
    for (const Alarm& alarm : alarms)
        remedies.emplace_back(alarm.action);
    for (const ServiceAlarm& row : services::alarms)
        remedies.emplace_back(row.remedy);
    for (const Diagnosis& row : diagnoses)
        remedies.emplace_back(row.remedy);
    for (const char* version : {"11", "9", "10"})
        remedies.emplace_back(ucalarm::detail::firewall_remedy(version, "x"));
    for (const std::string& remedy : remedies) {
        std::istringstream in{remedy};
        unsigned steps = 0;
        for (std::string step; std::getline(in, step); ++steps) {
            EXPECT_LE(step.size(), 200u) << step;
            EXPECT_FALSE(step.empty()) << remedy;
        }
        EXPECT_GT(steps, 0u);
    }
}

} // namespace

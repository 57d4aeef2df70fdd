// SPDX-License-Identifier: GPL-2.0-or-later
// The tables say of every field whom it gives away.
#include "logs/privacy.hpp"
#include "protocols.hpp"

#include <gtest/gtest.h>

#include <string_view>

using namespace cti;

TEST(Privacy, EveryFieldOfTextOrBytesStatesIt)
{
    for (const Descriptor* protocol : protocols()) {
        if (!protocol->has_messages)
            continue;
        for (const FieldDef& f : protocol->fields())
            EXPECT_FALSE(must_state_privacy(f) && f.privacy == Privacy::unstated) << f.filter;
    }
}

TEST(Privacy, OfWellKnownFields)
{
    const auto privacy = [](std::string_view protocol, std::string_view filter) {
        for (const FieldDef& f : find_protocol(protocol)->fields())
            if (filter == f.filter)
                return f.privacy;
        return Privacy::unstated;
    };
    EXPECT_EQ(privacy("ged188", "ged188.agent_password"), Privacy::secret);
    EXPECT_EQ(privacy("ged188", "ged188.agent_id"), Privacy::person);
    EXPECT_EQ(privacy("ged188", "ged188.ani"), Privacy::number);
    EXPECT_EQ(privacy("ged188", "ged188.named_variable.value"), Privacy::free_text);
    EXPECT_EQ(privacy("bwcap", "bwcap.user.secure_password"), Privacy::secret);
    EXPECT_EQ(privacy("bwcap", "bwcap.user.call.call_id"), Privacy::none);
    EXPECT_EQ(privacy("ucalarm", "ucalarm.device_name"), Privacy::device);
}

TEST(Privacy, OfPairsInLogs)
{
    using logs::Format;
    using logs::Protocol;
    const auto privacy = [](Protocol protocol, Format format, std::string_view name) { return logs::privacy_of(protocol, format, {{}, name, {}}); };
    EXPECT_EQ(privacy(Protocol::ged188, Format::dumplog, "AgentID"), Privacy::person);
    EXPECT_EQ(privacy(Protocol::ged188, Format::dumplog, "AgentPassword"), Privacy::secret);
    EXPECT_EQ(privacy(Protocol::ged188, Format::finesse, "peripheralID"), Privacy::none);
    EXPECT_EQ(privacy(Protocol::none, Format::jtapi, "oldPassword"), Privacy::secret); // whoever prints it
    EXPECT_EQ(privacy(Protocol::ctiqbe, Format::sdl, "cgpn"), Privacy::number);
    EXPECT_EQ(privacy(Protocol::ctiqbe, Format::sdl, "device name"), Privacy::device);
    EXPECT_EQ(privacy(Protocol::ctiqbe, Format::sdl, "seq#"), Privacy::none);
    EXPECT_EQ(privacy(Protocol::ucalarm, Format::alarm, "Login User Id"), Privacy::person);
    EXPECT_EQ(privacy(Protocol::none, Format::sdl, "NoOfDaysPwdToExp"), Privacy::none);
    EXPECT_EQ(privacy(Protocol::none, Format::sdl, "whatever"), Privacy::free_text);
}

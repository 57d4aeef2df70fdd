// SPDX-License-Identifier: GPL-2.0-or-later
// The tables say of every field whom it gives away.
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

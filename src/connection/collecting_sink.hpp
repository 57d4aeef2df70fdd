// SPDX-License-Identifier: GPL-2.0-or-later
// The sink of those who draw nothing: keeps the findings of a decoder.
#pragma once

#include "core/sink.hpp"

namespace cti {

struct CollectingSink : NullSink {
    explicit CollectingSink(KeptFindings& to) : found{to} {}
    void diagnose(const Finding& f)
    {
        if (f.severity != Severity::chat)
            found.push_back(keep(f));
    }

    KeptFindings& found;
};
static_assert(Sink<CollectingSink>);

} // namespace cti

// SPDX-License-Identifier: GPL-2.0-or-later
// Whom the pairs of log lines may give away.
#pragma once

#include "core/schema.hpp"
#include "logs/record.hpp"

#include <string_view>

namespace cti::logs {

/// What the value of a pair gives away, by its name as printed. A name that no table knows: free text.
Privacy privacy_of(Protocol protocol, Format format, const Field& field);

/// Calls visit(std::string_view) with every text of the logs' tables: names of keys, signals, functions and classes.
void visit_known_texts(void (*visit)(void* with, std::string_view text), void* with);
/// Of pairs alone.
void visit_known_names(void (*visit)(void* with, std::string_view text), void* with);
template <class Visit>
void for_each_known_text(Visit visit)
{
    visit_known_texts([](void* with, std::string_view text) { (*static_cast<Visit*>(with))(text); }, &visit);
}

} // namespace cti::logs

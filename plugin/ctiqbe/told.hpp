// SPDX-License-Identifier: GPL-2.0-or-later
// Findings of the session rules, made on the first pass and said again on every later one.
#pragma once

#include "core/diagnosis.hpp"

#include <string>
#include <vector>

namespace cti::plugin {

struct Told {
    const Diagnosis* diagnosis;
    Severity severity;
    std::string sentence;
    std::string remedy;
};

inline void tell(std::vector<Told>& list, const Finding& f)
{
    char sentence[400], remedy[400];
    format_sentence(f, sentence, sizeof sentence);
    format_remedy(f, remedy, sizeof remedy);
    list.push_back({f.diagnosis, f.severity, sentence, remedy});
}

} // namespace cti::plugin

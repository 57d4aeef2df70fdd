// SPDX-License-Identifier: GPL-2.0-or-later
// A report as text and as JSON.
#pragma once

#include "core/descriptor.hpp"
#include "report/cases.hpp"
#include "report/evidence.hpp"
#include "report/report.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cti::report {

/// A way in which not all of a connection could be read.
struct Limit {
    const char* key;   ///< in JSON
    const char* words; ///< for people
    bool (*holds)(const ConnectionRow&);
};
std::span<const Limit> limits();

/// All that the two writers print.
struct Whole {
    const Evidence& evidence;
    const Conclusions& conclusions;
    std::span<const Descriptor* const> protocols;

    /// Nullptr where the list has none of this name.
    const Descriptor* find(std::string_view filter) const;
    /// Messages of protocols that do not run on TCP by themselves.
    std::uint64_t alarms() const;
    std::uint64_t complete_connections() const;
    std::uint64_t cases(Severity severity) const;
    /// True where a finding can say that what this one says is over.
    bool can_end(const Diagnosis& diagnosis) const;
    Report::Verdict verdict() const;
};

const char* name(Report::Verdict verdict);

std::string write_text(const Whole& whole);
std::string write_json(const Whole& whole);
/// In pieces of whole lines.
void print_json(const Whole& whole, const std::function<void(std::string_view)>& write);

} // namespace cti::report

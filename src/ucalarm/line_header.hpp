// SPDX-License-Identifier: GPL-2.0-or-later
// What stands before the '%' of an alarm: "<187>62: pub.example.com: May 21 2021 13:10:24.476 UTC : %". The form is CiscoLog's (Managed
// Services Guide for Unified CM 12.5(1)); real systems leave out the year, the host or its colon, or put the time of a syslog server in
// front.
#pragma once

#include "core/bytes.hpp"
#include "ucalarm/fields.hpp"

#include <cstdint>
#include <string_view>

namespace cti::ucalarm {

struct LineHeader {
    Span sequence{}, host{}, timestamp{}; ///< length 0: absent
    std::uint64_t sequence_number = 0;
    Clock clock = Clock::unmarked;

    /// Offset where the header begins, or `otherwise` where there is none.
    std::uint32_t begin(std::uint32_t otherwise) const;
};

/// Reads the header that ends before `percent` (an offset) and begins at or after `floor`. Looks at no more than 512 bytes.
LineHeader read_line_header(std::string_view message, std::uint32_t floor, std::uint32_t percent);

} // namespace cti::ucalarm

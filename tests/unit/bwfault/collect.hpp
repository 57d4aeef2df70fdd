// SPDX-License-Identifier: GPL-2.0-or-later
// A sink that keeps what a fault decoder reports.
#pragma once

#include "bwfault/table.hpp"

#include "../collect_fields.hpp"

namespace cti::bwfault {

struct Collect : CollectFields {
    Collect() : CollectFields{bwfault::fields} {}
};

} // namespace cti::bwfault

// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>

namespace cti::ged188::test {

/// Calls of operator new so far, in the whole program.
std::size_t allocation_count();

} // namespace cti::ged188::test

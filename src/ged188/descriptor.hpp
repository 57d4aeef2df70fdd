// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/descriptor.hpp"

namespace cti::ged188 {

/// What the rest of the project knows of GED-188.
extern const Descriptor descriptor;

} // namespace cti::ged188

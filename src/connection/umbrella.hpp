// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/descriptor.hpp"

namespace cti {

/// The cti protocol: what all protocols have in common.
extern const Descriptor umbrella;

} // namespace cti

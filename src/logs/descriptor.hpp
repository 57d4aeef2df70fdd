// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/descriptor.hpp"

namespace cti::logs {

extern const Descriptor descriptor;

} // namespace cti::logs

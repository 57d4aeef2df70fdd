// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/descriptor.hpp"

namespace cti::ctiqbe {

extern const Descriptor descriptor;

} // namespace cti::ctiqbe

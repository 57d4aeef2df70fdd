// SPDX-License-Identifier: GPL-2.0-or-later
// Shared by the files of this folder only.
#pragma once

#include "plugin/registration.hpp"

namespace cti::plugin {

Registration& ctiqbe_registration();

} // namespace cti::plugin

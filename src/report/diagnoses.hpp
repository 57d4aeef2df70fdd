// SPDX-License-Identifier: GPL-2.0-or-later
// What the report itself concludes; rows of the catalogue of cti.
#pragma once

#include "core/umbrella.hpp"

namespace cti::report {

using umbrella_tables::diagnoses;

} // namespace cti::report

// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis.hpp"

#include "bwcap/diagnoses.hpp"
#include "core/umbrella.hpp"
#include "ctiqbe/diagnoses.hpp"
#include "ged188/diagnoses.hpp"
#include "ucalarm/diagnoses.hpp"

namespace cti {
namespace {

constexpr std::span<const Diagnosis> protocols[] = {
    umbrella_tables::diagnoses, ged188::diagnoses, ctiqbe::diagnoses, bwcap::diagnoses, ucalarm::diagnoses,
};

} // namespace

std::span<const std::span<const Diagnosis>> catalogue() { return protocols; }

} // namespace cti

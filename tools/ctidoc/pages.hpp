// SPDX-License-Identifier: GPL-2.0-or-later
// Every page of docs/reference/.
#pragma once

#include <string>

namespace ctidoc {

std::string cti_fields();
std::string diagnoses();

std::string ged188_fields();
std::string ged188_messages();
std::string ged188_tags();
std::string ged188_values();
std::string ged188_codes();

std::string ctiqbe_fields();
std::string ctiqbe_messages();
std::string bwcap_fields();
std::string bwcap_messages();
std::string ucalarm_fields();
std::string ucalarm_messages();

} // namespace ctidoc

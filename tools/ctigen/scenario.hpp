// SPDX-License-Identifier: GPL-2.0-or-later
// Tells the story of a scenario file as captured packets. The format is described in test-captures/README.md.
#pragma once

#include "pcapng.hpp"

namespace ctigen {

/// Runs the scenario `text`. `file` names it in complaints, and files that it mentions are looked for beside it.
/// The same text gives the same capture, byte by byte. Throws ScenarioError.
Capture run_scenario(std::string_view text, const std::string& file);

/// The title of a scenario: what its capture shows in one line. Throws ScenarioError where there is none.
std::string scenario_title(std::string_view text, const std::string& file);

} // namespace ctigen

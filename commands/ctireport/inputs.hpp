// SPDX-License-Identifier: GPL-2.0-or-later
// What is given to be read: captures, and log files beside them, told apart by what they hold.
#pragma once

#include "capture/files.hpp"
#include "logfiles/log_file.hpp"

#include <set>
#include <string>
#include <vector>

namespace cti::command {

struct Inputs {
    std::vector<std::string> captures{}; ///< in their order; also what is neither: why it cannot be read is the Timeline's to say
    std::vector<logfiles::Found> logs{}; ///< in order of their first record
    std::vector<std::string> problems{}; ///< of folders
    std::set<std::string> unknown{};     ///< of the captures: looked at, and no log
};

/// The files of what was given, folders at any depth. What libwiretap does not open, or opens as a text, is a log where a record of a known
/// form stands in its first 4 MB. Standard input and pipes, which can be read only once, are captures.
Inputs inputs_of(const std::vector<std::string>& given, const logfiles::Options& options);

/// What is to be said of log files once they have been read.
struct LogRemarks {
    std::vector<std::string> problems{}; ///< "FILE: reason": not read whole
    std::vector<std::string> remarks{};  ///< "FILE: what it did not say"
};

/// Logs as packets of one timeline: those that "ctilog2pcap -w" would write of these files. `options` and `remarks` must outlive it.
capture::Joined joined(std::vector<logfiles::Found> logs, const logfiles::Options& options, LogRemarks& remarks);

} // namespace cti::command

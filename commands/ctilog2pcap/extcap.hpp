// SPDX-License-Identifier: GPL-2.0-or-later
// The program as an interface of Wireshark ("extcap"): Wireshark starts whatever lies in its extcap folder, asks it what it can capture and
// how it is set, and then has it write packets into a pipe. Grammar of the answers: Wireshark Developer's Guide, Adding Capture Interfaces
// And Log Sources Using Extcap; extcap(4).
#pragma once

#include <optional>
#include <string>

namespace cti::ctilog2pcap {

/// What Wireshark asks on the command line.
struct ExtcapRequest {
    bool interfaces = false;    ///< --extcap-interfaces: what is there?
    bool dlts = false;          ///< --extcap-dlts: of which link type?
    bool config = false;        ///< --extcap-config: which settings has it?
    bool capture = false;       ///< --capture: write packets into `fifo`
    std::string interface {};   ///< --extcap-interface
    std::string fifo{}, file{}; ///< where packets go; the log file that was chosen

    bool is_question() const { return interfaces || dlts || config; }
};

/// Name of the one interface.
inline constexpr const char* extcap_interface = "ctilog";

/// The answer to a question. Nothing where it is about an interface that is not here.
std::optional<std::string> answer(const ExtcapRequest& request);

/// What is wrong with a request to capture; empty where nothing is.
std::string problem_of(const ExtcapRequest& request);

} // namespace cti::ctilog2pcap

// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctilog2pcap/extcap.hpp"

namespace cti::ctilog2pcap {
namespace {

/// LINKTYPE_WIRESHARK_UPPER_PDU.
constexpr const char* upper_pdu = "252";

/// A setting is the command's own option of that name.
struct Setting {
    const char *option, *display, *type, *more, *tooltip;
};
constexpr Setting settings[] = {
    {"--file", "Log file", "fileselect", "{mustexist=true}{required=true}", "Trace or log, plain or gzip; recognised by what it holds"},
    {"--follow", "Follow it as it grows", "boolflag", "{default=true}", "Otherwise the capture ends where the file does"},
    {"--zone", "Zone of lines that print none", "string", "", "+02:00, -0500, UTC, EST; empty: UTC"},
    {"--date", "Date of lines that print none", "string", "", "2024 or 2024-08-12; empty: that of the file's last change"},
};

} // namespace

std::optional<std::string> answer(const ExtcapRequest& request)
{
    const std::string value = extcap_interface;
    if (request.interfaces)
        return "extcap {version=" CTI_VERSION "}\ninterface {value=" + value + "}{display=CTI log file}\n";
    if (request.interface != value)
        return std::nullopt;
    if (request.dlts)
        return std::string{"dlt {number="} + upper_pdu + "}{name=WIRESHARK_UPPER_PDU}{display=Records of CTI logs}\n";
    std::string text;
    int number = 0;
    for (const Setting& s : settings) {
        text +=
            "arg {number=" + std::to_string(number++) + "}{call=" + s.option + "}{display=" + s.display + "}{type=" + s.type + "}" + s.more;
        text += std::string{"{tooltip="} + s.tooltip + "}\n";
    }
    return text;
}

std::string problem_of(const ExtcapRequest& request)
{
    if (request.interface != extcap_interface)
        return "no interface " + (request.interface.empty() ? "is given" : "\"" + request.interface + "\" here") + " (--extcap-interface " +
               extcap_interface + ")";
    if (request.capture && request.file.empty())
        return "no log file is chosen (--file)";
    if (request.capture && request.fifo.empty())
        return "no pipe to write to (--fifo)";
    return {};
}

} // namespace cti::ctilog2pcap

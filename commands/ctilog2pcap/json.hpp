// SPDX-License-Identifier: GPL-2.0-or-later
// A record as one line of JSON, for scripts.
#pragma once

#include "logs/record.hpp"

#include <string>

namespace cti::ctilog2pcap {

/// Appends an object and a line end. Names are those of the core: format_name, kind_name, protocol_name, key_name; fields in their order.
void write_json(const logs::Record& record, std::string& out);

} // namespace cti::ctilog2pcap

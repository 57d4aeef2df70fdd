// SPDX-License-Identifier: GPL-2.0-or-later
// Which protocol runs on which TCP port, as the commands' users say it.
#pragma once

#include "capture/streams.hpp"
#include "connection/connection.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <string_view>

namespace cti::capture {

/// Calls visit(low, high) for each range of "1,5-7". False where it is no list of ranges; what stands before is visited.
template <class Visit>
bool for_each_range(std::string_view text, Visit visit)
{
    const auto number = [](std::string_view digits, std::uint16_t& out) {
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
        return !digits.empty() && error == std::errc{} && end == digits.data() + digits.size();
    };
    while (!text.empty()) {
        const std::string_view range = text.substr(0, text.find(','));
        text.remove_prefix(std::min(range.size() + 1, text.size()));
        const std::size_t dash = range.find('-');
        std::uint16_t low = 0, high = 0;
        if (!number(range.substr(0, dash), low) || !number(dash == std::string_view::npos ? range : range.substr(dash + 1), high) ||
            low > high)
            return false;
        visit(low, high);
    }
    return true;
}

/// The ports of the descriptors, and what the user says.
class Ports {
public:
    Ports();
    /// "ged188=42027,50000-50010": these ports too. The error, or "".
    std::string add(std::string_view text);
    /// The same: these ports instead of the protocol's own.
    std::string set(std::string_view text);

    struct Use {
        const Descriptor* protocol = nullptr; ///< nullptr: none of ours
        PortUse use = PortUse::none;

        /// The port says nothing: what is sent tells whether it is this protocol. (In TLS nothing can be seen of it, so there the port
        /// does.)
        bool is_told_by_content() const;
    };
    Use of(std::uint16_t port) const;
    PortUse of(const Descriptor& protocol, std::uint16_t port) const;
    PortSet all() const;
    /// All, but for those that say nothing of what is sent.
    PortSet without_found_by_content() const;

private:
    std::string put(std::string_view text, bool instead);
    void add(const Descriptor& protocol, std::string_view ranges, PortUse use);
    std::map<std::uint16_t, Use> ports_{};
};

} // namespace cti::capture

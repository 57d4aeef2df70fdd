// SPDX-License-Identifier: GPL-2.0-or-later
// The PDU numbers that public traces name: one row, one published line. Nothing is derived from a row by arithmetic.
#pragma once

#include "ctiqbe/framing.hpp"

#include <optional>

namespace cti::ctiqbe {

struct Pdu {
    std::uint32_t number;
    const char* name;
    std::optional<Side> direction;    ///< empty: the source does not show it
    const char* evidence;                  ///< how sure the pair of number and name is
    const char* source;
};

inline constexpr Pdu pdus[] = {
    {2, "ProviderOpenResponse", Side::server, "paired by adjacency in one published CTIManager trace; that objectID is the PDU number is inferred",
     "Cisco tech note 212107"},
    {27, "DeviceOpenResponse", Side::server, "paired by adjacency in one published CTIManager trace; that objectID is the PDU number is inferred",
     "Cisco tech note 212107"},
    {126, "ProviderOpenCompletedEvent", Side::server, "number and name printed together in a published Jabber log", "Cisco tech note 220616"},
    {200, "ProviderOutOfServiceEvent", std::nullopt, "a JTAPI constant in one published log; doubtful on the wire", "published log of Cisco Emergency Responder 12.5"},
};

/// The row of a number in messages of this direction, or nullptr.
constexpr const Pdu* find_pdu(std::uint32_t number, Side d)
{
    for (const Pdu& row : pdus)
        if (row.number == number && (!row.direction || *row.direction == d))
            return &row;
    return nullptr;
}

} // namespace cti::ctiqbe

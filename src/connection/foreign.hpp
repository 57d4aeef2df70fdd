// SPDX-License-Identifier: GPL-2.0-or-later
// Other protocols by the first bytes of a side.
#pragma once

#include "connection/session_rules.hpp"
#include "core/bytes.hpp"

#include <string_view>

namespace cti {

/// Bytes of a side's stream that signatures look at.
inline constexpr std::size_t signature_room = 20;

struct Foreign {
    const char* name = nullptr; ///< nullptr: none that is known
    bool is_text = false;       ///< it is text, and nothing else is known of it
};

/// What a stream that begins with `first` and is sent by `side` is. Asked again as more comes, up to signature_room bytes.
Foreign recognise_foreign(Bytes first, Side side);

} // namespace cti

// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "bwcap/digest.hpp"

#include <glib.h>

#include <cstring>

namespace cti::bwcap::test {

template <GChecksumType type, std::size_t length>
void hex_digest(Bytes data, char* out)
{
    gchar* text = g_compute_checksum_for_data(type, data.data(), data.size());
    std::memcpy(out, text, length);
    g_free(text);
}

inline constexpr HashFunctions hashes{hex_digest<G_CHECKSUM_SHA1, inner_length>, hex_digest<G_CHECKSUM_MD5, digest_length>};

} // namespace cti::bwcap::test

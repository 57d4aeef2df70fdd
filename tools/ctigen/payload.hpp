// SPDX-License-Identifier: GPL-2.0-or-later
// Payloads that need no protocol: pieces of bytes joined by '+'.
#pragma once

#include "words.hpp"

#include <filesystem>

namespace ctigen {

/// True where the word names a kind of bytes: hex, text, file, le32, ...
bool is_piece(const Word& word);

/// The bytes of `hex 00ff + text "a" + size-le32 ...`. Files are looked for in `folder`.
Octets build_payload(Words words, const std::filesystem::path& folder);

} // namespace ctigen

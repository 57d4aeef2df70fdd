// SPDX-License-Identifier: GPL-2.0-or-later
// Key and value pairs in the text of log lines. Such lists cannot be split naively: keys hold blanks ("device name=RP_1"), blanks stand
// around the separator, values are empty, hold blanks or whole lists, and between two pairs there may be nothing at all
// ("cdpnPU=2CallingPartyMultiMediaBitMask=3"). So keys are found from their separator backwards, with a list of those that are more than
// one word; what stands between two keys is the value of the first.
#pragma once

#include "logs/record.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace cti::logs {

/// How one list is written.
struct FieldStyle {
    char separator = '=';
    bool blank_after = false;                 ///< the separator counts only before a blank, a comma or the end: "monitorID: 0"
    bool commas = false;                      ///< pairs are separated by commas, so that a key is all words behind the last one
    bool one_word = false;                    ///< values are single words; what follows belongs to nothing
    char second_separator = 0;                ///< the list also uses this one: "{ length=-1 type=X, monitorID: 0"
    std::span<const std::string_view> keys{}; ///< keys of more than one word, and those that may follow a value without a blank
};

/// At most this many fields of one record; the text holds the rest.
inline constexpr std::size_t most_fields = 1024;

/// Adds the pairs of `text` to `out`. One pass; work is bounded by the text's length and the longest key.
/// "CGPN=[ DN=1001 Part=a]" and "LineId [DN=1001]" give fields with a parent.
void split_fields(std::string_view text, const FieldStyle& style, std::vector<Field>& out);

/// Items "k=v, k=v" that are separated by commas outside of brackets and braces.
void split_list(std::string_view text, std::vector<Field>& out);

/// Tags "[key=value][key=value]", which may have blanks between them. `text` begins with the first one.
void split_tags(std::string_view text, std::vector<Field>& out);

/// "key = value" lines of a JTAPI dump, from behind its "{": nested objects give fields with a parent. True where its closing brace
/// was found.
bool split_dump(std::string_view text, std::vector<Field>& out);

std::string_view trimmed(std::string_view text);
/// Offset of the bracket that closes the one at `open` ('[' or '{'), at most `limit` characters further; npos where there is none.
std::size_t closing(std::string_view text, std::size_t open, std::size_t limit = 16384);

} // namespace cti::logs

// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis.hpp"

#include <charconv>

namespace cti {
namespace {

struct Writer {
    char* out;
    std::size_t size;
    std::size_t length = 0;

    void put(char c)
    {
        if (length + 1 < size)
            out[length++] = c;
    }
    void put(std::string_view text)
    {
        for (const char c : text) {
            if (c == '\0')
                return;
            put(static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '.' : c);
        }
    }
    void put(const Argument& a)
    {
        char digits[24] = "0x";
        switch (a.kind) {
        case Argument::Kind::none:
            return;
        case Argument::Kind::text:
            put(a.text);
            return;
        case Argument::Kind::number:
            put({digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, a.number).ptr - digits)});
            return;
        case Argument::Kind::hex:
            put({digits, static_cast<std::size_t>(std::to_chars(digits + 2, digits + sizeof digits, a.number, 16).ptr - digits)});
            return;
        }
    }
};

} // namespace

std::size_t format_pattern(const Finding& finding, const char* pattern, char* out, std::size_t size)
{
    if (size == 0)
        return 0;
    Writer w{out, size};
    for (const char* p = pattern; *p; ++p) {
        if (p[0] == '{' && p[1] >= '0' && p[1] < '0' + static_cast<int>(max_arguments) && p[2] == '}') {
            w.put(finding.arguments[static_cast<std::size_t>(p[1] - '0')]);
            p += 2;
        } else {
            w.put(*p);
        }
    }
    out[w.length] = '\0';
    return w.length;
}

} // namespace cti

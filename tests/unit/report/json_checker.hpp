// SPDX-License-Identifier: GPL-2.0-or-later
// A small JSON reader for tests (RFC 8259): one that believes nothing, and reads what it is given back into values.
#pragma once

#include "core/text.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cti::test {

struct Json {
    enum class Kind { null, truth, number, text, array, object };
    Kind kind = Kind::null;
    bool truth = false;
    std::int64_t number = 0;
    std::string text;
    std::vector<Json> items;        ///< of an array or an object, in order
    std::vector<std::string> names; ///< of an object's items

    const Json* find(std::string_view name) const
    {
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i] == name)
                return &items[i];
        return nullptr;
    }
    /// A member that has to be there; an empty value where it is not.
    const Json& operator[](std::string_view name) const
    {
        static const Json nothing;
        const Json* found = find(name);
        return found ? *found : nothing;
    }
};

class JsonReader {
public:
    /// The whole of `text` is one value; nothing where it is not valid JSON, or holds a number that is no 64-bit integer.
    static std::optional<Json> read(std::string_view text)
    {
        JsonReader r{text};
        Json value;
        if (!r.value(value, 0))
            return {};
        r.blanks();
        return r.rest_.empty() ? std::optional{std::move(value)} : std::nullopt;
    }

private:
    explicit JsonReader(std::string_view text) : rest_{text} {}
    void blanks()
    {
        while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t'))
            rest_.remove_prefix(1);
    }
    bool take(std::string_view token)
    {
        if (!rest_.starts_with(token))
            return false;
        rest_.remove_prefix(token.size());
        return true;
    }
    bool value(Json& out, int depth)
    {
        blanks();
        if (depth > 8 || rest_.empty())
            return false;
        if (take("null"))
            return true;
        if (rest_.front() == 't' || rest_.front() == 'f') {
            out.kind = Json::Kind::truth;
            out.truth = rest_.front() == 't';
            return take(out.truth ? "true" : "false");
        }
        if (rest_.front() == '"') {
            out.kind = Json::Kind::text;
            return string(out.text);
        }
        if (take("[")) {
            out.kind = Json::Kind::array;
            return list(']', [&] { return value(out.items.emplace_back(), depth + 1); });
        }
        if (take("{")) {
            out.kind = Json::Kind::object;
            return list('}', [&] {
                std::string name;
                blanks();
                if (!string(name) || !take(":") || out.find(name))
                    return false;
                out.names.push_back(std::move(name));
                return value(out.items.emplace_back(), depth + 1);
            });
        }
        out.kind = Json::Kind::number;
        const bool negative = rest_.front() == '-';
        if (rest_.size() > negative + 1u && rest_[negative] == '0' && rest_[negative + 1u] >= '0' && rest_[negative + 1u] <= '9')
            return false;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), out.number);
        if (error == std::errc::result_out_of_range) { // a counter beyond what is signed
            std::uint64_t unsigned_number = 0;
            const auto [behind, wrong] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), unsigned_number);
            rest_.remove_prefix(static_cast<std::size_t>(behind - rest_.data()));
            return wrong == std::errc{};
        }
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return error == std::errc{};
    }
    template <class Item>
    bool list(char close, Item item)
    {
        blanks();
        if (take({&close, 1}))
            return true;
        for (;;) {
            if (!item())
                return false;
            blanks();
            if (take({&close, 1}))
                return true;
            if (!take(","))
                return false;
        }
    }
    bool string(std::string& out)
    {
        if (!take("\""))
            return false;
        while (!rest_.empty() && rest_.front() != '"') {
            const std::size_t n = utf8_length(rest_);
            const auto lead = static_cast<std::uint8_t>(rest_.front());
            if (n == 0 || lead < 0x20)
                return false;
            if (lead != '\\') {
                out += rest_.substr(0, n);
                rest_.remove_prefix(n);
                continue;
            }
            if (rest_.size() >= 6 && rest_[1] == 'u') {
                unsigned code = 0;
                const auto [end, error] = std::from_chars(rest_.data() + 2, rest_.data() + 6, code, 16);
                if (error != std::errc{} || end != rest_.data() + 6 || code >= 0x80)
                    return false;
                out += static_cast<char>(code);
                rest_.remove_prefix(6);
                continue;
            }
            if (rest_.size() < 2 || std::string_view{"\"\\/bfnrt"}.find(rest_[1]) == std::string_view::npos)
                return false;
            out += rest_[1];
            rest_.remove_prefix(2);
        }
        return take("\"");
    }

    std::string_view rest_;
};

/// Every line of `text` as JSON; nothing where one is none, or the last has no end.
inline std::optional<std::vector<Json>> read_lines(std::string_view text)
{
    std::vector<Json> out;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos)
            return {};
        auto value = JsonReader::read(text.substr(0, end));
        if (!value || value->kind != Json::Kind::object)
            return {};
        out.push_back(std::move(*value));
        text.remove_prefix(end + 1);
    }
    return out;
}

/// Valid UTF-8 without control characters other than LF.
inline bool is_clean_text(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t n = utf8_length(text);
        const auto lead = static_cast<std::uint8_t>(text.front());
        if (n == 0 || (lead < 0x20 && lead != '\n') || lead == 0x7f)
            return false;
        text.remove_prefix(n);
    }
    return true;
}

} // namespace cti::test

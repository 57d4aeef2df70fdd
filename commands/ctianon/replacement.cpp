// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctianon/replacement.hpp"

#include "bwfault/traps.hpp"
#include "core/text.hpp"
#include "ged188/message_set.hpp"
#include "logs/privacy.hpp"
#include "protocols.hpp"
#include "ucalarm/catalogue.hpp"
#include "ucalarm/services.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

namespace cti::anon {
namespace {

constexpr unsigned rounds = 10; // as FF1

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool is_word(char c) { return is_digit(c) || is_lower(c) || is_upper(c) || is_high(c); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
unsigned hex_value(char c) { return static_cast<unsigned>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10); }

/// A character that is replaced: its class is `size` characters from `first` on.
struct Place {
    std::size_t at;
    unsigned char first;
    unsigned size;
};

/// What of a word in small letters is replaced.
std::vector<Place> places(std::string_view word)
{
    std::vector<Place> out;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const auto c = static_cast<unsigned char>(word[i]);
        if (is_digit(word[i])) {
            out.push_back({i, '0', 10});
        } else if (is_lower(word[i])) {
            out.push_back({i, 'a', 26});
        } else if (c >= 0xc0) { // first byte of a UTF-8 character: it stays, those behind it change within what may follow it
            const std::size_t more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
            std::size_t n = 0;
            while (n < more && i + n + 1 < word.size() && (static_cast<unsigned char>(word[i + n + 1]) & 0xc0) == 0x80)
                ++n;
            if (n < more) { // none: a byte of another character set
                out.push_back({i, 0xc0, 64});
                continue;
            }
            const bool bound = c == 0xe0 || c == 0xed || c == 0xef || c >= 0xf0;
            for (std::size_t k = bound ? std::min<std::size_t>(2, n) : 1; k <= n; ++k)
                out.push_back(c == 0xc2 ? Place{i + k, 0xa0, 32} : Place{i + k, 0x80, 64});
            i += n;
        } else if (c >= 0x80) {
            out.push_back({i, 0x80, 64});
        }
    }
    return out;
}

/// Length of the dotted IPv4 address that begins `text`; 0: none.
std::size_t ipv4_length(std::string_view text)
{
    std::size_t at = 0;
    for (int part = 0; part < 4; ++part) {
        unsigned value = 0;
        std::size_t digits = 0;
        while (digits < 4 && at + digits < text.size() && is_digit(text[at + digits]))
            value = value * 10 + static_cast<unsigned>(text[at + digits++] - '0');
        if (digits == 0 || digits > 3 || value > 255 || (digits > 1 && text[at] == '0'))
            return 0;
        at += digits;
        if (part < 3 && (at >= text.size() || text[at++] != '.'))
            return 0;
    }
    return at < text.size() && (is_digit(text[at]) || (text[at] == '.' && at + 1 < text.size() && is_digit(text[at + 1]))) ? 0 : at;
}

/// Length of the IPv6 address that begins `text`; 0: none.
std::size_t ipv6_length(std::string_view text)
{
    std::size_t n = 0, colons = 0;
    while (n < text.size() && n < 45 && (is_hex(text[n]) || text[n] == ':' || text[n] == '.'))
        colons += text[n++] == ':';
    if (colons < 2 || (n < text.size() && is_word(text[n])))
        return 0;
    for (; n > 2; --n)
        if (Address::parse(text.substr(0, n)))
            return n;
    return 0;
}

/// Characters of the prefix by which devices of a kind are named, which stays: SEP and a MAC address; CTI ports and route points.
std::size_t device_prefix(std::string_view word)
{
    if (word.size() == 15 && word.starts_with("SEP") && std::all_of(word.begin() + 3, word.end(), is_hex))
        return 3;
    if (word.size() > 5 && word.starts_with("CTIRP"))
        return 5;
    if (word.size() > 4 && word.starts_with("CTIP"))
        return 4;
    return word == "CTI" ? 3 : 0;
}

/// Text that could be a telephone number.
bool looks_like_number(std::string_view value, unsigned more_than)
{
    std::size_t digits = 0;
    for (const char c : value)
        if (is_digit(c))
            ++digits;
        else if (std::string_view{"+-()/. "}.find(c) == std::string_view::npos)
            return false;
    return digits > more_than;
}

template <class Visit>
void for_each_word(std::string_view text, Visit visit)
{
    for (std::size_t i = 0; i < text.size();) {
        std::size_t n = 0;
        while (i + n < text.size() && is_word(text[i + n]))
            ++n;
        if (n)
            visit(text.substr(i, n));
        i += n + 1;
    }
}

/// The key of Crypto-PAn is made of that of everything else.
CryptoPan::Key address_key(Mac& mac)
{
    CryptoPan::Key key;
    std::copy_n(mac.of('a', "Crypto-PAn"), key.size(), key.begin());
    return key;
}

} // namespace

Replacements::Replacements(std::string_view key, unsigned keep_prefix, AddressForm form)
    : mac_{key}, addresses_{address_key(mac_)}, keep_prefix_{keep_prefix}, form_{form}
{
    const auto add_to = [](std::unordered_set<std::string>& words, std::string_view text) {
        for_each_word(text, [&](std::string_view w) {
            std::string low{w};
            std::transform(low.begin(), low.end(), low.begin(), lower);
            words.insert(std::move(low));
        });
    };
    const auto add = [&](std::string_view text) { add_to(alarm_words_, text); };
    for (const Descriptor* p : protocols()) {
        const std::string_view filter{p->filter};
        if (filter != "ucalarm" && filter != "bwfault")
            continue;
        for (const FieldDef& f : p->fields()) {
            add(f.name);
            add(f.blurb);
        }
        for (const Diagnosis& d : p->diagnoses)
            add(d.sentence);
    }
    for (const ucalarm::Alarm& a : ucalarm::alarms) {
        add(a.name);
        add(a.meaning);
        add(a.action);
    }
    for (const bwfault::Trap& t : bwfault::traps) {
        add(t.name);
        add(t.meaning);
    }
    for (const ucalarm::ParameterName& n : ucalarm::parameter_names)
        add(n.key);
    add("UNKNOWN PARAMNAME PARAMTYPE App ID IP Addr CTI CTISVR ctiserver Exception OPEN REQ Heartbeat is down up the a of to from with in "
        "on for and or not no error process session "
        "Cisco CAP OCI OCS IP address port user device line client server connection failed lost closed");

    log_words_ = alarm_words_;
    const auto log = [&](std::string_view text) { add_to(log_words_, text); };
    for (const Descriptor* p : protocols()) {
        log(p->filter);
        log(p->column);
        for (const FieldDef& f : p->fields()) {
            log(f.name);
            for (std::size_t i = 0; f.values && i < f.values->values.size(); ++i)
                log(f.values->values[i].name);
        }
    }
    for (const ged188::MessageName& m : ged188::message_set) {
        log(m.name);
        std::string together{m.name}; // CTIQuerySkillGroupStatisticsConf
        std::erase(together, '_');
        log("CTI" + together);
        log(together);
    }
    logs::for_each_known_text(log);
}

std::uint64_t Replacements::random(char use, std::string_view about) { return be64(mac_.of(use, about)); }

/// A word of letters, digits and bytes above 0x7f.
std::string Replacements::word(std::string_view value)
{
    std::string plain{value};
    std::transform(plain.begin(), plain.end(), plain.begin(), lower);
    const auto known = words_.find(plain);
    std::string out = known == words_.end() ? plain : known->second;
    if (known == words_.end()) {
        const std::vector<Place> all = places(plain);
        std::string classes; // words of other classes are other words
        for (const Place& p : all)
            classes += static_cast<char>(p.first);
        const std::size_t half = all.size() / 2;
        if (all.size() == 1) { // never itself
            const unsigned shift = 1 + static_cast<unsigned>(random('1', classes) % (all[0].size - 1));
            out[all[0].at] =
                static_cast<char>(all[0].first + (static_cast<unsigned char>(out[all[0].at]) - all[0].first + shift) % all[0].size);
        }
        for (unsigned round = 0; round < rounds && all.size() > 1; ++round) {
            const bool left = round % 2 == 0;
            std::string about = classes + static_cast<char>(round);
            for (std::size_t i = left ? half : 0; i < (left ? all.size() : half); ++i)
                about += out[all[i].at];
            std::uint64_t r = 0;
            unsigned drawn = 0;
            for (std::size_t i = left ? 0 : half; i < (left ? half : all.size()); ++i, ++drawn) {
                if (drawn % 8 == 0)
                    r = random('w', about + static_cast<char>(drawn / 8));
                const Place& p = all[i];
                const unsigned old = static_cast<unsigned char>(out[p.at]) - p.first;
                out[p.at] = static_cast<char>(p.first + (old + (r & 0xff)) % p.size);
                r >>= 8;
            }
        }
        words_.emplace(std::move(plain), out);
    }
    for (std::size_t i = 0; i < out.size(); ++i)
        if (is_upper(value[i]) && is_lower(out[i]))
            out[i] = static_cast<char>(out[i] - ('a' - 'A'));
    return out;
}

/// A digest becomes another one, equal digests equal ones; of everything else only the length is left.
std::string Replacements::secret(std::string_view value) const
{
    const bool digest = value.size() >= 16 && std::all_of(value.begin(), value.end(), is_hex);
    std::string out(value.size(), digest ? '0' : '*');
    if (!digest)
        return out;
    std::string block;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (i % 16 == 0) {
            char room[17];
            std::snprintf(room, sizeof room, "%016llx",
                static_cast<unsigned long long>(
                    const_cast<Replacements*>(this)->random('s', std::string{value} + static_cast<char>(i / 16))));
            block = room;
        }
        out[i] = is_upper(value[i]) && is_lower(block[i % 16]) ? static_cast<char>(block[i % 16] - 32) : block[i % 16];
    }
    return out;
}

bool Replacements::stays(std::string_view w, Manner manner) const
{
    if (manner < Manner::alarm)
        return false;
    const bool number = std::all_of(w.begin(), w.end(), is_digit);
    if (manner == Manner::log && (w.size() < 2 || (number && w.size() < 3)))
        return true;
    if (w.size() < 2 || number)
        return false;
    std::string low{w};
    std::transform(low.begin(), low.end(), low.begin(), lower);
    return (manner == Manner::log ? log_words_ : alarm_words_).contains(low);
}

std::string Replacements::text(std::string_view value, Privacy kind, Manner manner)
{
    if (kind == Privacy::secret)
        return secret(value);
    std::string out{value};
    unsigned kept = looks_like_number(value, keep_prefix_ + 3) ? keep_prefix_ : 0;
    for (std::size_t i = 0; i < value.size();) {
        const std::string_view rest = value.substr(i);
        if (manner == Manner::log && (rest.starts_with("%61") || rest.starts_with("%59"))) {
            i += 3;
            continue;
        }
        // A line end inside of a syslog message.
        if (manner >= Manner::alarm && rest.size() >= 4 && rest[0] == '#' &&
            std::all_of(rest.begin() + 1, rest.begin() + 4, [](char c) { return c >= '0' && c <= '7'; })) {
            i += 4;
            continue;
        }
        if (manner == Manner::xml && rest[0] == '&') {
            const std::size_t end = rest.find(';');
            if (end != std::string_view::npos && end < 12) {
                i += end + 1;
                continue;
            }
        }
        if (!is_word(rest[0]) && rest[0] != ':') {
            ++i;
            continue;
        }
        const bool begins = i == 0 || !(is_word(value[i - 1]) || value[i - 1] == '.' || value[i - 1] == ':');
        const bool after_colon = i > 0 && value[i - 1] == ':'; // "host:10.0.0.1"
        if (begins || after_colon) {
            if (const std::size_t n = is_digit(rest[0]) ? ipv4_length(rest) : 0) {
                out.replace(i, n, ipv4_text(rest.substr(0, n)));
                i += n;
                continue;
            }
            if (const std::size_t n = begins ? ipv6_length(rest) : 0) {
                if (const std::string other = ipv6_text(rest.substr(0, n)); !other.empty()) {
                    out.replace(i, n, other);
                    i += n;
                    continue;
                }
            }
        }
        if (rest[0] == ':') {
            ++i;
            continue;
        }
        constexpr std::size_t longest = 64; // what is longer is no word
        std::size_t n = 0;
        while (n < rest.size() && n < longest && is_word(rest[n]))
            ++n;
        const std::string_view w = rest.substr(0, n);
        if (!stays(w, manner)) {
            std::size_t skip = device_prefix(w);
            for (; kept > 0 && skip < w.size(); ++skip, --kept) {
            }
            if (skip == 3 && w.starts_with("SEP") && w.size() == 15) {
                std::array<std::uint8_t, 6> address{};
                for (std::size_t k = 0; k < 12; ++k)
                    address[k / 2] = static_cast<std::uint8_t>(address[k / 2] << 4 | static_cast<std::uint8_t>(hex_value(w[3 + k])));
                mac(address.data());
                char digits[13];
                for (std::size_t k = 0; k < 6; ++k)
                    std::snprintf(digits + 2 * k, 3, "%02X", address[k]);
                out.replace(i + 3, 12, digits, 12);
            } else {
                const std::string changed = word(w.substr(skip));
                out.replace(i + skip, changed.size(), changed);
            }
        }
        i += n;
    }
    return out;
}

std::uint64_t Replacements::number(std::uint64_t value, unsigned bytes)
{
    if (value == 0)
        return 0;
    const std::uint64_t most = bytes >= 8 ? UINT64_MAX : (std::uint64_t{1} << (8 * bytes)) - 1;
    std::string digits = std::to_string(value);
    if (digits.size() > 18)
        return value;
    for (;;) { // walks on to the next of as many digits: a permutation stays one
        digits = word(digits);
        const std::uint64_t changed = std::stoull(digits);
        if (digits[0] != '0' && changed <= most)
            return changed;
    }
}

/// Turns bits of an address over as Crypto-PAn says, as far as its form stays: `same_form(part, low, high)` says whether all values
/// from `low` to `high` of a part of `width` bits have one form. Below such a node of the tree of prefixes bits are free, above it they
/// stay: any more would change the length of an address that is printed. Of the first part the last free bit is always turned, so that
/// no address stays what it was, where it has one.
template <class SameForm>
void Replacements::turn(std::span<std::uint8_t> address, unsigned width, SameForm same_form)
{
    const std::vector<std::uint8_t> from{address.begin(), address.end()};
    for (unsigned i = 0; i < 8 * from.size(); ++i) {
        const unsigned part = i / width, bits_behind = width - i % width; // this bit and those behind it in its part
        const std::uint32_t value = width == 8 ? from[part] : be16(&from[2 * part]);
        const std::uint32_t low = value >> bits_behind << bits_behind, high = low + ((1u << bits_behind) - 1);
        if (!same_form(part, low, high))
            continue;
        if ((part == 0 && bits_behind == 1) || addresses_.turns(from, i))
            address[i / 8] = static_cast<std::uint8_t>(address[i / 8] ^ 0x80u >> i % 8);
    }
}

void Replacements::ipv4(std::uint8_t* address)
{
    const std::uint32_t from = be32(address);
    constexpr auto is_nobodys = [](std::uint8_t first) { return first == 0 || first == 127 || first >= 224; };
    constexpr auto is_link_local = [](const std::uint8_t* a) { return a[0] == 169 && a[1] == 254; }; // RFC 3927
    if (is_nobodys(address[0]))
        return;
    const auto [known, fresh] = addresses4_.try_emplace(from);
    std::uint8_t* const to = known->second.data();
    if (fresh)
        std::copy_n(address, 4, to);
    if (fresh && form_ == AddressForm::any) {
        if (is_link_local(to))
            addresses_.turn(known->second, 16);
        else // All of a first octet walk on together, so that their common prefixes stay.
            do
                addresses_.turn(known->second);
            while (is_nobodys(to[0]) || is_link_local(to));
    } else if (fresh) {
        turn(known->second, 8, [&](unsigned part, std::uint32_t low, std::uint32_t high) {
            constexpr auto digits = [](std::uint32_t octet) { return octet < 10 ? 1 : octet < 100 ? 2 : 3; };
            if (part == 0 && (low == 0 || (low <= 127 && high >= 127) || high >= 224)) // no address becomes one that is nobody's
                return false;
            return digits(low) == digits(high);
        });
    }
    std::copy_n(to, 4, address);
}

void Replacements::ipv6(std::uint8_t* address)
{
    const Address whole = Address::v6(address);
    if (whole.is_v4()) {
        ipv4(address + 12);
        return;
    }
    constexpr std::uint32_t link_local = 0xfe80, last_link_local = 0xfebf, groups = 0xff00; // RFC 4291
    constexpr auto is_link_local = [](const std::uint8_t* a) { return be16(a) >= link_local && be16(a) <= last_link_local; };
    constexpr auto is_nobodys = [](const std::uint8_t* a) {
        return a[0] == 0xff || std::all_of(a, a + 10, [](std::uint8_t b) { return b == 0; });
    };
    if (address[0] == 0xff || std::all_of(address, address + 15, [](std::uint8_t b) { return b == 0; }))
        return;
    const auto [known, fresh] = addresses6_.try_emplace(whole);
    std::uint8_t* const to = known->second.data();
    if (fresh)
        known->second = whole.bytes;
    if (fresh && form_ == AddressForm::any) {
        if (is_link_local(to))
            addresses_.turn(known->second, 10);
        else
            do
                addresses_.turn(known->second);
            while (is_nobodys(to) || is_link_local(to));
    } else if (fresh) {
        turn(known->second, 16, [&](unsigned part, std::uint32_t low, std::uint32_t high) {
            constexpr auto digits = [](std::uint32_t group) {
                return group == 0 ? 0 : group < 0x10 ? 1 : group < 0x100 ? 2 : group < 0x1000 ? 3 : 4;
            };
            if (part == 0 && (high >= groups || (low <= last_link_local && high >= link_local)))
                return false;
            return digits(low) == digits(high);
        });
    }
    std::copy_n(to, 16, address);
}

namespace {

std::string zeros(std::string_view written)
{
    std::string out{written};
    std::replace_if(out.begin(), out.end(), is_hex, '0');
    return out;
}

} // namespace

/// An IPv4 address in as many characters, with zeros in front of its numbers where it is shorter.
std::string Replacements::ipv4_text(std::string_view written)
{
    auto address = *Address::parse(written);
    ipv4(address.bytes.data() + 12);
    std::string out = address.text();
    if (out.size() > written.size()) {
        ++without_room_;
        return zeros(written);
    }
    for (std::size_t at = 0; out.size() < written.size();) {
        const std::size_t dot = std::min(out.find('.', at), out.size());
        if (dot - at < 3)
            out.insert(at, 1, '0');
        else
            at = dot + 1;
    }
    return out;
}

/// An IPv6 address as it was written, in small or capital letters, with zeros or without; "" where that cannot be.
std::string Replacements::ipv6_text(std::string_view written)
{
    auto address = *Address::parse(written);
    ipv6(address.bytes.data());
    const bool capital = std::any_of(written.begin(), written.end(), [](char c) { return c >= 'A' && c <= 'F'; });
    std::string out{written};
    // Groups from the left, and behind "::" from the right.
    const auto put = [&](std::size_t at, std::size_t size, unsigned group) {
        char digits[5];
        std::snprintf(digits, sizeof digits, capital ? "%04X" : "%04x", static_cast<unsigned>(be16(&address.bytes[2 * group])));
        out.replace(at, size, digits + 4 - size);
    };
    std::size_t end = written.size();
    unsigned last = 8;
    if (const std::size_t dot = written.find('.'); dot != std::string_view::npos) {
        const std::size_t begin = written.rfind(':') + 1;
        const std::string four = Address::v4(&address.bytes[12]).text();
        if (four.size() != end - begin && form_ == AddressForm::any) {
            ++without_room_;
            return zeros(written);
        }
        if (four.size() != end - begin)
            return {};
        out.replace(begin, end - begin, four);
        last = 6;
        end = begin - 1;
    }
    const std::size_t gap = written.find("::");
    for (std::size_t at = 0, group = 0; at < std::min(gap, end) && group < last; ++group) {
        const std::size_t colon = std::min({written.find(':', at), gap, end});
        put(at, colon - at, static_cast<unsigned>(group));
        at = colon + 1;
    }
    while (gap != std::string_view::npos && end > gap + 2) {
        const std::size_t colon = written.rfind(':', end - 1);
        put(colon + 1, end - colon - 1, --last);
        end = colon;
        if (colon < gap + 2)
            break;
    }
    if (Address::parse(out) != address) {
        ++without_room_;
        return zeros(written);
    }
    return out;
}

void Replacements::mac(std::uint8_t* address)
{
    const bool none = std::all_of(address, address + 6, [](std::uint8_t b) { return b == 0; });
    if ((address[0] & 1) != 0 || none)
        return;
    // Half and half, as words are: two addresses never become one. The first octet stays even.
    std::uint32_t left = std::uint32_t{address[0]} << 16 | std::uint32_t{address[1]} << 8 | address[2];
    std::uint32_t right = std::uint32_t{address[3]} << 16 | std::uint32_t{address[4]} << 8 | address[5];
    for (unsigned round = 0; round < rounds; ++round) {
        std::uint32_t& to = round % 2 == 0 ? right : left;
        const std::uint32_t from = round % 2 == 0 ? left : right;
        const char about[4] = {
            static_cast<char>(round), static_cast<char>(from >> 16), static_cast<char>(from >> 8), static_cast<char>(from)};
        to ^= static_cast<std::uint32_t>(random('m', {about, sizeof about})) & (round % 2 == 0 ? 0xffffffu : 0xfeffffu);
    }
    for (int i = 0; i < 3; ++i) {
        address[i] = static_cast<std::uint8_t>(left >> (16 - 8 * i));
        address[3 + i] = static_cast<std::uint8_t>(right >> (16 - 8 * i));
    }
}

} // namespace cti::anon

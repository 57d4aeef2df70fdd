// SPDX-License-Identifier: GPL-2.0-or-later
// A diagnosis is a thing: one row says how it is called, how bad it is, what happened, and what to do.
// Expert info, cti.diagnosis / cti.remedy, the report and the documentation all come from these rows.
#pragma once

#include "core/bytes.hpp"

#include <array>
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cti {

enum class Severity : std::uint8_t { chat, note, warn, error };

/// What kind of thing a diagnosis is about; maps to Wireshark's expert groups of the same names.
/// `coverage` is what limits the view (one direction, TLS without keys, cut frames): shown as a note, counted beside the cases, never a
/// case.
enum class Group : std::uint8_t { protocol, response_code, sequence, malformed, undecoded, security, deprecated, assumption, coverage };

/// A row of the catalogue.
struct Diagnosis {
    const char* id;          ///< filter name: "ged188.incompatible_version"
    Severity severity;       ///< unless the finding says otherwise (a status table knows better)
    Group group;
    const char* summary;     ///< a few words: title in lists and in the expert window
    const char* sentence;    ///< what happened; {0}..{5} stand for the finding's values
    const char* remedy;      ///< what to do now, in steps separated by '\n'; {0}..{5} as above. A finding may bring a more exact one.
    const char* source;      ///< where the fact comes from
    const char* identity =
        ""; ///< digits: the arguments that tell causes apart (a code, an agent, a device), so that they never share a case
    std::int8_t worst = -1;       ///< the argument that grows as things get worse: a case shows its largest value; -1: none
    bool has_severities = false;  ///< a finding may be more or less severe than the row says (those about codes always may)
    const char* ends = "";        ///< id of the diagnosis that this one takes the end of, where their identities are the same
    std::int8_t member = -1;      ///< the argument that names one of those a cause has struck (an agent): a case lists them; -1: none
};

/// Bytes that one step of a remedy may have, so that Wireshark shows it whole.
inline constexpr std::size_t max_remedy_step = 220;

/// A value in a finding's sentence: a number, or text that lives as long as the message does.
struct Argument {
    enum class Kind : std::uint8_t { none, number, hex, text };
    Kind kind = Kind::none;
    std::uint64_t number = 0;
    std::string_view text{};

    constexpr Argument() = default;
    constexpr Argument(std::uint64_t n) : kind{Kind::number}, number{n} {}
    constexpr Argument(std::uint32_t n) : kind{Kind::number}, number{n} {}
    constexpr Argument(std::uint16_t n) : kind{Kind::number}, number{n} {}
    constexpr Argument(int n) : kind{Kind::number}, number{static_cast<std::uint64_t>(n)} {}
    constexpr Argument(std::string_view t) : kind{Kind::text}, text{t} {}
    constexpr Argument(const char* t) : kind{Kind::text}, text{t} {}
};
constexpr Argument hex(std::uint64_t n)
{
    Argument a{n};
    a.kind = Argument::Kind::hex;
    return a;
}

inline constexpr std::size_t max_arguments = 6;

/// A diagnosis made: which one, where, and with what values.
struct Finding {
    const Diagnosis* diagnosis = nullptr;
    Span where{};
    std::array<Argument, max_arguments> arguments{};
    const char* remedy = nullptr;      ///< replaces the catalogue's where a table knows better
    Severity severity{};

    Finding() = default;
    template <class... A>
    Finding(const Diagnosis& d, Span place, A... a) : diagnosis{&d}, where{place}, arguments{Argument{a}...}, severity{d.severity}
    {
        static_assert(sizeof...(a) <= max_arguments);
    }
};

/// Writes `pattern` with the finding's values put in for {0}..{5} into `out`, always NUL-terminated, cut at `size` bytes.
/// Text values are copied up to their first NUL, control characters replaced by '.'. Returns the length written. No allocation.
std::size_t format_pattern(const Finding& finding, const char* pattern, char* out, std::size_t size);

/// A text that is made once and read from then on: half of a std::string, and nothing is copied that stands in a table. Ends with a NUL.
class KeptText {
public:
    KeptText() = default;
    KeptText(std::string_view text);
    KeptText(const char* text) : KeptText{std::string_view{text}} {}
    KeptText(const std::string& text) : KeptText{std::string_view{text}} {}
    KeptText(const KeptText& other);
    KeptText(KeptText&& other) noexcept : KeptText{} { swap(other); }
    KeptText& operator=(KeptText other) noexcept { return swap(other); }
    ~KeptText();
    /// Lives as long as the program.
    static KeptText of_table(const char* text);

    const char* c_str() const { return text_; }
    std::string_view view() const { return {text_, size_}; }
    operator std::string_view() const { return view(); }
    operator std::string() const { return std::string{view()}; }
    bool empty() const { return size_ == 0; }
    bool starts_with(std::string_view text) const { return view().starts_with(text); }
    std::size_t find(std::string_view part) const { return view().find(part); }
    template <std::convertible_to<std::string_view> T>
    friend bool operator==(const KeptText& a, const T& b)
    {
        return a.view() == std::string_view{b};
    }
    template <class Out>
    friend Out& operator<<(Out& out, const KeptText& text)
    {
        out << text.view();
        return out;
    }

private:
    KeptText& swap(KeptText& other) noexcept;

    const char* text_ = "";
    std::uint32_t size_ = 0;
    bool is_own_ = false;
};

/// A finding with its texts made: what it was made of may be gone or go on. Always valid UTF-8.
struct KeptFinding {
    const Diagnosis* diagnosis = nullptr;
    Severity severity{};
    KeptText sentence{};
    KeptText remedy{};           ///< steps separated by '\n'
    KeptText identity{};         ///< the values of Diagnosis::identity; findings that differ here are different causes
    std::uint64_t worst = 0;     ///< the value of Diagnosis::worst
    KeptText member{};           ///< the value of Diagnosis::member
};
using KeptFindings = std::vector<KeptFinding>;

/// Makes the texts of a finding.
KeptFinding keep(const Finding& finding);

/// What happened, in a sentence.
inline std::size_t format_sentence(const Finding& f, char* out, std::size_t size)
{
    return format_pattern(f, f.diagnosis->sentence, out, size);
}
/// What to do now.
inline std::size_t format_remedy(const Finding& f, char* out, std::size_t size)
{
    return format_pattern(f, f.remedy ? f.remedy : f.diagnosis->remedy, out, size);
}

/// The row with this id; for use in constant expressions, where an id that does not exist stops the build.
consteval const Diagnosis& diagnosis_row(std::span<const Diagnosis> rows, std::string_view id)
{
    for (const Diagnosis& row : rows)
        if (std::string_view{row.id} == id)
            return row;
    throw "no such diagnosis";
}

/// Wireshark's words.
constexpr const char* severity_name(Severity s)
{
    constexpr const char* names[] = {"Chat", "Note", "Warning", "Error"};
    return names[static_cast<int>(s)];
}


} // namespace cti

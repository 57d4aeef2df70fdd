// SPDX-License-Identifier: GPL-2.0-or-later
// Where a decoder says what it found. The core never draws: the plugin's sink draws an epan tree, a test's sink collects,
// the fuzzer's sink checks that every span lies inside its parent. Sinks are template parameters, so a sink that does
// nothing costs nothing.
#pragma once

#include "core/diagnosis.hpp"
#include "core/schema.hpp"

#include <array>
#include <concepts>
#include <string_view>

namespace cti {

using Ipv6 = std::array<std::uint8_t, 16>;

template <class S>
concept Sink = requires(
    S& s, FieldId id, Span where, std::uint64_t number, std::string_view text, const char* label, const Finding& f, const Ipv6& address) {
    /// Opens a group (a subtree) named `label`; `index` counts from 1 within a list, 0 where there is no list.
    s.begin_group(label, 0u, where);
    /// Adds `text` to the label of the innermost open group; the text is gone after the call.
    s.annotate(text);
    s.end_group();
    /// A field of one of the number types, boolean, time or ipv4 (host order).
    s.number(id, where, number);
    /// A field of type ipv6: 16 bytes in network order.
    s.ipv6(id, where, address);
    /// A text field. `text` are the raw bytes up to the terminator; `meaning` (may be null) explains the value.
    s.text(id, where, text, label);
    /// An opaque field, or a label.
    s.bytes(id, where);
    s.diagnose(f);
};

/// A sink that takes what belongs to the field before (its tag and length, its parts): begin_details(), fields, end_details().
template <class S>
concept DetailSink = requires(S& s) {
    s.begin_details();
    s.end_details();
};
/// A sink that knows whether anybody looks at details.
template <class S>
concept ChoosySink = requires(const S& s) { s.wants_details(); };

template <class S>
bool wants_details([[maybe_unused]] const S& sink)
{
    if constexpr (ChoosySink<S>)
        return sink.wants_details();
    else
        return DetailSink<S>;
}

/// A sink that throws everything away: measures and validates decoders, and is the base of sinks that want only a part.
struct NullSink {
    void begin_group(const char*, unsigned, Span) {}
    void annotate(std::string_view) {}
    void end_group() {}
    void number(FieldId, Span, std::uint64_t) {}
    void ipv6(FieldId, Span, const Ipv6&) {}
    void text(FieldId, Span, std::string_view, const char* = nullptr) {}
    void bytes(FieldId, Span) {}
    void diagnose(const Finding&) {}
};
static_assert(Sink<NullSink>);

/// The sink of those who draw nothing: keeps the findings of a decoder.
struct CollectingSink : NullSink {
    explicit CollectingSink(KeptFindings& to) : found{to} {}
    void diagnose(const Finding& f)
    {
        if (f.severity != Severity::chat)
            found.push_back(keep(f));
    }

    KeptFindings& found;
};
static_assert(Sink<CollectingSink>);

} // namespace cti

// SPDX-License-Identifier: GPL-2.0-or-later
// One framed message: what is certain, what the user told, and what only looks like something.
#pragma once

#include "core/sink.hpp"
#include "ctiqbe/candidates.hpp"
#include "ctiqbe/diagnoses.hpp"
#include "ctiqbe/fields.hpp"
#include "ctiqbe/pdus.hpp"
#include "ctiqbe/user_table.hpp"

namespace cti::ctiqbe {

/// What a message is decoded with.
struct MessageContext {
    Hypothesis framing{};
    Side direction = Side::client;
    const UserTable* user = nullptr;        ///< may be null
    std::optional<Place> pdu_place{};       ///< forced by a preference; else the user table's, else the number is not shown
    Ends ends{};
};

/// What a message turned out to be, for a summary line.
struct MessageSummary {
    std::optional<std::uint32_t> pdu_number{};
    const char* pdu_name = nullptr;         ///< lives as long as the user table
    std::uint32_t result = 0;               ///< the first CTI result code; 0 for none
    std::array<char, 64>
        client_text{}; ///< a candidate: the first text of the client that names JTAPI or TSP, cut, NUL-terminated; else empty
};

inline constexpr const char* candidates_label = "Candidates: recognised by their looks, the layout is not public";

inline std::uint64_t load(const std::uint8_t* p, unsigned width, ByteOrder o)
{
    switch (width) {
    case 1: return *p;
    case 2: return load16(p, o);
    case 4: return load32(p, o);
    default: return o == ByteOrder::big ? be64(p) : le64(p);
    }
}

namespace detail {

template <Sink S>
void decode_user_field(Bytes m, const UserField& f, ByteOrder order, S& s)
{
    const std::uint32_t offset = f.place.offset;
    const ByteOrder o = f.place.order.value_or(order);
    const std::size_t left = offset <= m.size() ? m.size() - offset : 0;
    std::size_t size = f.size;
    if (f.size == 0) {    // text up to its terminator
        const std::size_t width = f.kind == UserField::Kind::text16 ? 2 : 1;
        while (size + width <= left && load(&m[offset + size], static_cast<unsigned>(width), o) != 0)
            size += width;
    }
    if (!fits(offset, size, m.size()) || left == 0) {
        s.diagnose(Finding{diagnosis_row(diagnoses, "ctiqbe.user_field"), Span{0, static_cast<std::uint32_t>(m.size())},
            std::string_view{f.name}, static_cast<std::uint32_t>(m.size())});
        return;
    }
    const Span where{offset, static_cast<std::uint32_t>(size)};
    s.begin_group(f.name.c_str(), 0, where);
    switch (f.kind) {
    case UserField::Kind::number: s.number(field("ctiqbe.user.number"), where, load(&m[offset], f.place.width, o)); break;
    case UserField::Kind::result: s.number(field("ctiqbe.result"), where, load32(&m[offset], o)); break;
    case UserField::Kind::address: s.number(field("ctiqbe.user.address"), where, be32(&m[offset])); break;
    case UserField::Kind::bytes: s.bytes(field("ctiqbe.user.bytes"), where); break;
    case UserField::Kind::text8: {
        const std::string_view text{reinterpret_cast<const char*>(m.data()) + offset, size};
        s.text(field("ctiqbe.user.text"), where, text.substr(0, text.find('\0')), nullptr);
        break;
    }
    case UserField::Kind::text16: {
        // Up to its terminator; what is no Latin character is shown as a question mark.
        std::array<char, max_candidate_text> out;
        std::size_t n = 0;
        for (std::size_t i = 0; i + 2 <= size && n + 2 <= out.size(); i += 2) {
            const std::uint32_t c = load16(&m[offset + i], o);
            if (c == 0)
                break;
            if (c < 0x80)
                out[n++] = static_cast<char>(c);
            else if (is_latin(c)) {
                out[n++] = static_cast<char>(0xc0 | c >> 6);
                out[n++] = static_cast<char>(0x80 | (c & 0x3f));
            } else
                out[n++] = '?';
        }
        s.text(field("ctiqbe.user.text"), where, {out.data(), n}, nullptr);
        break;
    }
    }
    s.end_group();
}

/// As the published provider-open request of JTAPI names itself: "Cisco JTAPI 12.5(0.98000)-1 Release", "CiscoJTAPI".
constexpr bool names_client(std::string_view text)
{
    return text.find("JTAPI") != std::string_view::npos || text.find("TSP") != std::string_view::npos;
}

template <Sink S>
void decode_candidates(Bytes m, const MessageContext& context, S& s, MessageSummary& summary)
{
    bool open = false;
    const Span body{prefix_size, static_cast<std::uint32_t>(m.size()) - prefix_size};
    const bool complete = for_each_candidate(m, prefix_size, context.ends, context.framing.order, [&](const Candidate& c) {
        if (!open)
            s.begin_group(candidates_label, 0, body);
        open = true;
        switch (c.kind) {
        case Candidate::Kind::result: {
            s.number(field("ctiqbe.result"), c.where, c.number);
            if (c.order != context.framing.order)
                s.annotate(", a code in the other byte order than the length");
            const CtiResult* row = find_cti_result(c.number);
            Finding f{diagnosis_row(diagnoses, "ctiqbe.failed"), c.where, hex(c.number),
                      row ? (*row->name ? row->name : row->meaning) : "a code that is not published"};
            if (row && *row->remedy)
                f.remedy = row->remedy;
            if (!row)
                f.severity = Severity::note;
            s.diagnose(f);
            if (!summary.result)
                summary.result = c.number;
            break;
        }
        case Candidate::Kind::address: s.number(field("ctiqbe.address"), c.where, c.number); break;
        case Candidate::Kind::device: s.text(field("ctiqbe.device_name"), c.where, c.text, nullptr); break;
        case Candidate::Kind::text:
            s.text(field("ctiqbe.text"), c.where, c.text, nullptr);
            if (context.direction == Side::client && !summary.client_text[0] && names_client(c.text))
                c.text.copy(summary.client_text.data(), summary.client_text.size() - 1);
            break;
        }
    });
    if (open) {
        if (!complete)
            s.annotate(" (more than are listed)");
        s.end_group();
    }
}

} // namespace detail

/// Decodes one message; `m` is the whole of it, prefix included, as message_size() measures it. Offsets reported count from its start.
/// Says nothing about less than a prefix.
template <Sink S>
MessageSummary decode_message(Bytes m, const MessageContext& context, S& s)
{
    MessageSummary summary;
    if (m.size() < prefix_size)
        return summary;
    const Hypothesis& h = context.framing;
    const std::uint32_t rest = 4u - h.place;
    s.begin_group("Prefix", 0, Span{0, prefix_size});
    s.bytes(field("ctiqbe.prefix"), Span{0, prefix_size});
    s.number(field("ctiqbe.length"), Span{h.place, 4}, load32(&m[h.place], h.order));
    s.number(field("ctiqbe.prefix_rest"), Span{rest, 4}, load32(&m[rest], h.order));
    s.end_group();

    const auto place = context.pdu_place ? context.pdu_place : context.user ? context.user->place() : std::nullopt;
    const UserPdu* user = nullptr;
    if (place && fits(place->offset, place->width, m.size())) {
        const Span where{place->offset, place->width};
        const auto number = static_cast<std::uint32_t>(load(&m[place->offset], place->width, place->order.value_or(h.order)));
        summary.pdu_number = number;
        s.number(field("ctiqbe.pdu_number"), where, number);
        user = context.user ? context.user->find(number, context.direction) : nullptr;
        const Pdu* known = find_pdu(number, context.direction);
        if (user && !user->name.empty()) {
            summary.pdu_name = user->name.c_str();
            s.text(field("ctiqbe.pdu_name"), where, user->name, nullptr);
            s.text(field("ctiqbe.pdu_evidence"), where, "user table ctiqbe_pdus", nullptr);
        } else if (known) {
            summary.pdu_name = known->name;
            s.text(field("ctiqbe.pdu_name"), where, known->name, nullptr);
            s.text(field("ctiqbe.pdu_evidence"), where, known->evidence, known->source);
        }
    }
    if (user)
        for (const UserField& f : user->fields)
            if (f.name != "pdu_number")
                detail::decode_user_field(m, f, h.order, s);
    if (m.size() > prefix_size)
        s.bytes(field("ctiqbe.body"), Span{prefix_size, static_cast<std::uint32_t>(m.size()) - prefix_size});
    detail::decode_candidates(m, context, s, summary);
    return summary;
}

} // namespace cti::ctiqbe

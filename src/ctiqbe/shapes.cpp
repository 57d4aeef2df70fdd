// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctiqbe/shapes.hpp"

#include <algorithm>
#include <charconv>

namespace cti::ctiqbe {
namespace {

bool follow(std::span<const ShapeStep> steps, std::span<const Burst> bursts)
{
    if (steps.empty())
        return bursts.empty();
    const ShapeStep& step = steps.front();
    if (!bursts.empty()) {
        const Burst& b = bursts.front();
        const bool fits = b.from == step.from && b.payloads >= step.least && b.payloads <= step.most && b.pause >= step.pause_least &&
                          b.pause <= step.pause_most;
        if (fits && follow(steps.subspan(1), bursts.subspan(1)))
            return true;
    }
    return step.may_be_missing && follow(steps.subspan(1), bursts);
}

void append(std::string& out, std::uint64_t number)
{
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void append_span(std::string& out, Time span)
{
    const bool is_short = span < 10 * second;
    append(out, is_short ? whole_milliseconds(span) : whole_seconds(span));
    out += is_short ? " ms" : " s";
}

/// Releases before 8.0 put a k in front.
std::string_view todays_name(std::string_view alarm) { return alarm.starts_with("kCti") ? alarm.substr(1) : alarm; }

} // namespace

void Course::on_payload(Side from, Time at)
{
    const Time pause = last_ == no_time ? 0 : std::max<Time>(at - last_, 0);
    last_ = last_ == no_time ? at : std::max(last_, at);
    const bool goes_on = count_ > 0 && !overflow_ && bursts_[count_ - 1].from == from && pause < burst_gap;
    if (goes_on) {
        ++bursts_[count_ - 1].payloads;
    } else if (count_ < max_bursts) {
        bursts_[count_++] = {from, 1, pause};
    } else {
        overflow_ = true;
    }
}

bool Course::is_granted() const
{
    std::uint32_t answers = 0;
    for (std::size_t i = 0; i < count_; ++i) {
        if (bursts_[i].from == Side::server)
            answers += bursts_[i].payloads;
        else if (answers >= 2)
            return true;
    }
    return false;
}

const Shape* find_shape(const Course& course, Side by, Time closed)
{
    if (!course.is_complete() || course.bursts().empty())
        return nullptr;
    const Time pause = closed - course.last();
    for (const Shape& shape : shapes) {
        const bool right_closer = shape.closer == Closer::either || (shape.closer == Closer::client) == (by == Side::client);
        if (right_closer && pause >= shape.close_least && pause <= shape.close_most && follow(shape.steps, course.bursts()))
            return &shape;
    }
    return nullptr;
}

std::string evidence_of(const Course& course, Side by, Time closed)
{
    std::string text;
    for (const Burst& b : course.bursts()) {
        const bool first = text.empty();
        if (!first)
            text += "; ";
        append(text, b.payloads);
        if (first)
            text += b.payloads == 1 ? " message" : " messages";
        text += " of the ";
        text += name(b.from);
        if (!first) {
            text += " after ";
            append_span(text, b.pause);
        }
    }
    text += "; closed by the ";
    text += name(by);
    text += ' ';
    append_span(text, std::max<Time>(closed - course.last(), 0));
    return text += " later";
}

bool agrees(const Shape& shape, std::uint32_t code) { return std::find(shape.codes.begin(), shape.codes.end(), code) != shape.codes.end(); }

bool agrees(const Shape& shape, std::string_view alarm, std::uint32_t reason)
{
    const auto& known = shape.alarms;
    if (std::find(known.begin(), known.end(), todays_name(alarm)) == known.end())
        return false;
    return reason == 0 || agrees(shape, reason);
}

} // namespace cti::ctiqbe

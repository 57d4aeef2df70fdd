// SPDX-License-Identifier: GPL-2.0-or-later
// The sink that draws an epan tree. One for every protocol: the core says what it found, the registration knows the hf.
#pragma once

#include "plugin/reporter.hpp"

#include "core/sink.hpp"
#include "core/time.hpp"

#include <utility>

namespace cti::plugin {

/// Trivially destructible: libwireshark may leave by longjmp while it is alive.
class TreeSink {
public:
    /// Offsets of the decoder count from `base` in `tvb`. `tree` is the protocol's subtree, or nullptr: then nothing is drawn,
    /// but findings are still said.
    TreeSink(tvbuff_t* tvb, std::uint32_t base, packet_info* pinfo, proto_tree* tree, const Registration& registration, Reporter& reporter);

    void begin_group(const char* label, unsigned index, Span where);
    void annotate(std::string_view text);
    void end_group();
    /// What follows belongs to the last field: it is drawn below it.
    void begin_details();
    bool wants_details() const { return tree() != nullptr; }
    void end_details();
    void number(FieldId id, Span where, std::uint64_t value)
    {
        if (proto_tree* parent = tree())
            add_number(parent, id, where, value);
    }
    void ipv6(FieldId id, Span where, const Ipv6& value);
    void text(FieldId id, Span where, std::string_view text, const char* meaning)
    {
        if (proto_tree* parent = tree())
            add_text(parent, id, where, text, meaning);
    }
    void bytes(FieldId id, Span where);
    void diagnose(const Finding& finding);

    /// Fields to be shown as asterisks: at most `max_masked`.
    void mask(FieldId id);

    proto_tree* tree() const { return depth_ == 0 ? tree_ : stack_[depth_ - 1].tree; }
    proto_item* last_item() const { return last_; }

private:
    static constexpr unsigned max_depth = 24;
    static constexpr unsigned max_masked = 4;
    struct Level {
        proto_tree* tree;
        proto_item* item;
        std::uint32_t begin;
        bool grows;             ///< its length is set when it ends
    };

    void add_number(proto_tree* parent, FieldId id, Span where, std::uint64_t value);
    void add_text(proto_tree* parent, FieldId id, Span where, std::string_view text, const char* meaning);
    bool is_masked(FieldId id) const;
    void drawn(Span where);
    void say_empty(FieldId id);
    const char* shown(proto_tree* parent, int hf, std::string_view text) const;

    tvbuff_t* tvb_;
    std::uint32_t base_;
    packet_info* pinfo_;
    proto_tree* tree_;
    const Registration* registration_;
    Reporter* reporter_;
    proto_item* last_ = nullptr;
    std::uint32_t end_ = 0;      ///< end of what was drawn last
    unsigned depth_ = 0;
    unsigned overflow_ = 0;      ///< levels beyond max_depth: counted, not drawn
    FieldId masked_[max_masked] = {};
    unsigned masked_count_ = 0;
    Level stack_[max_depth];
};
static_assert(Sink<TreeSink>);

/// Draws what may stand in the capture before; its findings are said the first time only.
class OnceSink : public TreeSink {
public:
    template <typename... Arguments>
    explicit OnceSink(bool is_first, Arguments&&... arguments) : TreeSink(std::forward<Arguments>(arguments)...), is_first_{is_first}
    {}
    void diagnose(const Finding& finding)
    {
        if (is_first_)
            TreeSink::diagnose(finding);
    }

private:
    bool is_first_;
};

/// Text as Wireshark wants it: valid UTF-8 with a NUL behind it, from the packet's pool.
const char* shown_text(packet_info* pinfo, std::string_view text);

/// A generated span of time.
void add_generated_time(proto_tree* tree, int hf, tvbuff_t* tvb, Time span);

} // namespace cti::plugin

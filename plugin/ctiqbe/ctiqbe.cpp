// SPDX-License-Identifier: GPL-2.0-or-later
// CTIQBE in Wireshark: preferences and what to draw. What is inferred and how is in src/ctiqbe/.
#include "plugin/parts.hpp"

#include "plugin/ctiqbe/user_pdus.hpp"
#include "plugin/stream.hpp"
#include "plugin/tree_sink.hpp"

#include "ctiqbe/descriptor.hpp"
#include "ctiqbe/stream.hpp"

namespace cti::plugin {
namespace {

using namespace ctiqbe;

int framing_choice = -1;
unsigned max_message = default_max_message;
unsigned heartbeat = 0;
const char* pdu_place_text = "";

const enum_val_t framing_choices[] = {
    {"infer", "Infer it from each conversation", -1},
    {"be0", hypotheses[0].text, 0},
    {"be0p", hypotheses[1].text, 1},
    {"le0", hypotheses[2].text, 2},
    {"le0p", hypotheses[3].text, 3},
    {"be4", hypotheses[4].text, 4},
    {"be4p", hypotheses[5].text, 5},
    {"le4", hypotheses[6].text, 6},
    {"le4p", hypotheses[7].text, 7},
    {nullptr, nullptr, 0},
};

void add_preferences(module_t* module)
{
    prefs_register_enum_preference(
        module, "framing", "Framing", "How the 8-byte prefix is read; no public document says it", &framing_choice, framing_choices, false);
    prefs_register_uint_preference(module, "max_message", "Largest message (bytes)",
        "A length that makes a message larger than this is taken as impossible", 10, &max_message);
    prefs_register_uint_preference(module, "heartbeat", "Heartbeat interval (s)",
        "The interval the server has granted, if you know it. 0: 30 s are assumed, and given up where a session outlives them", 10,
        &heartbeat);
    prefs_register_string_preference(module, "pdu_place", "PDU number at",
        "Where the PDU number stands, as offset:type: for example 8:u32, 4:u16le. Offsets count from the prefix. Empty: only the table "
        "below says it",
        &pdu_place_text);
    register_user_pdus(module);
}

void apply_settings(Capture& capture)
{
    Settings& settings = capture.shared<Settings>();
    settings.forced = framing_choice < 0 ? no_hypothesis : static_cast<HypothesisId>(framing_choice);
    settings.max_message = max_message;
    settings.heartbeat = heartbeat;
    settings.pdu_place = parse_place(pdu_place_text ? pdu_place_text : "");
    settings.user = &user_pdus();
    if (!settings.pdu_place && pdu_place_text && *pdu_place_text)
        g_warning("ctiqbe.pdu_place \"%s\" is no offset:type, such as 8:u32", pdu_place_text);
}

void draw(const DrawnPiece& p)
{
    static const Registration& r = registration(descriptor.filter);
    proto_item* item = p.root ? proto_tree_add_item(p.root, r.proto(), p.tvb, 0, -1, ENC_NA) : nullptr;
    proto_tree* tree = proto_item_add_subtree(item, r.ett_protocol());
    Reporter reporter{p.pinfo, p.root};
    TreeSink sink{p.tvb, 0, p.pinfo, tree, r, reporter};
    const Observed o = static_cast<Stream&>(*p.flow->stream).observe(p.piece, p.bytes, p.context, sink, p.first_pass);
    if (tree && o.hypothesis != no_hypothesis) {
        proto_item* framing = proto_tree_add_string(tree, r.hf(field("ctiqbe.framing")), p.tvb, 0, 0, hypotheses[o.hypothesis].text);
        proto_item_set_generated(framing);
        if (o.assumed)
            proto_item_append_text(framing, " (assumed: other conversations of this capture are framed so)");
        if (o.support)
            proto_item_set_generated(proto_tree_add_uint(tree, r.hf(field("ctiqbe.support")), p.tvb, 0, 0, o.support));
    }
    if (tree && o.name_in_log)
        proto_item_set_generated(
            proto_tree_add_string(tree, r.hf(field("ctiqbe.name_in_log")), p.tvb, 0, 0, shown_text(p.pinfo, *o.name_in_log)));
    finish_piece(p, item, reporter, o.info.data(), o.findings, o.note);
}

constexpr StreamDissector dissector{descriptor, draw, add_preferences, apply_settings};

} // namespace

void register_ctiqbe() { register_stream<descriptor>(dissector); }

} // namespace cti::plugin

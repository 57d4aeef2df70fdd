// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwcap/document.hpp"

#include "bwcap/oci.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <exception>
#include <functional>
#include <new>

namespace cti::bwcap {

struct Document::Parser {
    pugi::xml_document tree;
};

void Summary::clear()
{
    // Keeps the room of the lists: no allocation for the next document.
    auto calls_room = std::move(calls);
    auto action_room = std::move(action_calls);
    auto users_room = std::move(mon_users);
    *this = Summary{};
    calls_room.clear();
    action_room.clear();
    users_room.clear();
    calls = std::move(calls_room);
    action_calls = std::move(action_room);
    mon_users = std::move(users_room);
}

Document::Document(DocumentLimits limits) : limits_{limits}, parser_{std::make_unique<Parser>()} {}
Document::~Document() = default;

namespace {

// Everything is a node, so that each element ends where the next node begins. Text is left as it stands.
constexpr unsigned parse_options =
    pugi::parse_cdata | pugi::parse_comments | pugi::parse_pi | pugi::parse_declaration | pugi::parse_doctype;

constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view trimmed(std::string_view s)
{
    while (!s.empty() && is_space(s.front()))
        s.remove_prefix(1);
    while (!s.empty() && is_space(s.back()))
        s.remove_suffix(1);
    return s;
}

constexpr bool is_secret(std::uint16_t row) { return row == element("command/commandData/user/securePassword"); }

} // namespace

/// Goes through the parsed tree and writes down what it finds.
class Document::Walker {
public:
    Walker(Document& document, Bytes bytes, bool malformed)
        : d_{document}, bytes_{reinterpret_cast<const char*>(bytes.data()), bytes.size()}, base_{document.scratch_.data()}, malformed_{
                                                                                                                                malformed}
    {}

    void prologue(const pugi::xml_document& tree)
    {
        std::string_view declared;
        Span where{};
        for (const pugi::xml_node node : tree) {
            if (node.type() == pugi::node_declaration) {
                const pugi::xml_attribute attribute = node.attribute("encoding");
                const Piece value = piece(attribute.value());
                if (attribute && is_whole_value(value)) {
                    where = value.where;
                    declared = decoded(value.text, where);
                }
            } else if (node.type() == pugi::node_doctype) {
                add(Finding{diagnosis("bwcap.doctype"), clamp(offset(node.value()), std::strlen(node.value()))});
            }
        }
        encoding_ = encoding_of(declared);
        if (!declared.empty()) {
            const Word* word = find_word(encodings, declared);
            add_text(field("bwcap.encoding"), where, declared, word ? word->meaning : nullptr);
        }
        check_encoding(declared.empty() ? std::string_view{"UTF-8"} : declared, where);
    }

    void root(const pugi::xml_node& node)
    {
        std::size_t end = bytes_.size();
        while (end > 0 && is_space(bytes_[end - 1]))
            --end;
        // OCI is for others to show: its root, and that is all.
        const Piece protocol = piece(node.attribute("protocol").value());
        if (is_whole_value(protocol) && protocol.text == "OCI")
            d_.summary_.protocol = Protocol::oci;
        if (const Piece name = piece(node.name()); is_whole_name(name))
            walk(node, name, root_element, end, 0);
        if (d_.summary_.protocol == Protocol::oci)
            oci(node);
        if (commands_ > 1)
            add(Finding{diagnosis("bwcap.several_commands"), d_.summary_.root_where, commands_});
    }

private:
    // Where things are

    std::size_t offset(const char* p) const { return static_cast<std::size_t>(p - base_); }
    Span clamp(std::size_t from, std::size_t length) const
    {
        from = std::min(from, bytes_.size());
        return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(std::min(length, bytes_.size() - from))};
    }
    /// An empty value of pugixml points outside of the buffer.
    bool inside(const char* p) const { return !std::less<const char*>{}(p, base_) && offset(p) <= bytes_.size(); }
    /// A name or value of pugixml in the document, and the byte behind it ('\0' at the end). Not in it: empty, at its start.
    struct Piece {
        Span where{};
        std::string_view text{};
        char after = '\0';
    };
    Piece piece(const char* p) const
    {
        if (!inside(p))
            return {};
        const Span where = clamp(offset(p), std::strlen(p));
        const std::size_t end = std::size_t{where.offset} + where.length;
        return {where, bytes_.substr(where.offset, where.length), end < bytes_.size() ? bytes_[end] : '\0'};
    }

    // pugixml keeps what it read before a fault, the last of it perhaps cut. What follows in the document tells whether it is.

    static bool is_whole_name(const Piece& name)
    {
        return !name.text.empty() && (is_space(name.after) || name.after == '>' || name.after == '/' || name.after == '=');
    }
    bool is_whole_value(const Piece& value) const
    {
        return (value.after == '"' || value.after == '\'') && value.where.offset > 0 && bytes_[value.where.offset - 1] == value.after;
    }
    static bool is_whole_text(const Piece& text, pugi::xml_node_type type) { return text.after == (type == pugi::node_cdata ? ']' : '<'); }
    static bool is_text(pugi::xml_node_type type) { return type == pugi::node_pcdata || type == pugi::node_cdata; }

    /// Offset of a node's first byte.
    std::size_t start(const pugi::xml_node& node) const
    {
        const char* p = node.name();
        std::size_t before = 1;
        switch (node.type()) {
        case pugi::node_pcdata:
            p = node.value(), before = 0;
            break;
        case pugi::node_cdata:
            p = node.value(), before = 9;
            break;
        case pugi::node_comment:
            p = node.value(), before = 4;
            break;
        case pugi::node_pi:
        case pugi::node_declaration:
            before = 2;
            break;
        default:
            break;
        }
        const std::size_t at = inside(p) ? offset(p) : bytes_.size();
        return at >= before ? at - before : 0;
    }

    /// First byte after `child`, inside of a parent whose content ends at `content_end`.
    std::size_t end_of(const pugi::xml_node& child, std::size_t content_end) const
    {
        const pugi::xml_node next = child.next_sibling();
        std::size_t end = std::min(next ? start(next) : content_end, bytes_.size());
        const std::size_t begin = start(child);
        while (end > begin && is_space(bytes_[end - 1]))
            --end;
        return std::max(begin, end);
    }

    /// Where the content of an element that ends at `end` stops: before its end tag, or at `end` for an empty element or
    /// in a malformed document, where the end tag may be missing.
    std::size_t content_end(std::size_t begin, std::size_t end) const
    {
        if (malformed_ || begin >= end)
            return end;
        // The last tag of an element is its end tag; looked for in the element itself, never before it.
        const std::size_t tag = bytes_.substr(begin, end - begin).rfind('<');
        return tag != bytes_.npos && tag > 0 && bytes_.substr(begin + tag, 2) == "</" ? begin + tag : end;
    }

    // OCI: what names a request and its refusal

    static std::string_view without_prefix(std::string_view name)
    {
        const std::size_t colon = name.rfind(':');
        return colon == name.npos ? name : name.substr(colon + 1);
    }

    /// The text of a child element, shown as a field.
    std::string_view oci_text(const pugi::xml_node& parent, const char* name, FieldId id, Span* place = nullptr)
    {
        const pugi::xml_node node = parent.child(name);
        Span where{};
        const std::string_view text = node ? trimmed(inner_text(node, where)) : std::string_view{};
        if (text.empty())
            return {};
        if (id != no_field)
            add_text(id, where, text, nullptr);
        if (place)
            *place = where;
        return text;
    }

    void oci(const pugi::xml_node& root)
    {
        Summary& s = d_.summary_;
        s.oci_session = oci_text(root, "sessionId", no_field);
        const pugi::xml_node command = root.child("command");
        if (!command)
            return;
        const std::size_t from = start(command);
        s.oci_where = clamp(from, 1);
        bool typed_error = false;
        for (pugi::xml_attribute a = command.first_attribute(); a; a = a.next_attribute()) {
            const Piece name = piece(a.name()), value = piece(a.value());
            if (!is_whole_name(name) || !is_whole_value(value))
                continue;
            if (name.text == "type")
                typed_error = typed_error || value.text == "Error";
            else if (without_prefix(name.text) == "type" && first_invalid_utf8(value.text) == value.text.npos) {
                s.oci_type = without_prefix(value.text);
                add_text(field("bwcap.oci.type"), value.where, value.text, nullptr);
            }
        }
        s.oci_error = typed_error || s.oci_type == "ErrorResponse";
        s.oci_user = oci_text(command, "userId", field("bwcap.oci.user_id"));
        if (!s.oci_error)
            return;
        // The number stands in both; the text is for people who may not read the user's language.
        Span where{};
        std::string_view text = oci_text(command, "summary", field("bwcap.oci.error_text"), &where);
        if (const std::string_view english = oci_text(command, "summaryEnglish", field("bwcap.oci.error_text"), &where); !english.empty())
            text = english;
        constexpr std::string_view mark = "[Error ";
        if (text.starts_with(mark)) {
            const auto [stop, error] = std::from_chars(text.data() + mark.size(), text.data() + text.size(), s.oci_number);
            const auto used = static_cast<std::size_t>(stop - text.data());
            if (error == std::errc{} && used < text.size() && text[used] == ']') {
                const OciError* row = find_oci_error(s.oci_number);
                d_.items_.push_back(
                    {.kind = Item::Kind::number, .field = field("bwcap.oci.error_number"), .where = where, .number = s.oci_number});
                text = trimmed(text.substr(used + 1));
                if (text.empty() && row)
                    text = row->name;
            } else {
                s.oci_number = 0;
            }
        }
        s.oci_text = text;
    }

    // What is found

    void add(const Finding& finding)
    {
        if (d_.findings_.size() >= d_.limits_.max_findings)
            return;
        d_.items_.push_back({.kind = Item::Kind::diagnose, .where = finding.where, .number = d_.findings_.size()});
        d_.findings_.push_back(finding);
    }

    std::string_view decoded(std::string_view text, Span where)
    {
        if (d_.decoded_.size() - used_ < decoded_room(text.size()))
            return {};
        const DecodedText result = decode_text(text, encoding_, d_.decoded_.data() + used_);
        used_ += result.used;
        if (result.unknown_entity && !entity_seen_) {
            entity_seen_ = true;
            add(Finding{diagnosis("bwcap.entity"), where});
        }
        if (result.bare_ampersand && !malformed_ && !ampersand_seen_) {
            ampersand_seen_ = true;
            add(Finding{diagnosis("bwcap.malformed"), where, "'&' that is not written as &amp;"});
        }
        return result.text;
    }

    void add_text(FieldId id, Span where, std::string_view text, const char* meaning, bool secret = false)
    {
        d_.items_.push_back({.kind = Item::Kind::text, .field = id, .where = where, .text = text, .label = meaning, .secret = secret});
    }

    void begin(const char* label, FieldId id, Span where, std::string_view note = {})
    {
        d_.items_.push_back({.kind = Item::Kind::begin, .field = id, .where = where, .text = note, .label = label});
    }
    void end() { d_.items_.push_back({.kind = Item::Kind::end}); }

    void check_encoding(std::string_view declared, Span where)
    {
        if (encoding_ == Encoding::other)
            add(Finding{diagnosis("bwcap.unknown_encoding"), where, declared});
        if (encoding_ == Encoding::latin1) {
            if (looks_like_utf8(bytes_))
                add(Finding{diagnosis("bwcap.encoding_mismatch"), where, declared});
        } else if (const std::size_t bad = first_invalid_utf8(bytes_); bad != bytes_.npos) {
            add(Finding{diagnosis("bwcap.invalid_text"), clamp(bad, 1), declared, static_cast<std::uint64_t>(bad)});
        }
    }

    /// A value that a row of the table describes.
    void value(std::uint16_t row, Span where, std::string_view text)
    {
        const Element& e = elements[row];
        const FieldDef& f = fields[e.field];
        const std::string_view plain = trimmed(text);
        switch (f.type) {
        case Type::boolean:
            if (equal_ignoring_case(plain, "true") || equal_ignoring_case(plain, "false") || plain == "1" || plain == "0") {
                const bool set = equal_ignoring_case(plain, "true") || plain == "1";
                d_.items_.push_back({.kind = Item::Kind::number, .field = e.field, .where = where, .number = set});
                remember(row, plain, set, where);
                return;
            }
            break;
        case Type::u32: {
            std::uint32_t number = 0;
            const auto [stop, error] = std::from_chars(plain.data(), plain.data() + plain.size(), number);
            if (!plain.empty() && error == std::errc{} && stop == plain.data() + plain.size()) {
                d_.items_.push_back({.kind = Item::Kind::number, .field = e.field, .where = where, .number = number});
                if (f.values && !find_value(*f.values, number) && f.values != &release_causes)
                    add(Finding{diagnosis("bwcap.unknown_value"), where, f.name, number});
                remember(row, plain, number, where);
                return;
            }
            break;
        }
        default: {
            const Word* word = e.words ? find_word(*e.words, plain) : nullptr;
            const Command* command = row == element("command/@commandType") ? find_command(plain) : nullptr;
            add_text(e.field, where, text, word ? word->meaning : command ? command->purpose : nullptr, is_secret(row));
            if (e.words && !word && !e.words->open && !plain.empty() && row != element("@protocol"))
                add(Finding{diagnosis("bwcap.unknown_value"), where, f.name, plain});
            remember(row, text, 0, where);
            return;
        }
        }
        // Text where a number belongs: an empty element says nothing, anything else is shown as it stands.
        if (plain.empty())
            return;
        add_text(field("bwcap.other.value"), where, text, nullptr);
        add(Finding{diagnosis("bwcap.bad_value"), where, f.name, plain});
    }

    void remember(std::uint16_t row, std::string_view text, std::uint32_t number, Span where);

    void attributes(const pugi::xml_node& node, std::uint16_t row)
    {
        for (pugi::xml_attribute attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute()) {
            const Piece name = piece(attribute.name()), raw = piece(attribute.value());
            if (!is_whole_name(name) || !is_whole_value(raw))
                continue;
            const Span where = raw.where;
            const std::string_view text = decoded(raw.text, where);
            const std::uint16_t known = row == no_element ? no_element : find_element(row, name.text, true);
            if (known != no_element)
                value(known, where, text);
            else if (d_.summary_.protocol != Protocol::oci)
                other("Attribute", name.text, where.offset + where.length + 1, where, text, row);
        }
    }

    /// An attribute or an element without children that no row describes.
    /// It goes from its name to `stop`.
    void other(const char* kind, std::string_view name, std::size_t stop, Span text_where, std::string_view text, std::uint16_t parent)
    {
        const auto from = static_cast<std::size_t>(name.data() - bytes_.data());
        const Span where = clamp(from, stop - from);
        begin("Other", field("bwcap.other"), where, shown_name(name));
        add_text(field("bwcap.other.name"), clamp(from, name.size()), shown_name(name), nullptr);
        if (!text.empty())
            add_text(field("bwcap.other.value"), text_where, text, nullptr);
        end();
        // Below an unknown element everything is unknown: saying so once is enough.
        if (parent != no_element)
            add(Finding{diagnosis("bwcap.unknown_element"), where, kind, shown_name(name), fields[elements[parent].field].name});
    }

    /// A name, with what is not valid UTF-8 replaced.
    std::string_view shown_name(std::string_view name)
    {
        return first_invalid_utf8(name) == name.npos ? name : std::string_view{"(name is not valid UTF-8)"};
    }

    /// Calls `take(text, type)` for each whole piece of text directly inside of an element; comments are none.
    template <class Take>
    void for_each_text(const pugi::xml_node& node, Take take)
    {
        for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
            const pugi::xml_node_type type = child.type();
            if (!is_text(type))
                continue;
            if (const Piece text = piece(child.value()); is_whole_text(text, type))
                take(text, type);
        }
    }

    /// The text directly inside of an element: all of it, as one.
    std::string_view inner_text(const pugi::xml_node& node, Span& where)
    {
        Piece first, last;
        pugi::xml_node_type first_type = pugi::node_null;
        unsigned pieces = 0;
        for_each_text(node, [&](const Piece& text, pugi::xml_node_type type) {
            if (pieces++ == 0)
                first = text, first_type = type;
            last = text;
        });
        if (pieces == 0)
            return {};
        where = first.where;
        if (pieces == 1)
            return decoded_text(first, first_type);
        where.length = last.where.offset + last.where.length - where.offset;
        // Joined behind the room that the pieces themselves may need.
        std::array<char, 512> joined{};
        std::size_t length = 0;
        for_each_text(node, [&](const Piece& text, pugi::xml_node_type type) {
            const std::string_view plain = decoded_text(text, type);
            const std::size_t n = std::min(plain.size(), joined.size() - length);
            std::memcpy(joined.data() + length, plain.data(), n);
            length += n;
        });
        if (d_.decoded_.size() - used_ < length)
            return {};
        char* const to = d_.decoded_.data() + used_;
        std::memcpy(to, joined.data(), length);
        used_ += length;
        return {to, length};
    }

    std::string_view decoded_text(const Piece& text, pugi::xml_node_type type)
    {
        if (type == pugi::node_cdata && text.text.find('&') != text.text.npos) // references are text there
            return first_invalid_utf8(text.text) == text.text.npos ? text.text : std::string_view{"(text is not valid UTF-8)"};
        return decoded(text.text, text.where);
    }

    std::string_view call_id(const pugi::xml_node& node)
    {
        const Piece id = piece(node.attribute("callId").value());
        return is_whole_value(id) ? decoded(id.text, id.where) : std::string_view{};
    }

    static bool has_elements(const pugi::xml_node& node)
    {
        for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling())
            if (child.type() == pugi::node_element)
                return true;
        return false;
    }

    /// `name` is the node's, and whole.
    void walk(const pugi::xml_node& node, const Piece& name, std::uint16_t row, std::size_t stop, unsigned depth)
    {
        const std::size_t from = start(node);
        const Span where = clamp(from, std::max(stop, from) - from);
        Span text_where = where;
        const bool leaf = !has_elements(node);
        const std::string_view text = leaf ? inner_text(node, text_where) : std::string_view{};

        if (row == no_element) {
            if (leaf && !node.first_attribute()) {
                other("Element", name.text, where.offset + where.length, text_where, text, no_element);
                return;
            }
            begin("Other", field("bwcap.other"), where, shown_name(name.text));
            add_text(field("bwcap.other.name"), name.where, shown_name(name.text), nullptr);
            attributes(node, no_element);
            if (leaf && !text.empty())
                add_text(field("bwcap.other.value"), text_where, text, nullptr);
            children(node, no_element, content_end(from, stop), depth);
            end();
            return;
        }

        const FieldDef& f = fields[elements[row].field];
        note_element(row, where);
        if (f.type != Type::label) {
            const std::size_t before = d_.items_.size();
            if (!text.empty() || !malformed_)
                value(row, text.empty() ? where : text_where, text);
            if (!node.first_attribute() && leaf)
                return;
            // What else the element holds goes below its value.
            const bool shown = d_.items_.size() > before;
            if (shown)
                begin(f.name, no_field, where);
            attributes(node, row);
            if (!leaf)
                children(node, row, content_end(from, stop), depth);
            if (shown)
                end();
            return;
        }
        begin(f.name, elements[row].field, where, row == element("command/commandData/user/call") ? call_id(node) : std::string_view{});
        attributes(node, row);
        if (leaf && !trimmed(text).empty())
            add_text(field("bwcap.other.value"), text_where, text, nullptr);
        children(node, row, content_end(from, stop), depth);
        end();
    }

    void children(const pugi::xml_node& node, std::uint16_t row, std::size_t content_stop, unsigned depth)
    {
        if (depth + 1 >= d_.limits_.max_depth || d_.summary_.protocol == Protocol::oci)
            return;
        for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
            if (child.type() != pugi::node_element)
                continue;
            const Piece name = piece(child.name());
            if (!is_whole_name(name))
                continue;
            const std::uint16_t known = row == no_element ? no_element : find_element(row, name.text, false);
            const std::size_t stop = end_of(child, content_stop);
            const std::size_t from = start(child);
            if (known == no_element && row != no_element)
                add(Finding{diagnosis("bwcap.unknown_element"), clamp(from, stop - from), "Element", shown_name(name.text),
                    fields[elements[row].field].name});
            walk(child, name, known, stop, depth + 1);
        }
    }

    void note_element(std::uint16_t row, Span where)
    {
        Summary& s = d_.summary_;
        if (row == root_element) {
            s.root_where = where;
        } else if (row == element("command")) {
            ++commands_;
            if (commands_ == 1)
                s.command_where = where;
        } else if (row == element("command/commandData/user")) {
            s.user_where = where;
        } else if (row == element("command/commandData/user/failure")) {
            s.has_failure = true;
        } else if (row == element("command/commandData/user/action")) {
            s.action_where = where;
        } else if (row == element("command/commandData/user/call")) {
            s.calls.emplace_back().where = where;
        }
    }

    Document& d_;
    std::string_view bytes_;
    const char* base_;
    bool malformed_;
    std::size_t used_ = 0;
    std::uint32_t commands_ = 0;
    Encoding encoding_ = Encoding::utf8;
    bool entity_seen_ = false, ampersand_seen_ = false;
    std::string_view parameter_; // text of the actionParam whose name comes next
};

/// Keeps what a session needs. A document has one command; of several, the first counts.
void Document::Walker::remember(std::uint16_t row, std::string_view text, std::uint32_t number, Span where)
{
    Summary& s = d_.summary_;
    if (commands_ > 1)
        return;
    const auto keep = [&](std::string_view& to) {
        if (to.empty())
            to = trimmed(text);
    };
    CallSummary* const call = s.calls.empty() ? nullptr : &s.calls.back();
    switch (row) {
    case element("@protocol"):
        s.protocol_name = text;
        s.protocol = text == "CAP" ? Protocol::cap : text == "OCI" ? Protocol::oci : Protocol::unknown;
        break;
    case element("@version"):
        keep(s.version);
        break;
    case element("command/@commandType"):
        keep(s.command_name);
        s.command = find_command(s.command_name);
        break;
    case element("command/commandData/nonce"):
        keep(s.nonce);
        s.has_nonce = !s.nonce.empty();
        break;
    case element("command/commandData/user/@userType"):
        keep(s.user_type);
        break;
    case element("command/commandData/user/@userUid"):
        keep(s.user_uid);
        break;
    case element("command/commandData/user/@id"):
    case element("command/commandData/user/id"):
        keep(s.user_id);
        break;
    case element("command/commandData/user/@userLogoutReason"):
        keep(s.logout_reason);
        break;
    case element("command/commandData/user/applicationId"):
        keep(s.application_id);
        break;
    case element("command/commandData/user/securePassword"):
        keep(s.secure_password);
        s.has_password = true;
        s.password_where = where;
        break;
    case element("command/commandData/user/message/@messageName"):
        keep(s.acknowledged);
        break;
    case element("command/commandData/user/failure/@failureCause"):
        keep(s.failure_cause);
        break;
    case element("command/commandData/user/action/@actionType"):
        keep(s.action_type);
        break;
    case element("command/commandData/user/action/actionParam"):
        parameter_ = trimmed(text);
        break;
    case element("command/commandData/user/action/actionParam/@actionParamName"):
        if (text == "Number")
            s.number = parameter_;
        else if (text == "CallId")
            s.action_calls.push_back(parameter_);
        parameter_ = {};
        break;
    case element("command/commandData/user/monitoring/@monType"):
        keep(s.mon_type);
        break;
    case element("command/commandData/user/monUser"):
        s.mon_users.push_back(trimmed(text));
        break;
    case element("command/commandData/user/monitoredUserId"):
        keep(s.monitored_user_id);
        break;
    case element("command/commandData/user/offHook"):
        s.has_off_hook = true;
        s.off_hook = number != 0;
        break;
    case element("command/commandData/user/call/@callId"):
        if (call)
            call->call_id = trimmed(text);
        break;
    case element("command/commandData/user/call/state"):
        if (call)
            call->state = number;
        break;
    case element("command/commandData/user/call/personality"):
        if (call)
            call->personality = number;
        break;
    case element("command/commandData/user/call/callType"):
        if (call)
            call->call_type = number;
        break;
    case element("command/commandData/user/call/releaseCause"):
        if (call)
            call->release_cause = number;
        break;
    case element("command/commandData/user/call/remoteNumber"):
        if (call)
            call->remote_number = trimmed(text);
        break;
    case element("command/commandData/user/call/remoteName"):
        if (call)
            call->remote_name = trimmed(text);
        break;
    default:
        break;
    }
}

namespace {

/// How often `c` stands in `text`. In blocks whose count fits a byte: so compilers compare sixteen bytes at a time.
std::size_t count(std::string_view text, char c)
{
    std::size_t total = 0;
    while (!text.empty()) {
        const std::string_view block = text.substr(0, 255);
        std::uint8_t n = 0;
        for (const char x : block)
            n = static_cast<std::uint8_t>(n + (x == c));
        total += n;
        text.remove_prefix(block.size());
    }
    return total;
}

/// Elements inside of each other, without knowing comments: close enough to bound what is parsed.
unsigned depth_of(std::string_view document)
{
    unsigned depth = 0, deepest = 0;
    for (std::size_t at = document.find('<'); at != document.npos && at + 1 < document.size(); at = document.find('<', at + 1)) {
        const char next = document[at + 1];
        if (next == '/') {
            depth -= depth > 0;
        } else if (next != '?' && next != '!') {
            const std::size_t end = document.find_first_of("<>", at + 1);
            const bool empty = end != document.npos && document[end - 1] == '/';
            if (!empty)
                deepest = std::max(deepest, ++depth);
        }
    }
    return deepest;
}

} // namespace

void Document::parse(Bytes bytes, std::size_t leading) noexcept // NOLINT(bugprone-exception-escape): only clear() stands outside the try
{
    summary_.clear();
    items_.clear();
    findings_.clear();
    const auto size = static_cast<std::uint32_t>(bytes.size());
    const auto report = [&](const Finding& finding) {
        items_.push_back({.kind = Item::Kind::diagnose, .where = finding.where, .number = findings_.size()});
        findings_.push_back(finding);
    };
    try {
        leading = std::min(leading, bytes.size());
        const std::string_view all{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
        summary_.leading_space = std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(leading), is_space);
        if (summary_.leading_space)
            report(Finding{diagnosis("bwcap.leading_space"), {0, static_cast<std::uint32_t>(leading)}});

        const std::size_t tags = count(all, '<'), markup = tags + count(all, '='), nuls = count(all, '\0');
        const unsigned deepest = tags > limits_.max_depth ? depth_of(all) : 0;
        if (nuls)
            report(Finding{diagnosis("bwcap.nul"), {static_cast<std::uint32_t>(all.find('\0')), 1}, static_cast<std::uint64_t>(nuls)});
        if (markup > limits_.max_markup || deepest > limits_.max_depth) {
            report(Finding{diagnosis("bwcap.too_complex"), {0, size},
                deepest > limits_.max_depth ? "elements too deep inside of each other" : "too many elements and attributes"});
            return;
        }

        // pugixml parses in place and ends text with NUL: one of the document's own would end it early.
        scratch_.assign(all.begin(), all.end());
        scratch_.push_back('\0');
        if (nuls)
            std::replace(scratch_.begin(), scratch_.end() - 1, '\0', '?');
        // Text in pieces is kept a second time, joined.
        decoded_.resize(std::max(decoded_.size(), 2 * decoded_room(all.size())));

        const pugi::xml_parse_result result =
            parser_->tree.load_buffer_inplace(scratch_.data(), all.size(), parse_options, pugi::encoding_utf8);
        Walker walker{*this, bytes, !result};
        walker.prologue(parser_->tree);
        for (const pugi::xml_node node : parser_->tree)
            if (node.type() == pugi::node_element) {
                walker.root(node);
                break;
            }
        if (!result)
            report(Finding{diagnosis("bwcap.malformed"),
                {static_cast<std::uint32_t>(std::clamp<std::ptrdiff_t>(result.offset, 0, size)), 0}, result.description()});
        else if (summary_.protocol == Protocol::oci)
            report(Finding{diagnosis("bwcap.oci"), summary_.root_where});
        else if (summary_.protocol == Protocol::unknown)
            report(Finding{diagnosis("bwcap.unknown_protocol"), summary_.root_where,
                summary_.protocol_name.empty() ? "(none)" : summary_.protocol_name});
        else if (summary_.command_name.empty())
            report(Finding{diagnosis("bwcap.no_command"), summary_.root_where});
        if (summary_.protocol == Protocol::cap && !summary_.command_name.empty()) {
            if (!summary_.command)
                report(Finding{diagnosis("bwcap.unknown_command"), summary_.command_where, summary_.command_name});
            else if (summary_.command->unsure)
                report(Finding{diagnosis("bwcap.unsure_command"), summary_.command_where, summary_.command_name});
        }
    } catch (const std::exception&) { // out of memory
        items_.clear();
        findings_.clear();
        summary_.clear();
    }
}

namespace {

struct Line {
    char* out;
    std::size_t size;
    std::size_t length = 0;

    void put(std::string_view text)
    {
        for (const char c : text) {
            if (length + 1 >= size)
                return;
            out[length++] = static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '.' : c;
        }
    }
    void word(std::string_view text)
    {
        if (text.empty())
            return;
        if (length)
            put(" ");
        put(text);
    }
    void finish()
    {
        std::size_t start = length;
        while (start > 0 && (static_cast<std::uint8_t>(out[start - 1]) & 0xc0) == 0x80)
            --start;
        if (start > 0 && static_cast<std::uint8_t>(out[start - 1]) >= 0xc0 &&
            first_invalid_utf8({out + start - 1, length - start + 1}) != std::string_view::npos)
            length = start - 1;
        out[length] = '\0';
    }
};

} // namespace

std::size_t format_info(const Summary& s, char* out, std::size_t size) noexcept
{
    if (size == 0)
        return 0;
    Line line{out, size};
    if (s.protocol == Protocol::oci) {
        line.word("OCI");
        line.word(s.oci_type.empty() ? std::string_view{"document"} : s.oci_type);
        if (s.oci_number) {
            char digits[12];
            const auto [end, error] = std::to_chars(digits, digits + sizeof digits, s.oci_number);
            line.word({digits, static_cast<std::size_t>(end - digits)});
        }
        line.word(s.oci_user);
        line.word(s.oci_text);
        line.finish();
        return line.length;
    }
    line.word(s.command_name.empty() ? "document without a command" : s.command_name);
    line.word(s.action_type);
    line.word(s.number);
    for (const std::string_view call : s.action_calls)
        line.word(call);
    line.word(s.mon_type);
    for (std::size_t i = 0; i < std::min<std::size_t>(s.mon_users.size(), 3); ++i)
        line.word(s.mon_users[i]);
    if (s.mon_users.size() > 3)
        line.word("...");
    for (const CallSummary& call : s.calls) {
        line.word("call");
        line.word(call.call_id);
        if (call.state != CallSummary::no_number)
            line.word(value_name(call_states, call.state));
        line.word(call.remote_number);
    }
    if (s.has_off_hook)
        line.word(s.off_hook ? "off hook" : "on hook");
    if (!s.monitored_user_id.empty()) {
        line.word("about");
        line.word(s.monitored_user_id);
    } else if (!s.user_id.empty()) {
        line.word("user");
        line.word(s.user_id);
    }
    if (s.has_failure) {
        line.word("refused:");
        line.word(s.failure_cause.empty() ? "no cause given" : s.failure_cause);
    }
    line.word(s.logout_reason);
    line.finish();
    return line.length;
}

} // namespace cti::bwcap

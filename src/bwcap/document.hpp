// SPDX-License-Identifier: GPL-2.0-or-later
// One document: its fields with the bytes they came from, and what a session needs to know of it.
//
// pugixml does the parsing. It knows no entities but XML's own five, expands nothing from a document type declaration and
// fetches nothing; here it is told to leave text as it stands, so that every field points to its exact bytes.
#pragma once

#include "bwcap/commands.hpp"
#include "bwcap/diagnoses.hpp"
#include "bwcap/elements.hpp"
#include "bwcap/text.hpp"
#include "core/sink.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cti::bwcap {

/// Bounds of what is parsed. pugixml needs at most 64 bytes a markup character ('<' or '=') beside the document itself.
struct DocumentLimits {
    std::size_t max_markup = 65'536; ///< '<' and '=' in a document: more than the largest document of real elements has
    unsigned max_depth = 24;         ///< elements inside of each other; CAP needs 6
    std::size_t max_findings = 64;   ///< about one document
};

enum class Protocol : std::uint8_t { unknown, cap, oci };

struct CallSummary {
    std::string_view call_id;
    std::uint32_t state = no_number;
    std::uint32_t personality = no_number;
    std::uint32_t call_type = no_number;
    std::uint32_t release_cause = no_number;
    std::string_view remote_number, remote_name;
    Span where{};

    static constexpr std::uint32_t no_number = 0xffffffff;
};

/// What a session, a column or a report needs. Text is valid UTF-8 and lives until the next parse().
struct Summary {
    Protocol protocol = Protocol::unknown;
    std::string_view protocol_name;   ///< as it stands
    const Command* command = nullptr; ///< null where the name is not in the table
    std::string_view command_name;
    std::string_view version;
    std::string_view user_id, user_uid, user_type, application_id;
    std::string_view logout_reason;
    std::string_view nonce;
    std::string_view secure_password;
    std::string_view acknowledged; ///< messageName
    std::string_view failure_cause;
    bool has_nonce = false, has_failure = false, has_password = false;
    std::string_view action_type;
    std::string_view number; ///< of a callAction
    std::vector<std::string_view> action_calls;
    std::string_view mon_type;
    std::vector<std::string_view> mon_users;
    std::string_view monitored_user_id;
    bool has_off_hook = false, off_hook = false;
    std::vector<CallSummary> calls;
    bool leading_space = false; ///< before the XML declaration
    Span root_where{}, command_where{}, user_where{}, password_where{}, action_where{};

    // OCI
    std::string_view oci_type;    ///< xsi:type without prefix: "LoginRequest14sp4"
    std::string_view oci_session; ///< sessionId
    std::string_view oci_user;    ///< userId
    std::string_view oci_text;    ///< of an error: summaryEnglish, or summary, without its number
    std::uint32_t oci_number = 0; ///< of "[Error NNNN]"; 0: none
    bool oci_error = false;       ///< an ErrorResponse
    Span oci_where{};             ///< of the command

    void clear();
};

/// One line about a document, as for a packet list: command and what matters of it. NUL-terminated, cut at `size` bytes and
/// never inside a UTF-8 sequence, control characters replaced by '.'. Returns the length.
std::size_t format_info(const Summary& summary, char* out, std::size_t size) noexcept;

/// One step of what a document says to a sink.
struct Item {
    enum class Kind : std::uint8_t { begin, end, number, text, bytes, diagnose };
    Kind kind{};
    FieldId field = no_field; ///< for `begin` the label of the group; without one it belongs to the field before it
    Span where{};
    std::uint64_t number = 0;    ///< number; for `diagnose` the index of the finding
    std::string_view text{};     ///< text; for `begin` added to the label
    const char* label = nullptr; ///< begin: name of the group; text: meaning
    bool secret = false;         ///< a value that should be masked
};

class Document {
public:
    explicit Document(DocumentLimits limits = {});
    ~Document();
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    /// Parses the bytes of one unit that holds a document. `bytes` and everything this object returns live until the next
    /// call. `leading` bytes before the first '<' are white space or a byte order mark. Offsets count from `bytes`.
    /// Never throws: what cannot be parsed is a finding.
    void parse(Bytes bytes, std::size_t leading) noexcept; // NOLINT(bugprone-exception-escape): what may throw is caught

    const Summary& summary() const { return summary_; }
    const std::vector<Item>& items() const { return items_; }
    const std::vector<Finding>& findings() const { return findings_; }

    /// Says one item to a sink. A sink that has begin_details() gets groups as what belongs to the field before.
    template <Sink S>
    void emit(const Item& item, S& sink) const
    {
        switch (item.kind) {
        case Item::Kind::begin:
            if constexpr (requires { sink.begin_details(); }) {
                if (item.field != no_field)
                    sink.bytes(item.field, item.where);
                sink.begin_details();
            } else {
                sink.begin_group(item.label, 0, item.where);
                if (item.field != no_field)
                    sink.bytes(item.field, item.where);
            }
            if (!item.text.empty()) {
                sink.annotate(": ");
                sink.annotate(item.text);
            }
            break;
        case Item::Kind::end:
            if constexpr (requires { sink.end_details(); })
                sink.end_details();
            else
                sink.end_group();
            break;
        case Item::Kind::number:
            sink.number(item.field, item.where, item.number);
            break;
        case Item::Kind::text:
            sink.text(item.field, item.where, item.text, item.label);
            break;
        case Item::Kind::bytes:
            sink.bytes(item.field, item.where);
            break;
        case Item::Kind::diagnose:
            sink.diagnose(findings_[item.number]);
            break;
        }
    }

    /// Says all of it: groups for elements, then their fields.
    template <Sink S>
    void emit(S& sink) const
    {
        for (const Item& item : items_)
            emit(item, sink);
    }

private:
    class Walker;
    struct Parser;

    DocumentLimits limits_;
    Summary summary_;
    std::vector<Item> items_;
    std::vector<Finding> findings_;
    std::vector<char> scratch_; // the copy that is parsed in place
    std::vector<char> decoded_; // text that had to be converted
    std::unique_ptr<Parser> parser_;
};

} // namespace cti::bwcap

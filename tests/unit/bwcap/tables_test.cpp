// SPDX-License-Identifier: GPL-2.0-or-later
#include "helpers.hpp"

#include "bwcap/descriptor.hpp"
#include "bwcap/oci.hpp"

#include <cstring>
#include <set>

namespace {

using namespace cti;
using namespace cti::bwcap;
using namespace cti::bwcap::test;

/// "BroadsoftDocument/command/commandData/user/thirdPartyVMGroup" -> "bwcap.user.third_party_vm_group"
std::string filter_of(std::string path)
{
    const std::string body = "command/commandData/";
    if (path.starts_with(body))
        path.erase(0, body.size());
    else if (const auto slash = path.rfind('/'); slash != path.npos)
        path.erase(0, slash + 1);
    std::string out = "bwcap.";
    for (std::size_t i = 0; i < path.size(); ++i) {
        const char c = path[i];
        if (c == '@')
            continue;
        if (c == '/') {
            out += '.';
            continue;
        }
        const bool upper = c >= 'A' && c <= 'Z';
        const bool after_lower = i > 0 && ((path[i - 1] >= 'a' && path[i - 1] <= 'z'));
        const bool before_lower =
            i > 0 && path[i - 1] >= 'A' && path[i - 1] <= 'Z' && i + 1 < path.size() && path[i + 1] >= 'a' && path[i + 1] <= 'z';
        if (upper && (after_lower || before_lower))
            out += '_';
        out += lower(c);
    }
    return out;
}

TEST(Tables, FiltersAreThePathsInSnakeCase)
{
    for (const Element& e : elements) {
        if (e.path.empty() || e.path.ends_with("@conterenceState")) // one client's spelling of conferenceState
            continue;
        EXPECT_EQ(filter_of(std::string{e.path}), fields[e.field].filter);
    }
    EXPECT_STREQ(fields[elements[element("command/commandData/user/conference/@conterenceState")].field].filter,
        "bwcap.user.conference.conference_state");
}

void check_steps(const char* id, std::string_view remedy)
{
    while (!remedy.empty()) {
        const std::size_t end = std::min(remedy.find('\n'), remedy.size());
        EXPECT_GT(end, 0u) << id;
        EXPECT_LE(end, max_remedy_step) << id << ": " << remedy.substr(0, end);
        remedy.remove_prefix(std::min(end + 1, remedy.size()));
    }
}

TEST(Tables, FilterNamesAreUniqueAndWellFormed)
{
    std::set<std::string> seen;
    for (const FieldDef& f : fields) {
        EXPECT_TRUE(seen.insert(f.filter).second) << f.filter;
        for (const char c : std::string_view{f.filter})
            EXPECT_TRUE((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.') << f.filter;
        EXPECT_TRUE(std::string_view{f.filter}.starts_with("bwcap."));
    }
    for (const Diagnosis& d : diagnoses) {
        EXPECT_TRUE(seen.insert(d.id).second) << d.id;
        EXPECT_TRUE(std::string_view{d.id}.starts_with("bwcap."));
        EXPECT_STRNE(d.remedy, "") << d.id;
        EXPECT_STRNE(d.source, "") << d.id;
        // Which arguments there are, by the sentence; each step of a remedy is shown whole.
        const std::string sentence = d.sentence;
        for (const char* digit = d.identity; *digit; ++digit)
            EXPECT_NE(sentence.find(std::string{'{', *digit, '}'}), sentence.npos) << d.id << ": identity " << d.identity;
        if (d.worst >= 0) {
            EXPECT_NE(sentence.find("{" + std::to_string(d.worst) + "}"), sentence.npos) << d.id;
            EXPECT_EQ(std::strchr(d.identity, '0' + d.worst), nullptr) << d.id << ": what grows tells no causes apart";
        }
        // Whoever is named is part of what it is about.
        for (std::size_t at = sentence.find("ser {"); at != sentence.npos; at = sentence.find("ser {", at + 1))
            EXPECT_NE(std::strchr(d.identity, sentence[at + 5]), nullptr) << d.id << ": " << d.sentence;
        check_steps(d.id, d.remedy);
    }
}

TEST(Tables, Descriptor)
{
    const Descriptor& d = descriptor;
    EXPECT_STREQ(d.filter, "bwcap");
    EXPECT_STREQ(d.column, "BW-CAP");
    EXPECT_STREQ(d.ports, "2206,2208");
    EXPECT_STREQ(d.secured_ports, "2209");
    EXPECT_NE(find_command(d.opening_request), nullptr);
    EXPECT_EQ(d.fields().size(), std::size(fields));
    EXPECT_EQ(d.diagnoses.size(), std::size(diagnoses));
    EXPECT_NE(std::string_view{d.hints.refused}.find("22.0"), std::string_view::npos);
    EXPECT_NE(std::string_view{d.hints.refused}.find("CAPProxy"), std::string_view::npos);
    for (const char* hint : {d.hints.refused, d.hints.open_unanswered, d.hints.tls_expected, d.hints.tls_unexpected})
        check_steps("hint", hint);
    for (const OciError& error : oci_errors)
        check_steps(error.name, error.remedy);
}

TEST(Tables, TheDiagnosesOfTheDesignExist)
{
    const std::pair<const char*, Severity> must[] = {{"bwcap.legacy", Severity::note}, {"bwcap.register_failed", Severity::error},
        {"bwcap.forced_logout", Severity::warn}, {"bwcap.no_acknowledgement", Severity::warn}, {"bwcap.version_mixed", Severity::note},
        {"bwcap.malformed", Severity::error}};
    for (const auto& [id, severity] : must) {
        const std::string_view wanted = id;
        const auto row = std::find_if(std::begin(diagnoses), std::end(diagnoses), [&](const Diagnosis& d) { return wanted == d.id; });
        ASSERT_NE(row, std::end(diagnoses)) << id;
        EXPECT_EQ(row->severity, severity) << id;
    }
    for (const Diagnosis& d : diagnoses)
        if (d.id == std::string_view{"bwcap.legacy"}) {
            EXPECT_NE(std::string_view{d.remedy}.find("CAPProxy"), std::string_view::npos);
            EXPECT_NE(std::string_view{d.remedy}.find("Xsi"), std::string_view::npos);
        }
}

// The commands as the public sources name them, with direction: c to the server, s to the client, b both, ? unsure. Acknowledgements are
// counted in both directions by capStats of the Application Server's MIB.
TEST(Tables, EveryCommandIsThere)
{
    const std::pair<const char*, char> known[] = {
        {"registerAuthentication", 'c'},
        {"responseAuthentication", 's'},
        {"registerRequest", 'c'},
        {"registerResponse", 's'},
        {"acknowledgement", 'b'},
        {"unRegister", 'b'},
        {"serverStatusRequest", 'c'},
        {"callAction", 'c'},
        {"callUpdate", 's'},
        {"sessionUpdate", 's'},
        {"profileUpdate", 's'},
        {"monitoringUsersRequest", 'c'},
        {"monitoringUsersResponse", 's'},
        {"infoRequest", '?'},
        {"infoResponse", '?'},
        {"callControlInfo", '?'},
        {"externalNotify", '?'},
        {"queueUpdate", '?'},
        {"queueAction", '?'},
    };
    EXPECT_EQ(std::size(known), command_count);
    for (const auto& [name, direction] : known) {
        const Command* command = find_command(name);
        ASSERT_NE(command, nullptr) << name;
        EXPECT_EQ(command->unsure, direction == '?') << name;
        EXPECT_EQ(may_travel(*command, Side::client), direction != 's') << name;
        EXPECT_EQ(may_travel(*command, Side::server), direction != 'c') << name;
    }
    EXPECT_EQ(find_command("registerauthentication"), nullptr);
    EXPECT_EQ(find_command(""), nullptr);
}

TEST(Tables, AnswersArePaired)
{
    const auto answer = [](const char* name) { return find_command(name)->answered_by; };
    EXPECT_EQ(answer("registerAuthentication"), CommandId::response_authentication);
    EXPECT_EQ(answer("responseAuthentication"), CommandId::register_request);
    EXPECT_EQ(answer("registerRequest"), CommandId::register_response);
    EXPECT_EQ(answer("registerResponse"), CommandId::acknowledgement);
    EXPECT_EQ(answer("callAction"), CommandId::call_update);
    EXPECT_EQ(answer("monitoringUsersRequest"), CommandId::monitoring_users_response);
    EXPECT_EQ(answer("serverStatusRequest"), CommandId::unknown);
}

TEST(Tables, EveryCommandDecodes)
{
    Document document;
    for (const Command& command : commands) {
        const std::string text = cap(command.name, "<user id=\"u@example.com\"/>");
        const Collector sink = decode(document, text);
        EXPECT_EQ(sink.value("bwcap.command_type"), command.name);
        EXPECT_EQ(sink.has("bwcap.unsure_command"), command.unsure) << command.name;
        EXPECT_FALSE(sink.has("bwcap.unknown_command")) << command.name;
        EXPECT_EQ(document.summary().command, &command);
    }
}

/// A document that holds one path with one value.
std::string document_with(std::string_view path, std::string_view value)
{
    std::vector<std::string_view> parts;
    for (std::size_t from = 0;;) {
        const std::size_t slash = path.find('/', from);
        parts.push_back(path.substr(from, slash - from));
        if (slash == path.npos)
            break;
        from = slash + 1;
    }
    std::string attribute, text{value};
    if (parts.back().starts_with('@')) {
        attribute = " " + std::string{parts.back().substr(1)} + "=\"" + text + "\"";
        text.clear();
        parts.pop_back();
    }
    std::string open = "<BroadsoftDocument", close = "</BroadsoftDocument>";
    if (!attribute.empty() && parts.empty())
        open += attribute;
    if (path != "@protocol")
        open += " protocol=\"CAP\"";
    open += '>';
    for (std::size_t i = 0; i < parts.size(); ++i) {
        open += '<';
        open += parts[i];
        if (i + 1 == parts.size())
            open += attribute;
        open += '>';
        close = "</" + std::string{parts[i]} + ">" + close;
    }
    return open + text + close;
}

TEST(Tables, EveryPathIsItsFieldWithItsBytes)
{
    Document document;
    for (const Element& e : elements) {
        if (e.path.empty())
            continue;
        const FieldDef& f = fields[e.field];
        std::string value = "some text";
        if (f.type == Type::u32)
            value = "1";
        else if (f.type == Type::boolean)
            value = "True";
        else if (f.type == Type::label)
            value.clear();
        else if (e.path == "@protocol")
            value = "CAP";
        const std::string text = document_with(e.path, value);
        const Collector sink = decode(document, text);
        EXPECT_NE(sink.value(f.filter), "(none)") << text;
        if (f.type != Type::label) {
            EXPECT_EQ(sink.raw(f.filter), value) << text;
            EXPECT_EQ(sink.value(f.filter), f.type == Type::boolean ? "1" : value) << text;
        } else {
            const std::string name = "<" + std::string{e.path.substr(e.path.rfind('/') + 1)} + ">";
            EXPECT_TRUE(sink.raw(f.filter).starts_with(name)) << sink.raw(f.filter);
            EXPECT_TRUE(sink.raw(f.filter).ends_with("</" + name.substr(1))) << sink.raw(f.filter);
        }
        EXPECT_FALSE(sink.has("bwcap.unknown_element")) << text;
        EXPECT_FALSE(sink.has("bwcap.malformed")) << text;
    }
}

std::string text_value(const char* path, std::string_view value)
{
    static Document document;
    const std::string text = document_with(path, value);
    document.parse(bytes(text), 0);
    for (const Item& item : document.items())
        if (item.kind == Item::Kind::text && item.text == value && item.field != field("bwcap.encoding"))
            return item.label ? item.label : "";
    return "(none)";
}

TEST(Tables, EveryTextValueHasItsMeaning)
{
    struct Row {
        const char *path, *value, *meaning;
    };
    const std::string user = "command/commandData/user/";
    const Row rows[] = {
        {"@protocol", "CAP", "Client Application Protocol"},
        {"@protocol", "OCI", "Open Client Interface, the sibling protocol"},
        {"@version", "14.0", "BroadWorks release 14 (unsure)"},
        {"@version", "15.0", "BroadWorks release 15 (unsure)"},
        {"@version", "16.0", "BroadWorks release 16 (unsure)"},
        {"@version", "17.0", "BroadWorks release 17 (unsure)"},
        {"command/commandData/user/@userType", "CallClient", "call client: controls the user's own calls"},
        {"command/commandData/user/@userType", "AttendantConsole", "attendant console: monitors other users"},
        {"command/commandData/user/action/@actionType", "Dial", "new call"},
        {"command/commandData/user/action/@actionType", "Redial", "repeat the last call"},
        {"command/commandData/user/action/@actionType", "Answer", "answer an alerting call"},
        {"command/commandData/user/action/@actionType", "Hold", "hold a call"},
        {"command/commandData/user/action/@actionType", "Release", "end a call"},
        {"command/commandData/user/action/@actionType", "Xfer", "transfer to a number"},
        {"command/commandData/user/action/@actionType", "XferConsult", "join two calls by transfer"},
        {"command/commandData/user/action/@actionType", "ConfStart", "start a conference"},
        {"command/commandData/user/action/actionParam/@actionParamName", "Number", "dial string"},
        {"command/commandData/user/action/actionParam/@actionParamName", "CallId", "callId of an earlier callUpdate"},
        {"command/commandData/user/monitoring/@monType", "Add", "start monitoring the listed users"},
        {"command/commandData/user/monitoring/@monType", "Delete", "stop monitoring the listed users"},
        {"command/commandData/user/@userLogoutReason", "ClientLogout", "normal logout by the client"},
        {"command/commandData/user/@userLogoutReason", "Open Client Server Forced Logout",
            "as in OCI: forced by the Open Client Server (unsure)"},
        {"command/commandData/user/@userLogoutReason", "Server Connection Failure", "as in OCI: connection to the server failed (unsure)"},
        {"command/commandData/user/@userLogoutReason", "Client Logout", "as in OCI: logout by the client (unsure)"},
        {"command/commandData/user/message/@messageName", "registerResponse", "the login result is acknowledged"},
        {"command/commandData/user/conference/@conterenceState", "Active", "conference running"},
        {"command/commandData/user/conference/@conferenceState", "Held", "conference held"},
        {"command/commandData/user/conference/@conferenceState", "Released", "conference ended"},
        {"command/commandData/user/dnd", "On", "do not disturb is active"},
        {"command/commandData/user/dnd", "on", "do not disturb is active"},
        {"command/commandData/user/dnd", "Off", "do not disturb is off (unsure)"},
        {"command/commandData/user/cfa", "ON", "call forwarding always is active"},
        {"command/commandData/user/cfa", "Off", "call forwarding always is off (unsure)"},
    };
    for (const Row& row : rows)
        EXPECT_EQ(text_value(row.path, row.value), row.meaning) << row.path << ' ' << row.value;
    EXPECT_EQ(text_value("command/commandData/user/action/@actionType", "dial"), "");
}

TEST(Tables, EveryNumberHasItsName)
{
    const std::vector<const char*> states = {
        "idle", "alerting", "active", "held", "remote held", "released", "detached (unsure)", "client alerting (unsure)"};
    for (std::uint32_t i = 0; i < states.size(); ++i)
        EXPECT_STREQ(value_name(call_states, i), states[i]);
    EXPECT_STREQ(value_name(call_states, 8), "unknown");
    const std::vector<const char*> people = {"BroadWorks originator (unsure)", "originator", "terminator"};
    for (std::uint32_t i = 0; i < people.size(); ++i)
        EXPECT_STREQ(value_name(personalities, i), people[i]);
    const std::vector<const char*> types = {"unknown", "intra-group", "enterprise", "network", "network URL", "emergency", "repair",
        "error", "city-wide centrex", "private dial plan"};
    for (std::uint32_t i = 0; i < types.size(); ++i)
        EXPECT_STREQ(value_name(call_types, i), types[i]);
    EXPECT_STREQ(value_name(release_causes, 0), "none");
    EXPECT_STREQ(value_name(off_hook, 1), "off hook");
    EXPECT_STREQ(value_name(off_hook, 0), "on hook (unsure)");
    // The tables are those that the fields show.
    EXPECT_EQ(fields[field("bwcap.user.call.state")].values, &call_states);
    EXPECT_EQ(fields[field("bwcap.user.call.personality")].values, &personalities);
    EXPECT_EQ(fields[field("bwcap.user.call.call_type")].values, &call_types);
    EXPECT_EQ(fields[field("bwcap.user.call.release_cause")].values, &release_causes);
    EXPECT_EQ(fields[field("bwcap.user.off_hook")].values, &off_hook);
}

} // namespace

// SPDX-License-Identifier: GPL-2.0-or-later
#include "ged188/session.hpp"

#include "ged188/peripheral_errors.hpp"
#include "ged188/status_codes.hpp"
#include "ged188/values.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace cti::ged188 {
namespace {

constexpr Widths width_choices[] = {{2, 2}, {1, 1}, {2, 1}};
constexpr std::uint32_t no_idle_timeout = 0xffffffff;
constexpr std::size_t max_overtaken = 16;          ///< requests of one InvokeID that still wait for their answers
constexpr std::size_t max_unanswered_told = 20;    ///< a session that dies with a thousand open requests says so once

std::uint64_t pending_key(Sender sender, std::uint32_t invoke_id)
{
    return std::uint64_t{sender == Sender::server} << 32 | invoke_id;
}

/// Requests for configuration are events: they have no InvokeID and are told by their number.
std::uint64_t pending_key_without_id(Sender sender, std::uint32_t request) { return std::uint64_t{1} << 33 | pending_key(sender, request); }

/// "CTI_SERVICE_ALL_EVENTS, CTI_SERVICE_CLIENT_CONTROL", or "none".
std::string mask_names(const ValueTable& table, std::uint32_t mask)
{
    std::string out;
    const auto add = [&](std::string_view name) {
        if (!out.empty())
            out += ", ";
        out += name;
    };
    for (const Value& bit : table.values)
        if (mask & bit.value) {
            add(bit.name);
            mask &= ~bit.value;
        }
    if (mask != 0) {
        char rest[16];
        std::snprintf(rest, sizeof rest, "0x%08x", mask);
        add(rest);
    }
    return out.empty() ? "none" : out;
}

std::string hex8(std::uint32_t value)
{
    char out[12];
    std::snprintf(out, sizeof out, "%08x", value);
    return out;
}

} // namespace

Session::Session(const Settings& settings, bool port_of_uccx, std::string client, std::string server)
    : settings_{settings}, port_of_uccx_{port_of_uccx}
{
    info.protocol = "ged188";
    info.client = std::move(client);
    info.server = std::move(server);
    if (settings_.forced_version != 0) {
        const Dialect dialect = settings_.forced_dialect == Dialect::any ? (port_of_uccx ? Dialect::uccx : Dialect::ucce) : settings_.forced_dialect;
        epochs_.push_back({{}, {settings_.forced_version, dialect, widths_of(settings_.forced_version, dialect), true, Sender::unknown}});
        info.version = std::to_string(settings_.forced_version) + " (preference)";
    }
}

// ---- conditions

Conditions Session::guess() const
{
    const auto best = static_cast<std::size_t>(std::max_element(width_score_, width_score_ + 3) - width_score_);
    const bool uccx = settings_.forced_dialect == Dialect::uccx || (settings_.forced_dialect == Dialect::any && port_of_uccx_);
    Conditions c;
    c.dialect = uccx || best == 2 ? Dialect::uccx : Dialect::ucce;
    c.widths = width_choices[best];
    if (width_score_[best] == 0 && uccx)
        c.widths = {1, 1};
    c.version = c.dialect == Dialect::uccx ? (c.widths == Widths{2, 1} ? 18 : 17) : (c.widths == Widths{2, 2} ? newest_version : 18);
    return c;
}

Conditions Session::conditions(MessageKey key, Sender sender, Bytes message)
{
    const std::uint32_t number = be32(message.data() + 4);
    if (number == 3 && message.size() >= header_size + 8 && settings_.forced_version == 0) {
        // OPEN_REQ decides for itself and for all that follows: its VersionNumber is the second UINT of the fixed part.
        const std::uint32_t asked = be32(message.data() + header_size + 4);
        if (asked >= 1 && asked <= 99) {
            const auto version = static_cast<std::uint8_t>(asked);
            Dialect dialect = settings_.forced_dialect;
            if (dialect == Dialect::any) {
                // Unified CCX: its port, or protocol 10 to 18 with the PeripheralID that is reserved (0) there.
                const bool reserved_peripheral = message.size() >= header_size + 16 && be32(message.data() + header_size + 12) == 0;
                dialect = port_of_uccx_ || (reserved_peripheral && version >= 10 && version <= 18) ? Dialect::uccx : Dialect::ucce;
            }
            Conditions c{version, dialect, widths_of(version, dialect), true, Sender::unknown};
            // The dialects of version 18 differ in the width of a tag: where the bytes fit the other one, it is that one.
            const Shape shape = choose_shape(number, message.subspan(header_size), c);
            if (version == 18 && settings_.forced_dialect == Dialect::any && shape.exact && !(shape.widths == c.widths)) {
                c.dialect = shape.widths == Widths{2, 1} ? Dialect::uccx : Dialect::ucce;
                c.widths = shape.widths;
            }
            epochs_.push_back({key, c});
        }
    }
    Conditions c;
    if (epochs_.empty()) {
        infer_widths(key, message);
        c = guess();
        if (guesses_.empty() || !(guesses_.back().conditions.widths == c.widths))
            guesses_.push_back({key, c});
    } else {
        c = epochs_.back().conditions;
    }
    c.sender = sender;
    return c;
}

Conditions Session::conditions_at(MessageKey key, Sender sender) const
{
    const auto last_before = [&](const std::vector<Epoch>& all) -> const Conditions* {
        const auto after = std::upper_bound(all.begin(), all.end(), key, [](const MessageKey& k, const Epoch& e) { return k < e.from; });
        return after == all.begin() ? nullptr : &std::prev(after)->conditions;
    };
    const Conditions* found = last_before(epochs_);
    if (!found)
        found = last_before(guesses_);
    Conditions c = found ? *found : guess();
    c.sender = sender;
    return c;
}

/// A session whose OPEN_REQ is not in the capture: every message with floating fields votes for the widths that explain it.
void Session::infer_widths(MessageKey key, Bytes message)
{
    // Enough is enough: a clear lead is not lost any more.
    constexpr std::uint32_t clear_lead = 500;
    std::uint32_t sorted[3] = {width_score_[0], width_score_[1], width_score_[2]};
    std::sort(sorted, sorted + 3);
    if (sorted[2] >= sorted[1] + clear_lead)
        return;
    const std::uint32_t number = be32(message.data() + 4);
    const Bytes body = message.subspan(header_size);
    bool any = false;
    for (const CompiledLayout* layout : layouts_of(number)) {
        if (layout->floating.empty())
            continue;
        for (std::size_t w = 0; w < 3; ++w) {
            std::uint16_t best = 0;
            for (std::uint8_t version = oldest_version; version <= newest_version; ++version) {
                if (version != oldest_version && version != newest_version && !(layout->changes >> version & 1u))
                    continue;
                const std::uint32_t fixed = fixed_size(*layout, version);
                if (fixed > body.size())
                    continue;
                const Walk walk = walk_floating(body, fixed, width_choices[w], layout);
                if (walk.exact && walk.unknown == 0)
                    best = std::max<std::uint16_t>(best, static_cast<std::uint16_t>(2 * walk.known + walk.foreign));
            }
            width_score_[w] += best;
            any |= best > 0;
        }
    }
    if (!any)
        return;
    const Conditions c = guess();
    const int told = c.widths.tag * 10 + c.widths.length;
    if (told != told_guess_) {
        told_guess_ = told;
        tell(key, diagnosis("ged188.width_guessed"), c.widths.tag, c.widths.length);
        info.version = "? (" + std::to_string(c.widths.tag) + "+" + std::to_string(c.widths.length) + ")"; // bytes of tag and FieldLength
    }
}

// ---- facts

template <class Row>
const Row* Session::ByMessage<Row>::find(MessageKey key) const
{
    if (ascending) {
        const auto at = std::lower_bound(rows.begin(), rows.end(), key, [](const Row& row, const MessageKey& k) { return row.key < k; });
        return at != rows.end() && at->key == key ? &*at : nullptr;
    }
    auto at = std::lower_bound(rows.begin(), rows.end(), key.frame, [](const Row& row, std::uint32_t frame) { return row.key.frame < frame; });
    while (at != rows.end() && at->key.frame == key.frame && at->key != key)
        ++at;
    return at != rows.end() && at->key == key ? &*at : nullptr;
}

/// Of the message that is being looked at, which is the last one.
MessageFacts& Session::facts_of(MessageKey key)
{
    if (facts_rows_.rows.empty() || facts_rows_.rows.back().key != key) {
        facts_rows_.append({key, static_cast<std::uint32_t>(facts_.size())});
        facts_.emplace_back();
    }
    return facts_.back();
}

const MessageFacts* Session::facts(MessageKey key) const
{
    const FactsRow* row = facts_rows_.find(key);
    return row ? &facts_[row->index] : nullptr;
}

std::uint32_t Session::response_in(MessageKey key) const
{
    const RequestRow* row = requests_.find(key);
    return row ? row->response_in : 0;
}

void Session::tell(MessageKey key, const Finding& f)
{
    char text[400];
    ToldFinding told{f.diagnosis, f.severity, {}, {}};
    told.sentence.assign(text, format_sentence(f, text, sizeof text));
    told.remedy.assign(text, format_remedy(f, text, sizeof text));
    if (f.severity >= Severity::warn)
        ++info.failures;
    facts_of(key).findings.push_back(std::move(told));
}

template <class... A>
void Session::tell(MessageKey key, const Diagnosis& d, A... a)
{
    tell(key, Finding{d, {}, a...});
}

// ---- messages

const MessageFacts* Session::on_message(MessageKey key, double time, Sender sender, const Summary& s, bool encrypted)
{
    if (info.messages++ == 0)
        info.first = settings_.start + time;
    info.last = settings_.start + time;
    check_direction(key, sender, s);
    check_silence(key, time, sender);
    if (s.has(Role::peripheral_type) && s.get(Role::peripheral_type) != 0xffff)
        peripheral_type_ = static_cast<std::uint16_t>(s.get(Role::peripheral_type));
    if (!encrypted && (!s.text(Role::client_password).empty() || !s.text(Role::agent_password).empty()))
        tell(key, diagnosis("ged188.cleartext_password"), s.name, s.text(Role::client_password).empty() ? "AgentPassword" : "ClientPassword");

    switch (s.number) {
    case 3: on_open_req(key, s); break;
    case 4: on_open_conf(key, s); break;
    case 5: on_heartbeat(key, s); break;
    case 6: heartbeats_unanswered_ = 0; break;
    case 7:
        closing_ = true;
        info.ended = s.get(Role::status) == 0 ? "closed by CLOSE_REQ" : "CLOSE_REQ with status " + std::to_string(s.get(Role::status));
        if (s.get(Role::status) == 15)
            tell(key, diagnosis("ged188.server_offline"), "the client closes the session because the server is offline");
        else if (s.get(Role::status) == 16)
            tell(key, diagnosis("ged188.heartbeat_lost"), "The client closes the session because the server did not answer (E_CTI_TIMEOUT)");
        break;
    default: break;
    }

    const Kind kind = s.kind();
    if (kind == Kind::request || (kind == Kind::event && s.number == 230) || s.number == 232) {
        on_request(key, time, sender, s);
        if (s.number == 278) // ACTIVE_MAINTENANCE_REQ_MSG: a request that is news too
            on_event(key, s);
    } else if (kind == Kind::confirmation || kind == Kind::response || s.number == 231 || s.number == 233) {
        const Pending* request = on_answer(key, time, sender, s);
        if (s.number == 1)
            on_failure(key, s, request);
        else if (s.number == 35)
            on_control_failure(key, s, request);
        else if (s.has(Role::status) && s.get(Role::status) != 0)
            on_failed_confirmation(key, s);
    } else {
        on_event(key, s);
    }
    return last_facts(key);
}

void Session::on_open_req(MessageKey key, const Summary& s)
{
    const std::uint32_t asked = s.get(Role::version_number);
    if (!info.version.empty() && info.opened != "not seen")
        tell(key, diagnosis("ged188.reopened"), asked, std::string_view{info.version});
    info.version = std::to_string(asked);
    if (s.has(Role::client_id))
        info.application.assign(s.text(Role::client_id));
    if (info.application.empty() && !s.text(Role::client_signature).empty())
        info.application.assign(s.text(Role::client_signature));
    info.opened = "asked, no answer seen";
    idle_timeout_ = s.get(Role::idle_timeout, no_idle_timeout);
    services_requested_ = s.get(Role::services_requested);
}

void Session::on_open_conf(MessageKey key, const Summary& s)
{
    info.opened = "confirmed";
    const std::uint32_t granted = s.get(Role::services_granted);
    const std::uint32_t missing = services_requested_ & ~granted;
    if (info.application.empty() && s.has(Role::agent_id))
        info.application.assign(s.text(Role::agent_id));
    if (missing != 0)
        tell(key, diagnosis("ged188.partial_grant"), std::string_view{info.application}, hex(services_requested_), hex(granted),
             std::string_view{mask_names(values::cti_service_mask, missing)});
    if (s.get(Role::session_type) == 2) {
        info.opened = "confirmed by the standby side";
        tell(key, diagnosis("ged188.standby"), "OPEN_CONF says SessionType standby, which serves nothing but heartbeats");
    }
    if (s.get(Role::pg_status) != 0)
        tell(key, diagnosis("ged188.pg_status"), std::string_view{hex8(s.get(Role::pg_status))},
             std::string_view{mask_names(values::pg_status_code, s.get(Role::pg_status))});
}

void Session::on_request(MessageKey key, double time, Sender sender, const Summary& s)
{
    const std::uint32_t id = s.get(Role::invoke_id);
    const bool has_id = s.has(Role::invoke_id);
    if (!has_id && s.kind() != Kind::event)
        return; // cut before its InvokeID
    const std::uint64_t asked = has_id ? pending_key(sender, id) : pending_key_without_id(sender, s.number);
    Pending& p = pending_[asked];
    if (has_id && p.row && !p.answered) {
        tell(key, diagnosis("ged188.invoke_id_reused"), id, p.name, p.key.frame);
        if (overtaken_.count(asked) < max_overtaken)
            overtaken_.emplace(asked, p);
    }
    p = {key, time, s.row, s.name, s.get(Role::version_number), id, static_cast<std::uint32_t>(requests_.rows.size()), false};
    requests_.append({key, 0});
}

const Session::Pending* Session::on_answer(MessageKey key, double time, Sender sender, const Summary& s)
{
    const Sender asker = sender == Sender::server ? Sender::client : Sender::server;
    const bool has_id = s.has(Role::invoke_id);
    if (!has_id && s.kind() != Kind::event)
        return nullptr;
    const std::uint64_t asked = has_id ? pending_key(asker, s.get(Role::invoke_id)) : pending_key_without_id(asker, s.number - 1); // 230 and 231, 232 and 233
    const auto it = pending_.find(asked);
    if (it == pending_.end())
        return nullptr;
    // FAILURE_CONF, CONTROL_FAILURE_CONF and FAILURE_RESP answer anything; everything else answers its own request only.
    const bool failure = s.number == 1 || s.number == 35 || s.number == 190;
    const auto answers = [&](const Pending& p) {
        return failure || !s.row || !p.row || s.row->partner == p.row->number || p.row->partner == s.row->number || (p.row->number == 232 && s.number == 233);
    };
    Pending* found = answers(it->second) ? &it->second : nullptr;
    if (!found || found->answered)
        for (auto [o, end] = overtaken_.equal_range(asked); o != end; ++o)
            if (!o->second.answered && answers(o->second))
                found = &o->second;
    if (!found)
        return nullptr;
    Pending& p = *found;
    MessageFacts& answer = facts_of(key);
    answer.response_to = p.key.frame;
    answer.response_time = time - p.time;
    answer.request = p.name;
    answer.request_version = p.version;
    if (!p.answered) {
        requests_.rows[p.request].response_in = key.frame;
        p.answered = true;
        if (settings_.slow_response > 0 && answer.response_time > settings_.slow_response)
            tell(key, diagnosis("ged188.slow_response"), p.name, static_cast<std::uint64_t>(answer.response_time * 1000 + 0.5),
                 static_cast<std::uint64_t>(settings_.slow_response * 1000 + 0.5));
    }
    return &p;
}

void Session::say_status(MessageKey key, const char* what, std::uint32_t status, std::uint32_t version)
{
    const StatusCode* row = find_status(status);
    const char* name = row ? row->name : "undocumented status";
    const char* meaning = row ? row->meaning : "no public document names this code";
    Finding f;
    switch (status) {
    case 1:
        f = {diagnosis("ged188.incompatible_version"), {}, who(), std::string_view{info.client_address.empty() ? info.client : info.client_address}, version};
        break;
    case 48:
    case 49:
        f = {diagnosis("ged188.not_in_version"), {}, what, name, std::string_view{info.version}, status == 48 ? "message type" : "tag"};
        break;
    case 15:
        f = {diagnosis("ged188.server_offline"), {}, meaning};
        break;
    case 92:
    case 107:
        f = {diagnosis("ged188.standby"), {}, meaning};
        break;
    case 110:
        f = {diagnosis("ged188.maintenance"), {}, meaning};
        break;
    default:
        f = {diagnosis("ged188.failure"), {}, what, name, status, meaning};
        f.severity = row ? row->severity : Severity::error;
        break;
    }
    if (row && *row->remedy && status != 1)
        f.remedy = row->remedy;
    tell(key, f);
}

void Session::on_failure(MessageKey key, const Summary& s, const Pending* request)
{
    const std::uint32_t status = s.has(Role::status) ? s.get(Role::status) : s.get(Role::failure_code);
    const char* what = request ? request->name : "a request";
    if (request && request->row && request->row->number == 5) {
        tell(key, diagnosis("ged188.server_offline"), "it answers a heartbeat with FAILURE_CONF");
        return;
    }
    if (request && request->row && request->row->number == 3) {
        const StatusCode* row = find_status(status);
        if (epochs_.size() >= 2) // a second OPEN_REQ that is refused changes nothing behind its refusal
            epochs_.push_back({{key.frame, key.place + 1}, epochs_[epochs_.size() - 2].conditions});
        info.opened = std::string{"refused: "} + (row ? row->name : "status " + std::to_string(status));
    }
    const Conditions current = epochs_.empty() ? guess() : epochs_.back().conditions;
    say_status(key, what, status, request && request->version ? request->version : current.version);
}

void Session::on_control_failure(MessageKey key, const Summary& s, const Pending* request)
{
    const std::uint32_t code = s.get(Role::failure_code);
    const StatusCode* row = find_control_failure(code);
    const auto peripheral_code = static_cast<std::int32_t>(s.get(Role::peripheral_error_code));
    const bool uccx = !epochs_.empty() && epochs_.back().conditions.dialect == Dialect::uccx;
    const PeripheralError* peripheral = peripheral_code == 0 ? nullptr : find_peripheral_error(peripheral_code, peripheral_type_, uccx);
    std::string reason;
    if (peripheral)
        reason = std::string{" Peripheral error "} + std::to_string(peripheral_code) + " (" + component_name(peripheral->component) + "): " + peripheral->meaning;
    else if (peripheral_code != 0)
        reason = " Peripheral error " + std::to_string(peripheral_code);
    Finding f{diagnosis("ged188.control_failure"), {}, request ? request->name : "A control request", row ? row->name : "undocumented code", code,
              row ? row->meaning : "no public document names this code", std::string_view{reason}};
    if (peripheral && *peripheral->action)
        f.remedy = peripheral->action;
    else if (row && *row->remedy)
        f.remedy = row->remedy;
    tell(key, f);
}

/// A confirmation that says no: only SET_AGENT_SERVICE_DATA_CONF carries a status.
void Session::on_failed_confirmation(MessageKey key, const Summary& s)
{
    const std::uint32_t status = s.get(Role::status);
    const StatusCode* row = find_status(status);
    Finding f{diagnosis("ged188.control_failure"), {}, s.name, row ? row->name : "undocumented status", status,
              row ? row->meaning : "no public document names this code", ""};
    if (row && *row->remedy)
        f.remedy = row->remedy;
    tell(key, f);
}

void Session::on_heartbeat(MessageKey key, const Summary&)
{
    if (heartbeats_unanswered_ > 0 && from_server_ > 0) {
        char text[96];
        std::snprintf(text, sizeof text, "%u heartbeat%s in a row without HEARTBEAT_CONF", heartbeats_unanswered_, heartbeats_unanswered_ == 1 ? "" : "s");
        tell(key, diagnosis("ged188.heartbeat_lost"), text);
    }
    ++heartbeats_unanswered_;
}

void Session::on_event(MessageKey key, const Summary& s)
{
    switch (s.number) {
    case 2: { // FAILURE_EVENT
        const std::uint32_t status = s.get(Role::status);
        const StatusCode* row = find_status(status);
        if (status == 15 || status == 92 || status == 107 || status == 110) {
            say_status(key, s.name, status, 0);
        } else {
            Finding f{diagnosis("ged188.failure"), {}, "The session", row ? row->name : "undocumented status", status,
                      row ? row->meaning : "no public document names this code"};
            f.severity = row ? row->severity : Severity::error;
            if (row && *row->remedy)
                f.remedy = row->remedy;
            tell(key, f);
        }
        break;
    }
    case 31: { // SYSTEM_EVENT
        const std::uint32_t event = s.get(Role::system_event_id);
        if (s.get(Role::pg_status) != 0)
            tell(key, diagnosis("ged188.pg_status"), std::string_view{hex8(s.get(Role::pg_status))},
                 std::string_view{mask_names(values::pg_status_code, s.get(Role::pg_status))});
        const Value* row = find_value(values::system_event_id, event);
        const bool bad = row && (std::strstr(row->name, "OFFLINE") || std::strstr(row->name, "OUT_OF_SERVICE"));
        if (bad) {
            std::string detail;
            if (event == 4 || event == 10)
                detail = " (PeripheralID " + std::to_string(s.get(Role::system_event_arg1)) + ")";
            if (!s.text(Role::text).empty())
                detail += " " + std::string{s.text(Role::text)};
            tell(key, diagnosis("ged188.system_event"), row->name, std::string_view{detail});
        }
        break;
    }
    case 16: // CALL_FAILED_EVENT
        tell(key, diagnosis("ged188.call_failed"), s.get(Role::connection_call_id), s.text(Role::failing_device_id),
             value_name(values::event_cause, s.get(Role::event_cause)));
        break;
    case 100: { // CLIENT_SESSION_CLOSED_EVENT
        const std::uint32_t status = s.get(Role::status);
        const StatusCode* row = find_status(status);
        if (status != 0)
            tell(key, diagnosis("ged188.other_session_lost"), s.text(Role::client_id), s.text(Role::client_address), row ? row->name : "undocumented status");
        break;
    }
    case 106:
        tell(key, diagnosis("ged188.call_not_delivered"), s.has(Role::agent_id) ? s.text(Role::agent_id) : s.text(Role::agent_instrument));
        break;
    case 248:
        if (s.get(Role::event_code) == 2) {
            const auto code = static_cast<std::int32_t>(s.get(Role::peripheral_error_code));
            const PeripheralError* row = find_peripheral_error(code, peripheral_type_, false);
            const std::string why = code == 0 ? "" : ": peripheral error " + std::to_string(code) + (row ? std::string{", "} + row->meaning : "");
            tell(key, diagnosis("ged188.greeting_failed"), std::string_view{why});
        }
        break;
    case 278: tell(key, diagnosis("ged188.maintenance"), "the server asks its clients whether maintenance may start"); break;
    case 280: tell(key, diagnosis("ged188.maintenance"), s.get(Role::maintenance_status) ? "it goes on, the other side takes over" : "it is cancelled"); break;
    default:
        if (s.is("NETWORK_RECORDING_FAILED_EVENT")) {
            const std::string why = s.has(Role::record_failure_cause) ? ": cause " + std::to_string(s.get(Role::record_failure_cause)) : "";
            tell(key, diagnosis("ged188.recording_failed"), s.get(Role::connection_call_id), std::string_view{why});
        } else if (s.is("NETWORK_RECORDING_TARGET_INFO_EVENT") && s.get(Role::recorder_status) == 2) {
            const std::string why = ": " + std::string{s.text(Role::recorder_error)};
            tell(key, diagnosis("ged188.recording_failed"), s.get(Role::connection_call_id), std::string_view{why});
        }
        break;
    }
}

void Session::check_silence(MessageKey key, double time, Sender sender)
{
    if (sender != Sender::client)
        return;
    if (last_from_client_ >= 0 && idle_timeout_ != no_idle_timeout && idle_timeout_ > 0 && time - last_from_client_ > idle_timeout_) {
        char text[96];
        std::snprintf(text, sizeof text, "The client was silent for %.0f s, longer than its IdleTimeout of %u s", time - last_from_client_, idle_timeout_);
        tell(key, diagnosis("ged188.heartbeat_lost"), text);
    }
    last_from_client_ = time;
}

void Session::check_direction(MessageKey key, Sender sender, const Summary& s)
{
    // A client waits for the answer to its OPEN_REQ, so three messages without one say enough; a server may send events only,
    // so it is its answers that count.
    constexpr std::uint32_t enough = 3;
    if (sender == Sender::unknown)
        return;
    std::uint32_t& mine = sender == Sender::server ? from_server_ : from_client_;
    const std::uint32_t other = sender == Sender::server ? from_client_ : from_server_;
    ++mine;
    answers_from_server_ += sender == Sender::server && (s.kind() == Kind::confirmation || s.kind() == Kind::response);
    if (other == 0 && !told_direction_ && (sender == Sender::client ? mine : answers_from_server_) >= enough) {
        told_direction_ = true;
        tell(key, diagnosis("ged188.one_direction"), sender == Sender::server ? "server" : "client");
    }
}

/// In order of their messages.
std::vector<const Session::Pending*> Session::unanswered() const
{
    std::vector<const Pending*> open;
    if (from_client_ == 0 || from_server_ == 0) // the answers were not captured
        return open;
    for (const auto& [id, p] : pending_)
        if (!p.answered && p.row && p.row->number != 5 && p.row->partner != 0)
            open.push_back(&p);
    for (const auto& [id, p] : overtaken_)
        if (!p.answered)
            open.push_back(&p);
    std::sort(open.begin(), open.end(), [](const Pending* a, const Pending* b) { return a->key < b->key; });
    return open;
}

OpenRequests Session::open_requests() const
{
    const auto open = unanswered();
    if (open.empty())
        return {};
    return {open.size(), open.front()->name, open.front()->key.frame, settings_.start + open.front()->time};
}

const MessageFacts* Session::on_end(MessageKey key, double time, bool reset, bool by_client)
{
    if (ended_)
        return nullptr;
    ended_ = true;
    info.last = settings_.start + time;
    if (!closing_)
        info.ended = std::string{reset ? "reset" : "closed (FIN)"} + " by the " + (by_client ? "client" : "server");
    const bool both = from_client_ > 0 && from_server_ > 0;
    const auto open = unanswered();
    for (std::size_t i = 0; i < open.size() && i < max_unanswered_told; ++i)
        tell(key, diagnosis("ged188.unanswered"), open[i]->name, open[i]->invoke_id, open[i]->key.frame);
    if (last_from_client_ >= 0 && idle_timeout_ != no_idle_timeout && idle_timeout_ > 0 && time - last_from_client_ > idle_timeout_) {
        char text[128];
        std::snprintf(text, sizeof text, "The session ended after %.0f s of silence from the client, longer than its IdleTimeout of %u s",
                      time - last_from_client_, idle_timeout_);
        tell(key, diagnosis("ged188.heartbeat_lost"), text);
    }
    if (heartbeats_unanswered_ >= 3 && both) {
        char text[96];
        std::snprintf(text, sizeof text, "The session ended after %u heartbeats without answer", heartbeats_unanswered_);
        tell(key, diagnosis("ged188.heartbeat_lost"), text);
    }
    pending_.clear();
    overtaken_.clear();
    return last_facts(key);
}

// ---- Info column

std::size_t format_info(const Summary& s, const MessageFacts* facts, char* out, std::size_t size)
{
    std::size_t used = 0;
    const auto put = [&](std::string_view text) {
        const std::size_t room = size > used ? size - used - 1 : 0, n = std::min(text.size(), room);
        char* const to = out + used;
        for (std::size_t i = 0; i < n; ++i)
            to[i] = static_cast<unsigned char>(text[i]) < 0x20 ? '.' : text[i];
        used += n;
    };
    const auto put_number = [&](std::uint32_t n) {
        char digits[12];
        put({digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, n).ptr - digits)});
    };
    const auto put_named = [&](std::string_view name, Role role) {
        if (s.has(role) && !s.text(role).empty()) {
            put(name);
            put(s.text(role));
        }
    };
    put(s.name);
    if (!s.row) {
        put(" ");
        put_number(s.number);
    }
    switch (s.number) {
    case 3:
        put(" v");
        put_number(s.get(Role::version_number));
        put_named(" ClientID=", Role::client_id);
        put_named(" AgentID=", Role::agent_id);
        put_named(" AgentID=", Role::agent_id_long);
        break;
    case 1:
    case 2:
    case 7: {
        const std::uint32_t status = s.has(Role::status) ? s.get(Role::status) : s.get(Role::failure_code);
        if (s.number != 7 || status != 0) {
            put(" ");
            put(value_name(values::status_code, status, "status"));
            if (!find_status(status)) {
                put(" ");
                put_number(status);
            }
        }
        break;
    }
    case 35:
        put(" ");
        put(value_name(values::control_failure_code, s.get(Role::failure_code), "code"));
        if (s.get(Role::peripheral_error_code) != 0) {
            put(" peripheral error ");
            put_number(s.get(Role::peripheral_error_code));
        }
        break;
    case 30:
    case 37:
    case 38: {
        put(" ");
        put(s.has(Role::agent_id) ? s.text(Role::agent_id) : s.has(Role::agent_id_long) ? s.text(Role::agent_id_long) : s.has(Role::agent_extension) ? s.text(Role::agent_extension) : s.text(Role::agent_instrument));
        put(" -> ");
        std::string_view state = value_name(values::agent_state, s.get(Role::agent_state), "unknown state");
        if (state.starts_with("AGENT_STATE_"))
            state.remove_prefix(12);
        bool first = true; // AGENT_STATE_NOT_READY -> Not Ready
        for (const char c : state) {
            char shown = c;
            if (c == '_')
                shown = ' ';
            else if (!first && c >= 'A' && c <= 'Z')
                shown = static_cast<char>(c - 'A' + 'a');
            put({&shown, 1});
            first = shown == ' ';
        }
        break;
    }
    case 31:
        put(" ");
        put(value_name(values::system_event_id, s.get(Role::system_event_id), "unknown event"));
        break;
    default:
        put_named(" Agent=", Role::agent_id);
        if (s.has(Role::connection_call_id) && s.get(Role::connection_call_id) != 0xffffffff) {
            put(" Call=");
            put_number(s.get(Role::connection_call_id));
        }
        put_named(" Device=", Role::connection_device_id);
        put_named(" Client=", Role::client_id);
        put_named(" Number=", Role::dialed_number);
        break;
    }
    if (facts && facts->request && (s.number == 1 || s.number == 35)) {
        put(" for ");
        put(facts->request);
        if (facts->request_version != 0) {
            put(" v");
            put_number(facts->request_version);
        }
    }
    if (size > 0)
        out[used] = '\0';
    return used;
}

} // namespace cti::ged188

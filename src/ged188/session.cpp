// SPDX-License-Identifier: GPL-2.0-or-later
#include "ged188/session.hpp"

#include "core/hash.hpp"
#include "core/text.hpp"
#include "ged188/numbers.hpp"
#include "ged188/peripheral_errors.hpp"
#include "ged188/reason_codes.hpp"
#include "ged188/status_codes.hpp"
#include "ged188/values.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string_view>
#include <utility>

namespace cti::ged188 {
namespace {

constexpr Widths width_choices[] = {{2, 2}, {1, 1}, {2, 1}};
constexpr std::uint32_t no_idle_timeout = 0xffffffff, no_peripheral = 0xffffffff;
constexpr std::size_t max_overtaken = 16;            ///< requests of one InvokeID that still wait for their answers
constexpr std::size_t max_unanswered_told = 20;      ///< a session that dies with a thousand open requests says so once
constexpr std::size_t max_agents = 65536;            ///< whose last state is remembered
constexpr std::size_t max_components = 64;           ///< that are down at once, or on line
constexpr std::size_t max_forced = 8;                ///< agents' states asked for with ForcedFlag that are remembered
constexpr std::size_t max_listed = 8;                ///< PeripheralIDs that a sentence lists
constexpr std::uint32_t heartbeats_of_a_session = 3; ///< that many without answer end it
constexpr Time answer_in_time = 5 * second;          ///< a heartbeat younger than this may still be answered when the capture ends
constexpr Time forced_at_most = 10 * second;         ///< from the request that forces an agent's state to the event that tells
constexpr Time clock_tolerance = 5 * second;         ///< ICMCentralControllerTime has whole seconds, and events may queue

// Values of the tables that rules ask for.
constexpr std::uint32_t all_events = 0x00000010, ignore_conf = 0x00200000, active_standby = 0x02000000; // CTI_SERVICE_...
constexpr std::uint32_t opc_down = 0x01, cc_down = 0x02, peripheral_offline = 0x04, server_offline = 0x08,
                        limited_function = 0x10;                  // PGS_...
constexpr const char* opening_request = "OPEN_REQ";               // as the message set names it
constexpr std::uint32_t no_cause = 0xffff;                        // CEC_NONE
constexpr std::uint32_t standby_session = 2;                      // SessionType
constexpr std::uint32_t greeting_failed = 2, recorder_failed = 2; // EventCode, RecorderStatus
constexpr std::uint32_t forced_change = 1;                        // ForcedFlag
constexpr std::uint32_t state_logout = 1, state_not_ready = 2;    // AGENT_STATE_...
enum Status : std::uint32_t {                                     // E_CTI_...
    no_error = 0,
    invalid_version = 1,
    required_data_missing = 6,
    server_is_offline = 15,
    timeout = 16,
    invalid_message_type_for_version = 48,
    invalid_tag_for_version = 49,
    server_not_master = 92,
    client_not_for_standby = 107,
    in_maintenance_mode = 110,
};

Sender sender_of(Side side) { return side == Side::client ? Sender::client : Sender::server; }

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
        char rest[16] = "0x";
        add({rest, static_cast<std::size_t>(std::to_chars(rest + 2, rest + sizeof rest, mask, 16).ptr - rest)});
    }
    return out.empty() ? "none" : out;
}

/// What comes before a text's first NUL: UNSPEC fields may hold one.
bool has_characters(std::string_view text) { return !text.empty() && text.front() != '\0'; }
std::string_view characters(std::string_view text) { return text.substr(0, std::min(text.find('\0'), text.size())); }

} // namespace

Session::Session(const Settings& settings, bool port_of_uccx, SessionPtr info, std::function<bool()> complete)
    : settings_{settings}, port_of_uccx_{port_of_uccx}, info_{std::move(info)}, complete_{std::move(complete)}
{
    if (settings_.forced_version != 0) {
        const Dialect dialect =
            settings_.forced_dialect == Dialect::any ? (port_of_uccx ? Dialect::uccx : Dialect::ucce) : settings_.forced_dialect;
        epochs_.push_back({{}, {settings_.forced_version, dialect, widths_of(settings_.forced_version, dialect), true, Sender::unknown}});
        info_->version = std::to_string(settings_.forced_version) + " (preference)";
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

Conditions Session::conditions(MessageKey key, Side from, Bytes message)
{
    const std::uint32_t number = be32(message.data() + 4);
    if (number == number::open_req && message.size() >= header_size + 8 && settings_.forced_version == 0) {
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
        if (std::vector<Epoch>& guesses = guesses_.write(); guesses.empty() || !(guesses.back().conditions.widths == c.widths))
            guesses.push_back({key, c});
    } else {
        c = epochs_.back().conditions;
    }
    c.sender = sender_of(from);
    return c;
}

Conditions Session::conditions_at(MessageKey key, Side from) const
{
    const auto last_before = [&](const std::vector<Epoch>& all) -> const Conditions* {
        const auto after = std::upper_bound(all.begin(), all.end(), key, [](const MessageKey& k, const Epoch& e) { return k < e.from; });
        return after == all.begin() ? nullptr : &std::prev(after)->conditions;
    };
    const Conditions* found = last_before(epochs_);
    if (!found)
        found = last_before(guesses_.read());
    Conditions c = found ? *found : guess();
    c.sender = sender_of(from);
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
        now_.key = key;
        say(diagnosis("ged188.width_guessed"), c.widths.tag, c.widths.length);
        info_->version = "? (" + std::to_string(c.widths.tag) + "+" + std::to_string(c.widths.length) + ")"; // bytes of tag and FieldLength
    }
}

// ---- facts

template <class Row>
const Row* Session::ByMessage<Row>::find(MessageKey key) const
{
    const auto at = std::lower_bound(rows.begin(), rows.end(), key, [](const Row& row, const MessageKey& k) { return row.key < k; });
    return at != rows.end() && at->key == key ? &*at : nullptr;
}

/// Of the message that is being looked at, which is the last one.
MessageFacts& Session::facts_of(MessageKey key)
{
    if (facts_.rows.empty() || facts_.rows.back().key != key)
        facts_.rows.emplace_back().key = key;
    return facts_.rows.back();
}

const MessageFacts* Session::facts(MessageKey key) const { return facts_.find(key); }

std::uint32_t Session::response_in(MessageKey key) const
{
    const RequestRow* row = requests_.find(key);
    return row ? row->response_in : 0;
}

/// With the remedy that fits the server.
KeptFinding Session::made(Finding f) const
{
    if (!f.remedy && is_uccx())
        f.remedy = uccx_remedy(*f.diagnosis);
    return keep(f);
}

void Session::say(const Finding& f) { facts_of(now_.key).findings.push_back(made(f)); }

const MessageFacts* Session::tell(MessageKey key, const Finding& finding)
{
    now_.key = key;
    say(finding);
    return last_facts(key);
}

void Session::on_gap(Side from)
{
    ++gaps_[index(from)];
    understood_[index(from)] = false;
    if (from == Side::client)
        last_from_client_ = no_time;
    else
        heartbeats_unanswered_ = 0;
}

// ---- messages

const MessageFacts* Session::on_message(const Heard& heard, const Summary& s)
{
    now_ = heard;
    just_asked_ = nobody;
    if (info_->messages++ == 0)
        info_->first = heard.time;
    info_->last = heard.time;
    ++messages_[index(heard.from)];
    understood_[index(heard.from)] &= s.row && s.row->kind != Kind::reserved && !s.truncated;
    if (heard.from == Side::client)
        check_silence();
    if (s.has(Role::peripheral_type) && s.get(Role::peripheral_type) != 0xffff)
        peripheral_type_ = static_cast<std::uint16_t>(s.get(Role::peripheral_type));
    if (!heard.encrypted) {
        if (has_characters(s.text(Role::client_password)))
            say(diagnosis("ged188.cleartext_password"), s.name, "ClientPassword");
        else if (has_characters(s.text(Role::agent_password)))
            say(diagnosis("ged188.cleartext_password"), s.name, "AgentPassword");
    }
    if ((s.number == number::open_conf || s.number == number::system_event) && s.get(Role::central_controller_time) != 0)
        check_controller_time(s.get(Role::central_controller_time));

    switch (s.number) {
    case number::open_req:
        on_open_req(s);
        break;
    case number::open_conf:
        on_open_conf(s);
        break;
    case number::heartbeat_req:
        on_heartbeat();
        break;
    case number::heartbeat_conf:
        heartbeats_unanswered_ = 0;
        break;
    case number::close_req:
        closing_ = true;
        info_->closed_in_order = true;
        info_->ended =
            s.get(Role::status) == no_error ? "closed by CLOSE_REQ" : "CLOSE_REQ with status " + std::to_string(s.get(Role::status));
        if (info_->opening == Opening::refused)
            break;
        if (s.get(Role::status) == server_is_offline)
            say(diagnosis("ged188.server_offline"), "the client closes the session because the server is offline");
        else if (s.get(Role::status) == timeout)
            say(diagnosis("ged188.server_silent"));
        break;
    default:
        break;
    }

    const Kind kind = s.kind();
    const bool asks_for_configuration = s.number == number::config_request_key_event || s.number == number::config_request_event;
    // An error answer is an end without a beginning.
    const bool brings_configuration =
        s.number == number::config_key_event || s.number == number::config_begin_event || s.number == number::config_end_event;
    if (kind == Kind::request || asks_for_configuration) {
        on_request(s);
        if (s.number == number::active_maintenance_req_msg || s.number == number::bad_call_req) // requests that are news too
            on_event(s);
    } else if (kind == Kind::confirmation || kind == Kind::response || brings_configuration) {
        Pending* request = on_answer(s);
        if (!request)
            on_unasked(s);
        if (info_->opening == Opening::refused && !(request && request->row && request->row->number == number::open_req)) {
            // What a client goes on to ask in a session that was refused fails because of that.
        } else if (s.number == number::failure_conf) {
            on_failure(s, request);
        } else if (s.number == number::control_failure_conf) {
            on_control_failure(s, request);
        } else if (brings_configuration) {
            on_configuration(s, request);
        } else if (s.has(Role::status) && s.get(Role::status) != no_error) {
            on_failed_confirmation(s, request);
        }
        if (request && request->answered && request->said) {
            facts_of(heard.key).subject = request->said.shown();
            request->said = {};
        }
    } else {
        on_event(s);
    }
    return last_facts(heard.key);
}

void Session::on_open_req(const Summary& s)
{
    const std::uint32_t asked = s.get(Role::version_number);
    if (info_->opening == Opening::granted)
        say(diagnosis("ged188.reopened"), asked, std::string_view{info_->version});
    info_->version = std::to_string(asked);
    if (s.has(Role::client_id))
        info_->application = clean_text(s.text(Role::client_id));
    if (info_->application.empty() && has_characters(s.text(Role::client_signature)))
        info_->application = clean_text(s.text(Role::client_signature));
    info_->opened = "asked, no answer seen";
    info_->opening = Opening::asked;
    heartbeats_unanswered_ = 0;
    idle_timeout_ = s.get(Role::idle_timeout, no_idle_timeout);
    services_requested_ = s.get(Role::services_requested);
    own_peripheral_ = s.get(Role::peripheral_id, no_peripheral);
    lacks_client_id_ = !s.truncated && !s.has(Role::client_id);
    lacks_password_ = !s.truncated && !s.has(Role::client_password);
}

void Session::on_open_conf(const Summary& s)
{
    info_->opened = "confirmed";
    info_->opening = Opening::granted;
    was_open_ = true;
    services_granted_ = s.get(Role::services_granted);
    heartbeats_unanswered_ = 0;
    const std::uint32_t missing = services_requested_ & ~services_granted_;
    if (info_->application.empty())
        info_->application = clean_text(s.agent_id());
    if (missing != 0)
        say(diagnosis("ged188.partial_grant"), who(), hex(services_requested_), hex(services_granted_),
            std::string_view{mask_names(values::cti_service_mask, missing)});
    if (s.get(Role::session_type) == standby_session) {
        info_->opened = "confirmed by the standby side";
        // Who asks for it stays connected to both sides (since protocol 24), and has what it wants.
        if (!((services_requested_ | services_granted_) & active_standby))
            say(diagnosis("ged188.standby"), "OPEN_CONF says SessionType standby, which serves nothing but heartbeats");
    }
    // A session of all events is told next which peripheral is meant, by one SYSTEM_EVENT each.
    const std::uint32_t pg_status = s.get(Role::pg_status);
    const bool told_next = services_granted_ & all_events;
    if (told_next && (pg_status & peripheral_offline))
        pg_status_in_ = now_.key;
    if (pg_status != 0)
        tell_pg_status(pg_status, told_next);
}

namespace {

/// What requests name of what they are about.
struct NamedThing {
    const char* what;
    Role role;
    Role device = Role::none; ///< of a call
    bool if_alone = false;    ///< only where nothing before it was there
};
constexpr NamedThing named_things[] = {
    {"client ", Role::client_id},
    {"agent ", Role::agent_id}, // by whichever field
    {"supervisor ", Role::supervisor_id},
    {"extension ", Role::agent_extension},
    {"instrument ", Role::agent_instrument},
    {"device ", Role::monitored_device_id},
    {"device ", Role::originating_device_id},
    {"call ", Role::connection_call_id, Role::connection_device_id},
    {"call ", Role::active_call_id, Role::active_device_id},
    {"call ", Role::agent_call_id, Role::agent_device_id},
    {"held call ", Role::held_call_id, Role::held_device_id},
    {"other call ", Role::other_call_id, Role::other_device_id},
    {"supervisor's call ", Role::supervisor_call_id, Role::supervisor_device_id},
    {"number ", Role::dialed_number},
    {"monitor ", Role::monitor_id},
    {"session ", Role::session_id},
    {"team ", Role::team_id},
    {"service ", Role::service_name},
    {"skill group ", Role::skill_group_number, Role::none, true},
};

/// As a sentence goes on: " for agent 1001, extension 3001, call 77 at 3001"; nothing where it names nothing.
std::string subject_in_words(const Summary& s)
{
    std::string out;
    const auto add = [&](std::string_view what, std::string_view name) {
        out += out.empty() ? " for " : ", ";
        out += what;
        out += name;
    };
    bool has_extension = false;
    char digits[12];
    for (const NamedThing& thing : named_things) {
        if (thing.role > Role::last_number) {
            const std::string_view name = thing.role == Role::agent_id ? s.agent(digits) : s.text(thing.role);
            if (!has_characters(name) || (thing.role == Role::agent_instrument && has_extension))
                continue;
            has_extension |= thing.role == Role::agent_extension;
            add(thing.what, clean_text(name));
            continue;
        }
        if (!s.has(thing.role) || (thing.if_alone && !out.empty()))
            continue;
        const std::uint32_t id = s.get(thing.role);
        const std::string_view device = thing.device == Role::none ? std::string_view{} : s.text(thing.device);
        if (id == null_call_id || (id == 0 && !has_characters(device)))
            continue;
        char digits_of_call[12];
        add(thing.what,
            {digits_of_call, static_cast<std::size_t>(std::to_chars(digits_of_call, std::end(digits_of_call), id).ptr - digits_of_call)});
        if (has_characters(device))
            (out += " at ") += clean_text(device);
    }
    return out;
}

} // namespace

Session::Said::Said(Bytes message)
    : texts_{std::make_unique_for_overwrite<char[]>(std::min(message.size(), most_bytes) + usually_shown)},
      size_{static_cast<std::uint16_t>(std::min(message.size(), most_bytes))}
{
    std::memcpy(texts_.get(), message.data(), size_);
}

void Session::Said::show(std::string_view text)
{
    if (text.size() > most_shown) {
        std::size_t whole = most_shown;
        while (whole > 0 && (static_cast<std::uint8_t>(text[whole]) & 0xc0) == 0x80) // inside a character
            --whole;
        text = text.substr(0, whole);
    }
    if (text.size() > usually_shown) {
        auto longer = std::make_unique_for_overwrite<char[]>(size_ + text.size());
        std::memcpy(longer.get(), texts_.get(), size_);
        texts_ = std::move(longer);
    }
    shown_ = static_cast<std::uint16_t>(text.copy(texts_.get() + size_, text.size()));
}

void Session::keep_subject(std::string_view shown)
{
    if (Pending* const p = pending_.find(just_asked_); p && p->said)
        p->said.show(shown);
}

/// In words. Few requests are ever asked for it.
std::string Session::subject_of(const Pending* request) const
{
    if (!request || !request->said)
        return {};
    NullSink nothing;
    return subject_in_words(summarize(request->said.message(), conditions_at(request->key, request->asker()), nothing));
}

void Session::on_request(const Summary& s)
{
    const std::uint32_t id = s.get(Role::invoke_id);
    const bool has_id = s.has(Role::invoke_id);
    if (!has_id && s.kind() != Kind::event)
        return; // cut before its InvokeID
    const Side from = now_.from;
    const std::uint64_t asked = has_id ? Pending::key_of(from, id) : Pending::key_without_id(from, s.number);
    if (pending_.size() >= sweep_at_)
        forget_answered();
    if (s.get(Role::forced_flag) == forced_change && !s.agent_id().empty()) {
        std::vector<ForcedRequest>& forced = forced_.write();
        if (forced.size() >= max_forced)
            forced.erase(forced.begin());
        forced.push_back({std::string{characters(s.agent_id())}, {now_.key.frame, now_.time}});
    }
    Pending& p = pending_[asked];
    if (has_id && p.row && !p.answered && p.row->number != number::heartbeat_req) {
        // The answer may be one that was not captured, or that the client asked for never to get.
        const bool answer_was_due = both_heard() && p.gaps == gaps_[index(other(from))] && !ignores_confirmations();
        if (info_->opening != Opening::refused && answer_was_due)
            say(diagnosis("ged188.invoke_id_reused"), id, p.name, p.key.frame);
        std::vector<Pending>& waiting = overtaken_.write()[asked];
        if (waiting.size() < max_overtaken)
            waiting.push_back(std::move(p));
    }
    p = {asked, now_.key, now_.time, s.row, s.name, s.number == number::heartbeat_req ? Said{} : Said{now_.bytes},
        s.get(Role::version_number), static_cast<std::uint32_t>(requests_.rows.size()), gaps_[index(other(from))], false};
    requests_.rows.push_back({now_.key, 0});
    just_asked_ = asked;
}

/// InvokeIDs count up: what was answered long ago is not answered again, and a session of a year does not keep all it was asked. Half of
/// those answered stay, the younger ones.
void Session::forget_answered()
{
    std::vector<MessageKey> answered;
    for (const Pending& p : pending_)
        if (p.answered)
            answered.push_back(p.key);
    const auto middle = answered.begin() + static_cast<std::ptrdiff_t>(answered.size() / 2);
    if (middle != answered.end()) {
        std::nth_element(answered.begin(), middle, answered.end());
        pending_.erase_if([&](const Pending& p) {
            if (!p.answered || !(p.key < *middle))
                return false;
            if (p.has_id()) {
                Forgotten& range = forgotten_[index(p.asker())];
                range.first = std::min(range.first, p.invoke_id());
                range.last = std::max(range.last, p.invoke_id());
            }
            return true;
        });
    }
    sweep_at_ = std::max(max_answered, 2 * pending_.size());
}

bool Session::has_asked(std::string_view message, std::uint32_t invoke_id, Time from, Time to) const
{
    const Pending* const found = pending_.find(Pending::key_of(Side::client, invoke_id));
    if (!found || !found->row || found->time < from || found->time > to)
        return false;
    const MessageName* named = message_by_name(message);
    return named && (named->number == found->row->number || named->number == found->row->partner);
}

/// The request that a message answers: the oldest that waits, else one that was answered before.
Session::Pending* Session::find_asked(std::uint64_t asked, const Summary& s)
{
    // FAILURE_CONF, CONTROL_FAILURE_CONF and FAILURE_RESP answer anything; everything else answers its own request only.
    const bool failure = s.number == number::failure_conf || s.number == number::control_failure_conf || s.number == number::failure_resp;
    const auto answers = [&](const Pending& p) {
        return failure || !s.row || !p.row || s.row->partner == p.row->number || p.row->partner == s.row->number || !p.has_id();
    };
    if (overtaken_)
        if (const auto waiting = overtaken_.write().find(asked); waiting != overtaken_.write().end())
            for (Pending& p : waiting->second)
                if (!p.answered && answers(p))
                    return &p;
    Pending* const last = pending_.find(asked);
    return last && answers(*last) ? last : nullptr;
}

Session::Pending* Session::on_answer(const Summary& s)
{
    const Side asker = other(now_.from);
    const bool has_id = s.has(Role::invoke_id);
    if (!has_id && s.kind() != Kind::event)
        return nullptr;
    const std::uint32_t request = s.number == number::config_key_event ? std::uint32_t{number::config_request_key_event}
                                                                       : std::uint32_t{number::config_request_event};
    Pending* const p = find_asked(has_id ? Pending::key_of(asker, s.get(Role::invoke_id)) : Pending::key_without_id(asker, request), s);
    if (!p)
        return nullptr;
    MessageFacts& answer = facts_of(now_.key);
    answer.response_to = p->key.frame;
    answer.request = p->name;
    answer.request_version = p->version;
    // Lists come in several confirmations, configurations in several blocks: together they are one answer.
    if (!p->answered) {
        answer.response_time = now_.time - p->time;
        if (p->request < requests_.rows.size() && requests_.rows[p->request].key == p->key)
            requests_.rows[p->request].response_in = now_.key.frame;
        p->answered = true;
        if (settings_.slow_response > 0 && answer.response_time > settings_.slow_response && !now_.late &&
            info_->opening != Opening::refused)
            say(diagnosis("ged188.slow_response"), p->name, whole_milliseconds(answer.response_time),
                whole_milliseconds(settings_.slow_response));
    }
    return p;
}

/// An answer to what was never asked. Said only where the request would have been seen.
void Session::on_unasked(const Summary& s)
{
    const bool failure = s.number == number::failure_conf || s.number == number::control_failure_conf || s.number == number::failure_resp;
    if (failure || !both_heard() || !s.has(Role::invoke_id) || s.truncated || info_->opening == Opening::refused ||
        !understood_[index(other(now_.from))] || !complete_())
        return;
    // Another request has this InvokeID: its own answer may come yet, and this may be a message that two editions number differently.
    const std::uint32_t id = s.get(Role::invoke_id);
    const Forgotten& range = forgotten_[index(other(now_.from))];
    if (pending_.find(Pending::key_of(other(now_.from), id)) || (id >= range.first && id <= range.last))
        return;
    say(diagnosis("ged188.unasked_answer"), s.name, s.get(Role::invoke_id));
}

void Session::say_status(const char* what, std::string_view subject, std::uint32_t status, std::uint32_t version, std::string_view more)
{
    const bool is_opening = std::string_view{what} == opening_request;
    const StatusCode* row = find_status(status, dialect());
    const char* name = row ? row->name : "undocumented status";
    const char* meaning = row ? row->meaning : "no public document names this code";
    Finding f;
    switch (status) {
    case invalid_version:
        f = {diagnosis("ged188.incompatible_version"), {}, who(), info_->client_address(), version};
        if (version == 0)
            f.arguments[2] = "(not captured)";
        break;
    case invalid_message_type_for_version:
    case invalid_tag_for_version:
        if (is_opening) { // there is no session that was opened with a version
            f = {diagnosis("ged188.failure"), {}, what, name, status, meaning, subject, more};
            break;
        }
        f = {diagnosis("ged188.not_in_version"), {}, what, name, std::string_view{info_->version},
            status == invalid_message_type_for_version ? "message type" : "tag"};
        break;
    case server_is_offline:
        f = {diagnosis("ged188.server_offline"), {}, meaning};
        break;
    case server_not_master:
    case client_not_for_standby:
        f = {diagnosis("ged188.standby"), {}, meaning};
        break;
    case in_maintenance_mode:
        f = {diagnosis("ged188.maintenance"), {}, meaning};
        if (is_opening)
            f.severity = Severity::warn;
        break;
    default:
        f = {diagnosis("ged188.failure"), {}, what, name, status, meaning, subject, more};
        f.severity = row ? row->severity : Severity::error;
        break;
    }
    if (row && *row->remedy && (is_uccx() || status != invalid_version)) // which the catalogue has, for any release
        f.remedy = row->remedy;
    say(f);
}

void Session::on_failure(const Summary& s, const Pending* request)
{
    const std::uint32_t status = s.has(Role::status) ? s.get(Role::status) : s.get(Role::failure_code);
    const std::uint32_t asked = request && request->row ? request->row->number : 0;
    const std::string subject = subject_of(request);
    std::string more;
    if (asked == number::heartbeat_req) {
        heartbeats_unanswered_ = 0;
        say(diagnosis("ged188.server_offline"), "it answers a heartbeat with FAILURE_CONF");
        return;
    }
    if (asked == number::open_req) {
        const StatusCode* row = find_status(status, dialect());
        info_->opening = was_open_ ? Opening::granted : Opening::refused;
        if (was_open_ && epochs_.size() >= 2) // a second OPEN_REQ that is refused changes nothing behind its refusal
            epochs_.push_back({{now_.key.frame, now_.key.place + 1}, epochs_[epochs_.size() - 2].conditions});
        info_->opened = std::string{"refused: "} + (row ? row->name : "status " + std::to_string(status));
        if (status == invalid_message_type_for_version || status == invalid_tag_for_version)
            more = " It asked for protocol version " + info_->version + ".";
        if (status == required_data_missing && (lacks_client_id_ || lacks_password_))
            more = std::string{" OPEN_REQ lacks "} +
                   (lacks_client_id_ ? lacks_password_ ? "ClientID and ClientPassword, which are" : "ClientID, which is"
                                     : "ClientPassword, which is") +
                   " required.";
    }
    if (has_characters(s.text(Role::text)))
        more += " The server says: " + clean_text(s.text(Role::text));
    say_status(request ? request->name : "A request", subject + " failed", status,
        request && request->version ? request->version : known_version(), more);
}

namespace {

/// " PERERR_CM_... (Unified CM, CTI error 0x8ccc0050): Requested protocol version ..."
std::string in_words(const PeripheralError& error)
{
    std::string out;
    if (*error.name)
        out = std::string{" "} + error.name;
    out += std::string{" ("} + component_name(error.component);
    if (const std::uint32_t result = cti_result_of(error.code)) {
        char digits[8];
        out += ", CTI error 0x" + std::string{digits, std::to_chars(digits, digits + sizeof digits, result, 16).ptr};
    }
    return out + "): " + error.meaning;
}

/// The failure code says what to do, and the peripheral's own reason where it is surer or the code leaves the reason to it. Empty: neither
/// does.
std::string control_failure_remedy(const StatusCode* row, std::int32_t peripheral_code, const PeripheralError* peripheral, Dialect dialect)
{
    constexpr const char* look_up = "PeripheralErrorCode is the peripheral's own reason: look it up in the documents of the peripheral";
    const char* const of_code = row ? row->remedy : "";
    const bool is_known = peripheral && *peripheral->action && !(dialect == Dialect::uccx && is_of_unified_cce(peripheral->component));
    const bool leaves_reason = !row || leaves_reason_to_peripheral(row->code);
    std::string out;
    const auto add = [&](const char* steps) {
        if (*steps)
            out += (out.empty() ? "" : "\n") + std::string{steps};
    };
    if (is_known && (leaves_reason || peripheral->basis != Basis::unsure))
        return peripheral->action;
    if (peripheral_code != 0 && !peripheral && leaves_reason)
        add(look_up);
    add(of_code);
    if (is_known)
        add(peripheral->action);
    return out;
}

} // namespace

void Session::on_control_failure(const Summary& s, const Pending* request)
{
    const std::uint32_t code = s.get(Role::failure_code);
    const StatusCode* row = find_control_failure(code, dialect());
    const auto peripheral_code = static_cast<std::int32_t>(s.get(Role::peripheral_error_code));
    const PeripheralError* peripheral =
        peripheral_code == 0 ? nullptr : find_peripheral_error(peripheral_code, peripheral_type_, is_uccx());
    std::string reason;
    if (peripheral_code != 0)
        reason = " Peripheral error " + std::to_string(peripheral_code) + (peripheral ? in_words(*peripheral) : "");
    std::string subject = subject_of(request);
    if (has_characters(s.agent_id()) && subject.find("agent ") == std::string::npos)
        subject += (subject.empty() ? " for agent " : ", agent ") + clean_text(s.agent_id());
    Finding f{diagnosis("ged188.control_failure"), {}, request ? request->name : "A control request", row ? row->name : "undocumented code",
        code, row ? row->meaning : "no public document names this code.", std::string_view{reason}, std::string_view{subject}};
    f.severity = row ? std::min(row->severity, f.severity) : f.severity;
    const std::string remedy = control_failure_remedy(row, peripheral_code, peripheral, dialect());
    if (!remedy.empty())
        f.remedy = remedy.c_str(); // made into text at once
    say(f);
}

/// A confirmation that says no: only SET_AGENT_SERVICE_DATA_CONF carries a status.
void Session::on_failed_confirmation(const Summary& s, const Pending* request)
{
    const std::uint32_t status = s.get(Role::status);
    const StatusCode* row = find_status(status, dialect());
    const std::string subject = subject_of(request);
    Finding f{diagnosis("ged188.control_failure"), {}, request ? request->name : s.name, row ? row->name : "undocumented status", status,
        row ? row->meaning : "no public document names this code.", "", std::string_view{subject}};
    if (row && *row->remedy)
        f.remedy = row->remedy;
    say(f);
}

/// An answer to a request for configuration, or what the server sends when its configuration changes.
void Session::on_configuration(const Summary& s, const Pending* request)
{
    const Role role = s.number == number::config_key_event ? Role::config_key_status : Role::config_end_status;
    const std::uint32_t status = s.get(role);
    for (const ConfigFailure& row : config_failures) {
        if (row.status != status || !s.is(row.message) || (row.dialect != Dialect::any && row.dialect != dialect()))
            continue;
        const ValueTable& names = role == Role::config_end_status ? values::config_end_status
                                  : is_uccx()                     ? values::config_key_status_uccx
                                                                  : values::config_key_status;
        const Value* known = find_value(names, status);
        Finding f{diagnosis("ged188.no_configuration"), {}, s.name, request ? request->name : "a request", known ? known->name : "", status,
            known && *known->meaning ? known->meaning : "no more is known"};
        f.severity = row.severity;
        f.remedy = row.remedy;
        say(f);
        return;
    }
}

void Session::on_heartbeat()
{
    // Clients send heartbeats before OPEN_CONF too; those of a session that is not open need no answer.
    if (info_->opening == Opening::refused || info_->opening == Opening::asked)
        return;
    const bool may_be_answered = now_.other_waits && heartbeats_unanswered_ < heartbeats_of_a_session;
    if (heartbeats_unanswered_ > 0 && messages_[index(Side::server)] > 0 && !may_be_answered)
        say(diagnosis("ged188.heartbeat_lost"), heartbeats_unanswered_, heartbeats_unanswered_ == 1 ? "" : "s", "");
    ++heartbeats_unanswered_;
    last_heartbeat_ = now_.time;
}

// ---- events

void Session::on_agent_state(const Summary& s)
{
    const std::string_view agent = characters(s.agent_id());
    const std::uint32_t state = s.get(Role::agent_state);
    const std::uint32_t code = s.get(Role::event_reason_code);
    const std::uint32_t now = state << 16 | (code & 0xffff);
    std::uint32_t before = ~0u;
    if (!agent.empty()) {
        auto& states = agent_states_.write();
        if (const auto known = states.find(agent); known != states.end())
            before = std::exchange(known->second, now);
        else if (states.size() < max_agents)
            states.emplace(std::string{agent}, now);
    }
    // The same again is of another skill group or monitor; the same reason again, the second step of one change.
    const auto has_reason = [](std::uint32_t of) { return of == state_logout || of == state_not_ready; };
    const bool is_known = before != ~0u && has_reason(before >> 16) && (before & 0xffff) == (code & 0xffff);
    if (code == 0 || is_known || !has_reason(state))
        return;
    const ReasonCode* reason = find_reason_code(code, dialect());
    if (!reason)
        return;
    // A code that may mean either: the request says which.
    const ForcedRequest* request = nullptr;
    if (reason->caused_by == CausedBy::unknown && !*reason->forced)
        for (const ForcedRequest& one : forced_.read())
            if (!agent.empty() && one.agent == agent && now_.time - one.at.time <= forced_at_most)
                request = &one;
    if (!*reason->forced && !request)
        return;
    const std::string asked =
        request ? "a client asked for it with ForcedFlag in frame " + std::to_string(request->at.frame) : std::string{};
    const char* from = before == ~0u || before >> 16 == state ? nullptr : agent_state_name(before >> 16);
    const std::string change = from ? std::string{"went from "} + from + " to" : "is now in state";
    const std::string_view whose = !agent.empty() ? agent : characters(s.text(Role::agent_extension));
    Finding f{diagnosis("ged188.agent_state_forced"), {}, whose.empty() ? std::string_view{"?"} : whose, std::string_view{change},
        agent_state_name(state), request ? asked.c_str() : reason->forced, code};
    f.severity = request ? Severity::note : std::min(reason->severity, f.severity);
    f.remedy = reason->remedy;
    say(f);
}

bool Session::knows_own() const { return own_peripheral_ != no_peripheral && own_peripheral_ != 0; }

namespace {
constexpr std::string_view peripheral_by_number = "Peripheral ";
} // namespace

/// A client that opened its session for a peripheral loses more by it than others who are told.
const char* Session::whose(std::string_view component) const
{
    return knows_own() && component.starts_with(peripheral_by_number) &&
                   component.substr(peripheral_by_number.size()) == std::to_string(own_peripheral_)
               ? "own"
               : "";
}

/// What goes on while `peripheral` (no_peripheral: none in particular) is down.
std::string Session::what_works(std::uint32_t peripheral) const
{
    if (knows_own())
        return own_peripheral_ == peripheral ? "It is this session's own peripheral: its calls and agents are affected"
                                             : "This session goes on: its own peripheral is " + std::to_string(own_peripheral_);
    std::string others;
    std::size_t listed = 0;
    for (const std::uint32_t id : online_.read())
        if (id != peripheral && listed < max_listed) {
            others += (listed++ ? ", " : "") + std::to_string(id);
        }
    if (others.empty())
        return "The session itself goes on; calls and agents of this peripheral are affected";
    return "This session goes on: on line " + std::string{listed == 1 ? "is peripheral " : "are peripherals "} + others;
}

void Session::went_down(std::string component, const char* what, std::uint32_t pg_status, const std::string& evidence,
    const std::string& works, Severity severity, const char* remedy)
{
    std::vector<Down>& down = down_.write();
    for (Down& d : down)
        if (d.component == component) {
            d.pg_status |= pg_status;
            return; // known, and said
        }
    Finding f{diagnosis("ged188.pg_impaired"), {}, std::string_view{component}, what, std::string_view{evidence}, std::string_view{works},
        whose(component)};
    f.severity = severity;
    if (!is_uccx()) // which has no sides
        f.remedy = remedy;
    say(f);
    if (down.size() < max_components)
        down.push_back({std::move(component), {now_.key.frame, now_.time}, pg_status});
}

bool Session::is_down(std::string_view component) const
{
    return std::ranges::any_of(down_.read(), [&](const Down& d) { return d.component == component; });
}

void Session::came_back(std::string_view component)
{
    if (!down_)
        return;
    std::vector<Down>& down = down_.write();
    const auto d = std::ranges::find(down, component, &Down::component);
    if (d == down.end())
        return;
    say(diagnosis("ged188.pg_restored"), component, whole_seconds(now_.time - d->since.time), d->since.frame, whose(component));
    down.erase(d);
}

namespace {

constexpr const char* central_controller = "The Central Controller";
constexpr const char* peripheral_gateway = "The peripheral gateway";
constexpr const char* cti_server = "The CTI Server";
constexpr const char* some_peripheral = "A peripheral of the PG";
constexpr const char* local_control = "Local call control";

/// A bit of PGStatus that names its component.
struct PgBit {
    std::uint32_t bit;
    const char* component;
    const char* what;
    const char* works;
    const char* remedy = nullptr; ///< of Unified CCE, where it is not the catalogue's
};
/// Without its gateway a CTI Server goes off line.
constexpr const char* go_to_the_other_side = "Bring the component named back: look at its process and at its link at this time\n"
                                             "Until then the client must connect to the other side";
constexpr PgBit pg_bits[] = {
    {opc_down, peripheral_gateway, "lost its OPC, or the CTI Server cannot reach it", "No call or agent events come until it is back",
        go_to_the_other_side},
    {cc_down, central_controller, "cannot be reached by the PG",
        "Calls and agent states go on; translation routing and post routing do not"},
    {peripheral_offline, some_peripheral, "is off line", "A SYSTEM_EVENT tells which; the others go on"},
    {server_offline, cti_server, "is off line", "No request is served until it is back", go_to_the_other_side},
    {limited_function, local_control, "is limited, since a server is off line", "Only some call control works until it is back"},
};

std::string evidence_of(std::string_view event, std::uint32_t pg_status)
{
    std::string out{event};
    if (pg_status != 0) {
        if (!out.empty())
            out += ", ";
        out += "PGStatus " + mask_names(values::pg_status_code, pg_status);
    }
    return out;
}

} // namespace

void Session::tell_pg_status(std::uint32_t pg_status, bool but_peripherals)
{
    for (const PgBit& row : pg_bits) {
        if (!(pg_status & row.bit) || (row.bit == peripheral_offline && but_peripherals))
            continue;
        went_down(row.component, row.what, row.bit, evidence_of("", row.bit), row.works, Severity::warn, row.remedy);
    }
    std::uint32_t unnamed = pg_status;
    for (const PgBit& row : pg_bits)
        unnamed &= ~row.bit;
    if (unnamed != 0)
        went_down("A component without a public name", "is down", unnamed, evidence_of("", unnamed), "What goes on is not known");
}

void Session::on_system_event(const Summary& s)
{
    enum : std::uint32_t {
        controller_online = 1,
        controller_offline,
        peripheral_is_online,
        peripheral_is_offline,
        gateway_offline = 6,
        server_is_off,
        server_online,
        instrument_out = 10,
        instrument_back,
    };
    const std::uint32_t event = s.get(Role::system_event_id), pg_status = s.get(Role::pg_status), id = s.get(Role::system_event_arg1);
    const std::string evidence = evidence_of(value_name(values::system_event_id, event), pg_status);
    const std::string peripheral = std::string{peripheral_by_number} + std::to_string(id);
    // A component whose bit is no longer set is back, whatever event says it.
    for (std::size_t i = down_.read().size(); i-- > 0;)
        if (const Down& d = down_.read()[i]; d.pg_status != 0 && !(d.pg_status & pg_status))
            came_back(std::string{d.component});
    bool names_peripheral = false;
    switch (event) {
    case controller_online:
        came_back(central_controller);
        break;
    case controller_offline:
        went_down(central_controller, pg_bits[1].what, pg_status & cc_down, evidence, pg_bits[1].works);
        break;
    case peripheral_is_online:
        came_back(peripheral);
        if (std::vector<std::uint32_t>& online = online_.write();
            std::ranges::find(online, id) == online.end() && online.size() < max_components)
            online.push_back(id);
        names_peripheral = true;
        break;
    case peripheral_is_offline:
        if (online_)
            std::erase(online_.write(), id);
        if (down_)
            std::erase_if(down_.write(), [](const Down& d) { return d.component == some_peripheral; });
        went_down(peripheral, "is off line", pg_status & peripheral_offline, evidence, what_works(id),
            knows_own() && own_peripheral_ != id ? Severity::note : Severity::warn);
        pg_status_in_ = {};
        names_peripheral = true;
        break;
    case gateway_offline:
        went_down(peripheral_gateway, pg_bits[0].what, pg_status & opc_down, evidence, pg_bits[0].works, Severity::warn, pg_bits[0].remedy);
        // The gateway that goes takes its link to the Central Controller along: one event is one fault.
        if ((pg_status & cc_down) && !is_down(central_controller) && down_.read().size() < max_components)
            down_.write().push_back({central_controller, {now_.key.frame, now_.time}, cc_down});
        break;
    case server_is_off:
        went_down(cti_server, pg_bits[3].what, pg_status & server_offline, evidence, pg_bits[3].works, Severity::warn, pg_bits[3].remedy);
        break;
    case server_online:
        came_back(cti_server);
        break;
    case instrument_out:
    case instrument_back: {
        const std::string device = clean_text(s.text(has_characters(s.text(Role::text)) ? Role::text : Role::event_device_id));
        say(event == instrument_out ? diagnosis("ged188.device_out_of_service") : diagnosis("ged188.device_back"),
            std::string_view{device.empty() ? "?" : device}, id);
        break;
    }
    default:
        break;
    }
    // Which peripheral PGS_PERIPHERAL_OFFLINE means is known where one is down by name, or where events are naming them.
    const bool known = names_peripheral || pg_status_in_ ||
                       std::ranges::any_of(down_.read(), [](const Down& d) { return d.component.starts_with(peripheral_by_number); });
    if (pg_status != 0)
        tell_pg_status(pg_status, known);
}

/// A client with several monitors that fit gets an event once for each, at once: that is one event.
bool Session::was_told_to_another_monitor(const Summary& s)
{
    constexpr Time at_once = second;
    constexpr Role numbers[] = {Role::connection_call_id, Role::event_cause, Role::event_code, Role::peripheral_error_code,
        Role::recorder_status, Role::record_failure_cause, Role::agent_state, Role::event_reason_code};
    constexpr Role texts[] = {
        Role::connection_device_id, Role::failing_device_id, Role::agent_id, Role::agent_id_long, Role::agent_instrument};
    if (!s.has(Role::monitor_id))
        return false;
    Hash what;
    what.add(s.number);
    for (const Role role : numbers)
        what.add(s.get(role));
    for (const Role role : texts)
        what.add(s.text(role)).add(0x100);
    const MonitoredEvent event{what.value(), s.get(Role::monitor_id), now_.time};
    auto& monitored = monitored_.write();
    const bool again = std::any_of(monitored.begin(), monitored.end(), [&](const MonitoredEvent& before) {
        return before.what == event.what && before.monitor != event.monitor && event.time - before.time <= at_once;
    });
    monitored[next_monitored_++ % monitored.size()] = event;
    return again;
}

void Session::on_event(const Summary& s)
{
    const auto recording_failed = [&](const std::string& why) {
        say(diagnosis("ged188.recording_failed"), s.get(Role::connection_call_id), std::string_view{why});
    };
    if (was_told_to_another_monitor(s))
        return;
    switch (s.number) {
    case number::failure_event: {
        const std::uint32_t status = s.get(Role::status);
        if (info_->opening == Opening::refused)
            break;
        if (info_->opening == Opening::asked) {
            const StatusCode* row = find_status(status, dialect());
            info_->opened = std::string{"refused: "} + (row ? row->name : "status " + std::to_string(status));
            say_status(opening_request, " for client " + std::string{who()} + " failed", status, known_version());
            info_->opening = Opening::refused;
            for (Pending& p : pending_)
                p.answered |= p.row && p.row->number == number::open_req;
            break;
        }
        say_status("FAILURE_EVENT", "", status, known_version());
        break;
    }
    case number::system_event:
        on_system_event(s);
        break;
    case number::agent_state_event:
        on_agent_state(s);
        break;
    case number::call_failed_event: {
        const std::string_view device =
            has_characters(s.text(Role::failing_device_id)) ? s.text(Role::failing_device_id) : s.text(Role::connection_device_id);
        const std::uint32_t cause = s.get(Role::event_cause, no_cause);
        Finding f{diagnosis("ged188.call_failed"), {}, s.get(Role::connection_call_id),
            has_characters(device) ? device : std::string_view{"a device not named"},
            cause == no_cause ? "no cause given" : value_name(values::event_cause, cause)};
        if (cause == no_cause && !has_characters(device)) // nothing in it says what to look at
            f.severity = Severity::note;
        say(f);
        break;
    }
    case number::client_session_closed_event: {
        const std::uint32_t status = s.get(Role::status);
        const StatusCode* row = find_status(status, dialect());
        if (status != no_error)
            say(diagnosis("ged188.other_session_lost"), s.text(Role::client_id), s.text(Role::client_address),
                row ? row->name : "undocumented status");
        break;
    }
    case number::agent_pre_call_abort_event:
        say(diagnosis("ged188.call_not_delivered"), has_characters(s.agent_id()) ? s.agent_id() : s.text(Role::agent_instrument));
        break;
    case number::call_agent_greeting_event:
        if (s.get(Role::event_code) == greeting_failed) {
            const auto code = static_cast<std::int32_t>(s.get(Role::peripheral_error_code));
            const PeripheralError* row = find_peripheral_error(code, peripheral_type_, is_uccx());
            const std::string why = code == 0 ? "" : ": peripheral error " + std::to_string(code) + (row ? in_words(*row) : "");
            say(diagnosis("ged188.greeting_failed"), std::string_view{why});
        }
        break;
    case number::bad_call_req:
        say(diagnosis("ged188.bad_line"), s.get(Role::connection_call_id));
        break;
    case number::active_maintenance_req_msg:
        say(diagnosis("ged188.maintenance"), "the server asks its clients whether maintenance may start");
        break;
    case number::active_maintenance_event_msg:
        say(diagnosis("ged188.maintenance"), s.get(Role::maintenance_status) ? "it goes on, the other side takes over" : "it is cancelled");
        break;
    default:
        // Two editions number these differently: the name tells.
        if (s.number < number::first_network_recording || s.number > number::last_network_recording)
            break;
        if (s.is("NETWORK_RECORDING_FAILED_EVENT"))
            recording_failed(s.has(Role::record_failure_cause) ? ": cause " + std::to_string(s.get(Role::record_failure_cause)) : "");
        else if (s.is("NETWORK_RECORDING_TARGET_INFO_EVENT") && s.get(Role::recorder_status) == recorder_failed)
            recording_failed(": " + clean_text(s.text(Role::recorder_error)));
        break;
    }
}

// ---- time

/// More than the client's IdleTimeout has passed since it was heard.
bool Session::is_silent_too_long(Time now) const
{
    return last_from_client_ != no_time && idle_timeout_ != no_idle_timeout && idle_timeout_ > 0 &&
           now - last_from_client_ > static_cast<Time>(idle_timeout_) * second;
}

void Session::check_silence()
{
    if (info_->opening != Opening::refused && is_silent_too_long(now_.time))
        say(diagnosis("ged188.client_silent"), whole_seconds(now_.time - last_from_client_), idle_timeout_, "");
    last_from_client_ = now_.time;
}

void Session::check_controller_time(std::uint32_t controller_time)
{
    if (told_clock_)
        return;
    told_clock_ = true; // the first that is told decides: later ones say the same
    const Time difference = static_cast<Time>(controller_time) * second - now_.time;
    if (difference > clock_tolerance || difference < -clock_tolerance)
        say(diagnosis("ged188.clock_difference"), whole_seconds(difference < 0 ? -difference : difference),
            difference < 0 ? "behind" : "ahead of");
}

// ---- the end

/// CTI_SERVICE_IGNORE_CONF: requests for other devices get no confirmation.
bool Session::ignores_confirmations() const { return services_granted_ & ignore_conf; }

/// In order of their messages.
std::vector<const Session::Pending*> Session::unanswered() const
{
    std::vector<const Pending*> open;
    if (!both_heard() || info_->opening == Opening::refused || ignores_confirmations()) // nothing is due, or the answers were not captured
        return open;
    const auto waits = [&](const Pending& p) {
        if (p.answered || !p.row || p.row->number == number::heartbeat_req || p.row->number == number::open_req)
            return false;
        return (p.row->partner != 0 || !p.has_id()) && p.gaps == gaps_[index(other(p.asker()))];
    };
    for (const Pending& p : pending_)
        if (waits(p))
            open.push_back(&p);
    for (const auto& [id, several] : overtaken_.read())
        for (const Pending& p : several)
            if (waits(p))
                open.push_back(&p);
    std::sort(open.begin(), open.end(), [](const Pending* a, const Pending* b) { return a->key < b->key; });
    return open;
}

OpenRequests Session::open_requests() const
{
    OpenRequests out;
    if (ended_)
        return out;
    if (messages_[index(Side::server)] > 0 && info_->opening != Opening::refused)
        out.heartbeats = heartbeats_unanswered_;
    out.client_gives_up = out.heartbeats >= heartbeats_of_a_session && both_heard();
    const auto open = unanswered();
    if (open.empty())
        return out;
    out.count = open.size();
    out.oldest = open.front()->name;
    out.since = {open.front()->key.frame, open.front()->time};
    return out;
}

void Session::on_end(MessageKey key, const ConnectionEnd& end, KeptFindings& found)
{
    if (ended_)
        return;
    now_.key = key;
    now_.time = end.at.time;
    info_->last = end.at.time;
    info_->has_ended = true;
    if (!closing_)
        info_->ended = std::string{end.reset ? "reset" : "closed (FIN)"} + " by the " + name(end.by);
    const auto open = unanswered();
    for (std::size_t i = 0; i < open.size() && i < max_unanswered_told; ++i) {
        if (open[i]->row->number == number::close_req && open[i]->asker() == end.by) // who says goodbye and goes waits for nothing
            continue;
        const std::string id = open[i]->has_id() ? " (InvokeID " + std::to_string(open[i]->invoke_id()) + ")" : "";
        const std::string subject = subject_of(open[i]);
        found.push_back(
            made({diagnosis("ged188.unanswered"), {}, open[i]->name, std::string_view{id}, std::string_view{subject}, open[i]->key.frame}));
    }
    if (info_->opening != Opening::refused) {
        if (is_silent_too_long(end.at.time))
            found.push_back(made({diagnosis("ged188.client_silent"), {}, whole_seconds(end.at.time - last_from_client_), idle_timeout_,
                "; the session ended"}));
        if (heartbeats_unanswered_ >= heartbeats_of_a_session && both_heard())
            found.push_back(made({diagnosis("ged188.heartbeat_lost"), {}, heartbeats_unanswered_, "s", "; the session ended"}));
        if (pg_status_in_)
            found.push_back(made({diagnosis("ged188.pg_impaired"), {}, some_peripheral, "is off line",
                std::string_view{evidence_of("OPEN_CONF", peripheral_offline)}, "No SYSTEM_EVENT told which"}));
    }
    ended_ = true;
    pending_ = {};
    overtaken_.forget();
}

void Session::at_capture_end(const CaptureEnd& end, KeptFindings& found) const
{
    if (ended_ || info_->opening == Opening::refused)
        return;
    // Who waits for the answer to OPEN_REQ has no session yet in which to be silent.
    if (info_->opening != Opening::asked && !closing_ && !end.half_closed && !end.lacks_bytes[index(Side::client)] && is_silent_too_long(end.last))
        found.push_back(made({diagnosis("ged188.client_silent"), {}, whole_seconds(end.last - last_from_client_), idle_timeout_,
            ", until the capture ended"}));
    // The last one may still be answered.
    if (heartbeats_unanswered_ >= heartbeats_of_a_session && both_heard() && !end.lacks_bytes[index(Side::server)] &&
        end.last - last_heartbeat_ >= answer_in_time)
        found.push_back(made({diagnosis("ged188.heartbeat_lost"), {}, heartbeats_unanswered_, "s", ""}));
    if (pg_status_in_)
        found.push_back(made({diagnosis("ged188.pg_impaired"), {}, some_peripheral, "is off line",
            std::string_view{evidence_of("OPEN_CONF", peripheral_offline)}, "No SYSTEM_EVENT told which"}));
}

} // namespace cti::ged188

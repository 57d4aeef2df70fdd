// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwcap/session.hpp"

#include <algorithm>
#include <new>

namespace cti::bwcap {
namespace {

constexpr std::uint64_t second = 1'000'000'000;

std::string session_key(std::string_view user, std::string_view application)
{
    std::string key{user};
    key += '\n';
    key += application;
    return key;
}

bool ended(std::uint32_t state) { return state == state_released || state == state_detached; }

std::string_view or_unknown(std::string_view text) { return text.empty() ? std::string_view{"(unknown)"} : text; }

} // namespace

void Outcome::clear()
{
    auto findings_room = std::move(findings);
    auto earlier_room = std::move(earlier);
    kept.clear();
    auto kept_room = std::move(kept);
    *this = Outcome{};
    kept = std::move(kept_room);
    findings_room.clear();
    earlier_room.clear();
    findings = std::move(findings_room);
    earlier = std::move(earlier_room);
}

unsigned LoginWatch::note(std::string_view user, std::string_view application, std::uint64_t time, std::uint64_t& since)
{
    if (rows_.size() >= limits_.max_sessions)
        rows_.clear();
    Row& row = rows_[session_key(user, application)];
    if (row.count == 0 || time < row.last || time - row.last > limits_.loop_gap)
        row = {time, time, 0};
    row.last = time;
    ++row.count;
    since = row.first;
    return row.count >= limits_.loop_count ? row.count : 0;
}

Connection::Connection(Leg leg, bool from_start, SessionContext context, SessionLimits limits)
    : leg_{leg}, from_start_{from_start}, context_{context}, limits_{limits}
{
}

Session& Connection::select(const Summary& summary)
{
    if (leg_ == Leg::client)
        return sessions_[{}];

    if (summary.user_id.empty()) {
        const auto known = by_uid_.find(summary.user_uid);
        return sessions_[known == by_uid_.end() ? std::string{} : known->second];
    }
    std::string key = session_key(summary.user_id, summary.application_id);
    if (summary.application_id.empty()) {
        // A document that names no application belongs to the user's session, whichever application it is.
        const auto known = sessions_.lower_bound(key);
        if (known != sessions_.end() && known->first.starts_with(key))
            return known->second;
    }
    if (sessions_.size() >= limits_.max_sessions && !sessions_.contains(key)) {
        const auto idle = std::min_element(sessions_.begin(), sessions_.end(),
                                           [](const auto& a, const auto& b) { return a.second.last_time < b.second.last_time; });
        by_uid_.erase(idle->second.user_uid);
        if (idle->second.number != 0)
            by_number_[idle->second.number - 1] = nullptr;
        sessions_.erase(idle);
    }
    return sessions_[key];
}

/// A number of its own; the session that it has been till now is over.
void Connection::give_number(Session& session)
{
    by_number_.push_back(&session);
    if (session.number != 0)
        by_number_[session.number - 1] = nullptr;
    session.number = static_cast<std::uint32_t>(by_number_.size());
}

OpenRequests Connection::open_requests(std::uint32_t session) const
{
    const Session* const s = session >= 1 && session <= by_number_.size() ? by_number_[session - 1] : nullptr;
    OpenRequests open;
    if (!s)
        return open;
    const struct { const Session::Pending& pending; CommandId command; } requests[] = {
        {s->authentication, CommandId::register_authentication},
        {s->request, CommandId::register_request},
        {s->action, CommandId::call_action},
        {s->monitoring, CommandId::monitoring_users_request},
    };
    std::uint64_t oldest = 0;
    for (const auto& [pending, command] : requests) {
        if (!pending.key)
            continue;
        if (open.count++ > 0 && pending.time >= oldest)
            continue;
        oldest = pending.time;
        open.oldest = commands[static_cast<std::size_t>(command)].name.data();
        open.frame = pending.key.frame;
    }
    open.since = static_cast<double>(oldest) / static_cast<double>(second);
    return open;
}

void Connection::answer(Session::Pending& pending, const Event& event, CommandId request)
{
    if (pending.key) {
        outcome_.answered = &commands[static_cast<std::size_t>(request)];
        outcome_.request = pending.key;
        outcome_.response_time = event.time >= pending.time ? event.time - pending.time : 0;
    }
    pending = {};
}

/// What should have come by now and has not.
void Connection::overdue(Session& s, std::uint64_t now)
{
    const auto late = [&](const Session::Pending& pending, std::uint64_t limit) {
        return pending.key && now > pending.time && now - pending.time > limit;
    };
    if (late(s.action, limits_.action_timeout)) {
        find_earlier(s.action.key, Finding{diagnosis("bwcap.action_unanswered"), {}, or_unknown(s.action.type), s.action.key.frame,
                                           limits_.action_timeout / second});
        s.action.key = {};
    }
    if (late(s.response, limits_.acknowledgement_timeout)) {
        find_earlier(s.response.key, Finding{diagnosis("bwcap.no_acknowledgement"), {}, or_unknown(s.user), s.response.key.frame});
        s.response = {};
    }
    if (late(s.authentication, limits_.challenge_timeout)) {
        find_earlier(s.authentication.key, Finding{diagnosis("bwcap.no_challenge"), {}, or_unknown(s.user), s.authentication.key.frame});
        s.authentication = {};
    }
    if (late(s.monitoring, limits_.monitoring_timeout)) {
        find_earlier(s.monitoring.key, Finding{diagnosis("bwcap.monitoring_unanswered"), {}, or_unknown(s.user), s.monitoring.key.frame});
        s.monitoring = {};
    }
}

void Connection::end_pending(Session& s, bool everything)
{
    if (s.action.key && everything)
        find_earlier(s.action.key, Finding{diagnosis("bwcap.action_unanswered"), {}, or_unknown(s.action.type), s.action.key.frame,
                                           limits_.action_timeout / second});
    if (s.response.key)
        find_earlier(s.response.key, Finding{diagnosis("bwcap.no_acknowledgement"), {}, or_unknown(s.user), s.response.key.frame});
    if (s.authentication.key)
        find_earlier(s.authentication.key, Finding{diagnosis("bwcap.no_challenge"), {}, or_unknown(s.user), s.authentication.key.frame});
    if (s.monitoring.key)
        find_earlier(s.monitoring.key, Finding{diagnosis("bwcap.monitoring_unanswered"), {}, or_unknown(s.user), s.monitoring.key.frame});
    if (s.request.key)
        find_earlier(s.request.key, Finding{diagnosis("bwcap.unanswered"), {}, "registerRequest", s.request.key.frame});
    if (s.logged_in && s.acknowledged && !s.updated && s.login.key)
        find_earlier(s.login.key, Finding{diagnosis("bwcap.no_updates"), {}, or_unknown(s.user), s.login.key.frame});
    s.action.key = {};
    s.response = s.authentication = s.monitoring = s.request = s.login = {};
}

void Connection::check_digest_of(const Event&, const Summary& summary, Session& s)
{
    const Span where = summary.password_where;
    if (!is_digest(summary.secure_password)) {
        Finding f{diagnosis("bwcap.bad_digest"), where, or_unknown(s.user), static_cast<std::uint64_t>(summary.secure_password.size())};
        if (summary.secure_password.size() == inner_length)
            f.remedy = "40 digits: the client sends the SHA-1 of the password only and leaves the nonce out. The digest is the hexadecimal MD5 of nonce, colon and that SHA-1.";
        find(f);
    }
    if (!context_.passwords)
        return;
    for (const Password& p : *context_.passwords) {
        if (!p.user.empty() && p.user != s.user)
            continue;
        outcome_.digest = check_digest(context_.hash, s.nonce, p.password, summary.secure_password);
        break;
    }
    switch (outcome_.digest) {
    case DigestResult::wrong:
        find(Finding{diagnosis("bwcap.wrong_password"), where, or_unknown(s.user)});
        break;
    case DigestResult::cut:
        find(Finding{diagnosis("bwcap.password_encoding"), where, or_unknown(s.user), "only as many bytes of it as it has characters"});
        break;
    case DigestResult::latin1:
        find(Finding{diagnosis("bwcap.password_encoding"), where, or_unknown(s.user), "in ISO-8859-1"});
        break;
    case DigestResult::not_challenged:
    case DigestResult::right:
    case DigestResult::not_checked:
        break;
    }
}

void Connection::login_step(const Event& event, const Summary& summary, Session& s)
{
    const Session::Pending now{event.key, event.time};
    switch (summary.command->id) {
    case CommandId::register_authentication: {
        if (s.authentication.key)
            find_earlier(s.authentication.key, Finding{diagnosis("bwcap.no_challenge"), {}, or_unknown(s.user), s.authentication.key.frame});
        s.authentication = now;
        s.challenge = s.request = s.response = {};
        s.logged_in = s.acknowledged = s.updated = s.logged_out = false;
        std::uint64_t since = event.time;
        const unsigned count = context_.logins ? context_.logins->note(s.user, s.application, event.time, since) : 0;
        if (count)
            find(Finding{diagnosis("bwcap.login_loop"), summary.user_where, or_unknown(s.user), or_unknown(s.application), count,
                         (event.time - since + second - 1) / second});
        break;
    }
    case CommandId::response_authentication:
        answer(s.authentication, event, CommandId::register_authentication);
        s.nonce = summary.nonce;
        s.nonce_answered = {};
        if (summary.has_nonce) {
            s.challenge = now;
        } else {
            ++s.refused;
            find(Finding{diagnosis("bwcap.challenge_refused"), summary.command_where, or_unknown(s.user)});
        }
        break;
    case CommandId::register_request:
        if (s.nonce_answered.key)
            find(Finding{diagnosis("bwcap.nonce_reused"), summary.password_where, or_unknown(s.user), s.nonce_answered.key.frame});
        else if (!s.challenge.key && from_start_)
            find(Finding{diagnosis("bwcap.unchallenged"), summary.command_where, or_unknown(s.user)});
        if (s.challenge.key)
            s.nonce_answered = now;
        answer(s.challenge, event, CommandId::response_authentication);
        s.request = now;
        if (!event.encrypted)
            find(Finding{diagnosis("bwcap.cleartext"), summary.password_where, or_unknown(s.user)});
        check_digest_of(event, summary, s);
        break;
    case CommandId::register_response:
        answer(s.request, event, CommandId::register_request);
        if (summary.has_failure || summary.user_uid.empty()) {
            ++s.refused;
            s.logged_in = false;
            s.failure_cause = summary.has_failure ? summary.failure_cause : std::string_view{};
            find(Finding{diagnosis("bwcap.register_failed"), summary.user_where, or_unknown(s.user), or_unknown(s.application),
                         !summary.has_failure            ? std::string_view{"the answer holds no userUid"}
                         : summary.failure_cause.empty() ? std::string_view{"no cause given"}
                                                         : summary.failure_cause});
        } else {
            ++s.logins;
            s.logged_in = true;
            s.forced_out = s.acknowledged = s.updated = s.logged_out = false;
            s.user_uid = summary.user_uid;
            s.response = s.login = now;
        }
        break;
    case CommandId::acknowledgement:
        if (s.response.key) {
            answer(s.response, event, CommandId::register_response);
            s.acknowledged = true;
        } else if (from_start_ && (summary.acknowledged == "registerResponse" || !find_command(summary.acknowledged) ||
                                   s.by_command[static_cast<std::size_t>(find_command(summary.acknowledged)->id)] == 0)) {
            find(Finding{diagnosis("bwcap.unexpected_acknowledgement"), summary.command_where, or_unknown(s.user), or_unknown(summary.acknowledged)});
        }
        break;
    default:
        break;
    }
}

void Connection::call_action(const Event& event, const Summary& summary, Session& s)
{
    const std::string_view type = summary.action_type;
    const Span where = summary.action_where;
    if (s.user_type == attendant_console)
        find(Finding{diagnosis("bwcap.wrong_user_type"), where, "callAction", attendant_console});

    struct Needs {
        std::string_view action;
        bool number;
        std::size_t calls;
    };
    static constexpr Needs needs[] = {{"Dial", true, 0},    {"Redial", false, 0}, {"Answer", false, 1},      {"Hold", false, 1},
                                      {"Release", false, 1}, {"Xfer", true, 1},    {"XferConsult", false, 2}, {"ConfStart", false, 2}};
    for (const Needs& n : needs) {
        if (n.action != type)
            continue;
        if (n.number && summary.number.empty())
            find(Finding{diagnosis("bwcap.bad_action"), where, type, "a Number"});
        if (summary.action_calls.size() < n.calls)
            find(Finding{diagnosis("bwcap.bad_action"), where, type, n.calls == 1 ? "a CallId" : "two CallIds"});
    }
    for (const std::string_view id : summary.action_calls) {
        const auto call = s.calls.find(id);
        if (call == s.calls.end()) {
            if (from_start_)
                find(Finding{diagnosis("bwcap.unknown_call"), where, or_unknown(type), id, "no callUpdate has named"});
        } else if (ended(call->second.state)) {
            find(Finding{diagnosis("bwcap.unknown_call"), where, or_unknown(type), id, "has ended"});
        }
    }
    if (s.action.key)    // only the last one is followed: an update says nothing of the request that caused it
        s.action.key = {};
    s.action.key = event.key;
    s.action.time = event.time;
    s.action.type = type;
    s.action.calls.assign(summary.action_calls.begin(), summary.action_calls.end());
    if (!summary.action_calls.empty())
        if (const auto call = s.calls.find(summary.action_calls.front()); call != s.calls.end()) {
            outcome_.call_start = call->second.first;
            outcome_.call_time = event.time - std::min(event.time, call->second.start);
        }
}

void Connection::call_update(const Event& event, const Summary& summary, Session& s)
{
    bool first = true;
    for (const CallSummary& c : summary.calls) {
        if (c.call_id.empty())
            continue;
        if (c.call_type == type_emergency)
            find(Finding{diagnosis("bwcap.emergency_call"), c.where, c.call_id});
        if (c.call_type == type_error)
            find(Finding{diagnosis("bwcap.call_error"), c.where, c.call_id});

        auto found = s.calls.find(c.call_id);
        const bool is_new = found == s.calls.end();
        if (is_new) {
            if (s.calls.size() >= limits_.max_calls) {
                const auto oldest = std::min_element(s.calls.begin(), s.calls.end(), [](const auto& a, const auto& b) {
                    const bool a_ended = static_cast<bool>(a.second.ended), b_ended = static_cast<bool>(b.second.ended);
                    return a_ended != b_ended ? a_ended : a.second.start < b.second.start;
                });
                s.calls.erase(oldest);
            }
            found = s.calls.emplace(std::string{c.call_id}, Call{event.key, event.time, CallSummary::no_number, {}}).first;
        }
        Call& call = found->second;
        if (call.ended) {
            find(Finding{diagnosis("bwcap.call_after_release"), c.where, c.call_id, call.ended.frame});
            if (c.state != CallSummary::no_number && !ended(c.state))
                call = Call{event.key, event.time, c.state, {}};    // the id is used again
        }
        if (c.state != CallSummary::no_number)
            call.state = c.state;
        if (ended(call.state) && !call.ended)
            call.ended = event.key;
        if (first) {
            outcome_.call_start = call.first == event.key ? MessageKey{} : call.first;
            outcome_.call_time = event.time - std::min(event.time, call.start);
            first = false;
        }
        // An action on calls is answered by an update of one of them, one without calls by an update of a new one.
        const auto& of = s.action.calls;
        const bool answers = of.empty() ? is_new : std::find(of.begin(), of.end(), c.call_id) != of.end();
        if (s.action.key && answers) {
            Session::Pending pending{s.action.key, s.action.time};
            answer(pending, event, CommandId::call_action);
            s.action.key = {};
        }
    }
}

void Connection::monitoring(const Event& event, const Summary& summary, Session& s)
{
    if (summary.command->id == CommandId::monitoring_users_response) {
        answer(s.monitoring, event, CommandId::monitoring_users_request);
        return;
    }
    if (s.user_type == call_client)
        find(Finding{diagnosis("bwcap.wrong_user_type"), summary.user_where, "monitoringUsersRequest", call_client});
    if (from_start_ && !s.logged_in)
        find(Finding{diagnosis("bwcap.monitor_before_login"), summary.user_where, or_unknown(s.user)});
    if (s.monitoring.key)
        find_earlier(s.monitoring.key, Finding{diagnosis("bwcap.monitoring_unanswered"), {}, or_unknown(s.user), s.monitoring.key.frame});
    s.monitoring = {event.key, event.time};
    for (const std::string_view user : summary.mon_users) {
        if (summary.mon_type == "Delete") {
            if (const auto known = s.monitored.find(user); known != s.monitored.end())
                s.monitored.erase(known);
        } else if (s.monitored.size() < limits_.max_monitored) {
            s.monitored.emplace(user);
        }
    }
}

const Outcome& Connection::observe(const Event& event, const Summary& summary) noexcept
{
    outcome_.clear();
    if (summary.protocol != Protocol::cap)
        return outcome_;
    try {
        Session& s = select(summary);
        const CommandId id = summary.command ? summary.command->id : CommandId::unknown;
        if (s.documents == 0)
            s.first_time = s.last_client_time = event.time;

        // On the client leg another user may log in on the same connection.
        const bool other_user = !summary.user_id.empty() && id == CommandId::register_authentication && summary.user_id != s.user;
        if (s.number == 0 || (other_user && s.documents > 0))
            give_number(s);
        if (other_user && s.documents > 0) {
            end_pending(s, true);
            s.calls.clear();
            s.monitored.clear();
            s.user_uid.clear();
            s.legacy_reported = false;
            s.user_type.clear();
        }
        if (s.user.empty() || other_user)
            s.user = summary.user_id;
        if (!summary.application_id.empty())
            s.application = summary.application_id;

        overdue(s, event.time);
        ++documents_;
        ++s.documents;
        s.last_time = event.time;

        if (!s.legacy_reported) {
            s.legacy_reported = true;
            find(Finding{diagnosis("bwcap.legacy"), summary.root_where, or_unknown(s.user), or_unknown(s.application), or_unknown(summary.version)});
        }
        if (!summary.version.empty()) {
            if (!version_.empty() && version_ != summary.version)
                find(Finding{diagnosis("bwcap.version_mixed"), summary.root_where, summary.version, std::string_view{version_}});
            version_ = summary.version;
            s.version = summary.version;
        }
        if (summary.command && !may_travel(*summary.command, event.from_client))
            find(Finding{diagnosis("bwcap.wrong_direction"), summary.command_where, summary.command_name, event.from_client ? "client" : "server"});

        if (event.time > s.last_client_time && event.time - s.last_client_time > limits_.silence) {
            find(Finding{diagnosis("bwcap.silent_client"), summary.command_where, or_unknown(s.user), (event.time - s.last_client_time) / second});
            s.last_client_time = event.time;
        }
        if (event.from_client) {
            s.last_client_time = event.time;
            if (s.response.key && id != CommandId::acknowledgement && id != CommandId::register_authentication) {
                find_earlier(s.response.key, Finding{diagnosis("bwcap.no_acknowledgement"), {}, or_unknown(s.user), s.response.key.frame});
                s.response = {};
            }
            const bool login = id == CommandId::register_authentication || id == CommandId::register_request;
            if (!login && !summary.user_uid.empty() && !s.user_uid.empty() && summary.user_uid != s.user_uid)
                find(Finding{diagnosis("bwcap.stale_user_uid"), summary.user_where, summary.command_name, or_unknown(s.user), summary.user_uid,
                             std::string_view{s.user_uid}});
        }
        if (!summary.user_type.empty())
            s.user_type = summary.user_type;
        if (summary.has_off_hook && summary.monitored_user_id.empty())
            s.off_hook = summary.off_hook;

        switch (id) {
        case CommandId::register_authentication:
        case CommandId::response_authentication:
        case CommandId::register_request:
        case CommandId::register_response:
        case CommandId::acknowledgement:
            login_step(event, summary, s);
            if (leg_ == Leg::server && id == CommandId::register_response && s.logged_in)
                by_uid_[s.user_uid] = session_key(summary.user_id, summary.application_id);
            break;
        case CommandId::unregister:
            if (!event.from_client) {
                s.forced_out = true;
                find(Finding{diagnosis("bwcap.forced_logout"), summary.command_where, or_unknown(s.user),
                             summary.logout_reason.empty() ? std::string_view{"none given"} : summary.logout_reason});
            }
            end_pending(s, true);
            s.logged_in = false;
            s.logged_out = true;
            break;
        case CommandId::call_action:
            call_action(event, summary, s);
            break;
        case CommandId::call_update:
            call_update(event, summary, s);
            break;
        case CommandId::session_update:
        case CommandId::profile_update:
            s.updated = true;
            break;
        case CommandId::monitoring_users_request:
        case CommandId::monitoring_users_response:
            monitoring(event, summary, s);
            break;
        default:
            break;
        }
        ++s.by_command[static_cast<std::size_t>(id)];

        outcome_.session = s.number;
        outcome_.user = s.user;
        outcome_.user_type = s.user_type;
        if (id == CommandId::call_update || id == CommandId::session_update || id == CommandId::profile_update)
            outcome_.about = !summary.monitored_user_id.empty() ? summary.monitored_user_id
                             : !summary.user_id.empty()         ? summary.user_id
                                                                : std::string_view{s.user};
    } catch (const std::bad_alloc&) {
        outcome_.clear();
    }
    return outcome_;
}

const Outcome& Connection::closed(std::uint64_t time, bool by_client, bool reset) noexcept
{
    outcome_.clear();
    if (closed_)
        return outcome_;
    closed_ = true;
    try {
        std::uint64_t users = 0;
        for (auto& [key, s] : sessions_) {
            overdue(s, time);
            end_pending(s, true);
            users += s.logged_in;
        }
        if (documents_ == 0) {
            if (!by_client)
                find(Finding{diagnosis("bwcap.closed_at_once"), {}});
        } else if (leg_ == Leg::server && reset) {
            find(Finding{diagnosis("bwcap.connection_reset"), {}, users});
        } else if (users) {
            const Session* user = nullptr;
            for (const auto& [key, s] : sessions_)
                if (s.logged_in) {
                    user = &s;
                    break;
                }
            const std::string_view name = or_unknown(user ? std::string_view{user->user} : std::string_view{});
            find(by_client ? Finding{diagnosis("bwcap.no_unregister"), {}, name} : Finding{diagnosis("bwcap.closed_by_server"), {}, name});
        }
        for (auto& [key, s] : sessions_)
            s.logged_in = false;
    } catch (const std::bad_alloc&) {
        outcome_.clear();
    }
    return outcome_;
}

const Outcome& Connection::finish() noexcept
{
    outcome_.clear();
    try {
        for (auto& [key, s] : sessions_)
            end_pending(s, false);
    } catch (const std::bad_alloc&) {
        outcome_.clear();
    }
    return outcome_;
}

} // namespace cti::bwcap

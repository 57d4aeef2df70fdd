// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwcap/session.hpp"

#include <algorithm>
#include <new>

namespace cti::bwcap {
namespace {

std::string session_key(std::string_view user, std::string_view application)
{
    std::string key{user};
    key += '\n';
    key += application;
    return key;
}

std::string_view or_unknown(std::string_view text) { return text.empty() ? std::string_view{"(unknown)"} : text; }

bool is_late(const Waiting& waiting, Time now, Time limit) { return waiting && now - waiting.time > limit; }

} // namespace

void Outcome::clear()
{
    // Keeps the room of the list: no allocation for the next document.
    auto room = std::move(calls);
    *this = Outcome{};
    room.clear();
    calls = std::move(room);
}

unsigned LoginWatch::note(Leg leg, std::string_view user, std::string_view application, Time time, Time& since)
{
    if (rows_.size() >= limits_.max_sessions)
        rows_.clear();
    Row& row = rows_[session_key(user, application) + (leg == Leg::server ? "\ns" : "\nc")];
    if (row.count == 0 || time < row.last || time - row.last > limits_.loop_gap)
        row = {time, time, 0};
    row.last = time;
    ++row.count;
    since = row.first;
    return row.count >= limits_.loop_count && !misses_ ? row.count : 0;
}

void LoginWatch::logged_out(Leg leg, std::string_view user, std::string_view application)
{
    rows_.erase(session_key(user, application) + (leg == Leg::server ? "\ns" : "\nc"));
}

Sessions::Sessions(Leg leg, bool from_start, SessionContext context, SessionLimits limits)
    : leg_{leg}, from_start_{from_start}, context_{context}, limits_{limits}
{}

// ---- which session

Session& Sessions::begin(std::string key)
{
    if (sessions_.size() >= limits_.max_sessions)
        make_room();
    Session& s = sessions_.emplace_back();
    s.number = ++numbers_;
    by_name_.insert_or_assign(std::move(key), &s);
    current_ = &s;
    return s;
}

/// An eighth of them goes at once, those that were silent longest: so the cost of a new session does not grow with their number.
void Sessions::make_room()
{
    std::vector<Time> times;
    for (const Session& s : sessions_)
        times.push_back(s.last_time);
    const auto place = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 8);
    std::nth_element(times.begin(), place, times.end());
    const Time oldest = *place;
    const auto goes = [&](const Session& s) { return s.last_time <= oldest; };
    std::erase_if(by_name_, [&](const auto& row) { return goes(*row.second); });
    std::erase_if(by_uid_, [&](const auto& row) { return goes(*row.second); });
    if (current_ && goes(*current_))
        current_ = nullptr;
    sessions_.remove_if(goes);
    from_start_ = false; // what they did is not known any more
}

Session* Sessions::by_user(const Summary& summary)
{
    const auto exact = [&](const std::string& key) {
        const auto known = by_name_.find(key);
        return known == by_name_.end() ? nullptr : known->second;
    };
    if (leg_ == Leg::client)
        return exact(std::string{summary.user_id});
    const std::string key = session_key(summary.user_id, summary.application_id);
    if (Session* known = exact(key))
        return known;
    if (!summary.application_id.empty())
        return nullptr;
    // A document that names no application belongs to the user's session, whichever application it is.
    const auto known = by_name_.lower_bound(key);
    return known != by_name_.end() && known->first.starts_with(key) ? known->second : nullptr;
}

Session& Sessions::select(const Summary& summary)
{
    if (!summary.user_id.empty()) {
        if (Session* known = by_user(summary))
            return *known;
        const bool asks = summary.command && summary.command->id == CommandId::register_authentication;
        // A client has one session at a time, whatever form of the user id later documents have.
        if (leg_ == Leg::client && current_ && !asks)
            return *current_;
        return begin(leg_ == Leg::client ? std::string{summary.user_id} : session_key(summary.user_id, summary.application_id));
    }
    if (const auto known = by_uid_.find(summary.user_uid); known != by_uid_.end() && !summary.user_uid.empty())
        return *known->second;
    if (leg_ == Leg::client && current_)
        return *current_;
    if (const auto known = by_name_.find(std::string_view{}); known != by_name_.end())
        return *known->second;
    return begin({});
}

/// What the document tells of who it is about.
void Sessions::note_name(Session& s, const Summary& summary)
{
    if (s.user.empty() && !summary.user_id.empty()) {
        s.user = summary.user_id;
        if (leg_ == Leg::client)
            by_name_.insert_or_assign(s.user, &s);
    }
    if (!summary.application_id.empty())
        s.application = summary.application_id;
    if (!summary.user_type.empty())
        s.user_type = summary.user_type;
    if (!summary.version.empty())
        s.version = summary.version;
}

// ---- what waits

void Sessions::answered(const Waiting& waiting, const Event& event, const Command* request)
{
    outcome_.answered = request;
    outcome_.request = waiting.key;
    outcome_.response_time = std::max<Time>(event.time - waiting.time, 0);
    if (request && context_.slow_response > 0 && outcome_.response_time > context_.slow_response)
        find(Finding{diagnosis("bwcap.slow_response"), {}, request->name, whole_milliseconds(outcome_.response_time),
            whole_milliseconds(context_.slow_response)});
}

template <class Queue>
bool Sessions::answer(Queue& waiting, const Event& event, CommandId request)
{
    if (waiting.empty())
        return false;
    answered(waiting.front(), event, &command_row(request));
    waiting.erase(waiting.begin());
    return true;
}

template <class Queue, class Request>
void Sessions::wait(Queue& waiting, Request request) const
{
    if (waiting.size() >= limits_.max_waiting)
        waiting.erase(waiting.begin());
    waiting.push_back(std::move(request));
}

void Sessions::find_actions_without_effect(const Session& s, Time now, KeptFindings& found) const
{
    for (const Session::Action& action : s.actions)
        if (is_late(action, now, limits_.action_timeout) && !action.followed && would_show(action, Side::server))
            found.push_back(keep(Finding{diagnosis("bwcap.action_unanswered"), {}, or_unknown(action.type), action.key.frame,
                whole_seconds(limits_.action_timeout), or_unknown(s.user)}));
}

void Sessions::find_no_updates(const Session& s, Time now, KeptFindings& found) const
{
    if (is_late(s.update, now, limits_.update_timeout) && s.acknowledged && would_show(s.update, Side::server))
        found.push_back(keep(Finding{diagnosis("bwcap.no_updates"), {}, or_unknown(s.user), s.update.key.frame}));
}

void Sessions::find_late(const Session& s, Time now, bool at_end, KeptFindings& found) const
{
    const auto missing = [&](const Waiting& waiting, Side answers) {
        return (at_end || is_late(waiting, now, limits_.answer_timeout)) && would_show(waiting, answers);
    };
    for (const Waiting& w : s.authentications) {
        // Where the connection's opening was never answered, the connection says so.
        const bool opening = !challenged_ && (leg_ == Leg::client || w.key == opening_);
        if (missing(w, Side::server) && !opening)
            found.push_back(keep(Finding{diagnosis("bwcap.no_challenge"), {}, or_unknown(s.user), w.key.frame}));
    }
    for (const Waiting& w : s.logins)
        if (missing(w, Side::server))
            found.push_back(keep(Finding{diagnosis("bwcap.unanswered"), {}, "registerRequest", or_unknown(s.user), w.key.frame}));
    for (const Waiting& w : s.monitorings)
        if (missing(w, Side::server))
            found.push_back(keep(Finding{diagnosis("bwcap.monitoring_unanswered"), {}, or_unknown(s.user), w.key.frame}));
    // Absence counts only after the time that it may take: a connection that ends before proves nothing.
    if (is_late(s.acknowledgement, now, limits_.acknowledgement_timeout) && would_show(s.acknowledgement, Side::client))
        found.push_back(keep(Finding{diagnosis("bwcap.no_acknowledgement"), {}, or_unknown(s.user), s.acknowledgement.key.frame}));
}

/// What find_late() has said, it does not say again.
void Sessions::forget_late(Session& s, Time now, bool at_end, const SessionLimits& limits)
{
    for (std::vector<Waiting>* waiting : {&s.authentications, &s.logins, &s.monitorings})
        std::erase_if(*waiting, [&](const Waiting& w) { return at_end || is_late(w, now, limits.answer_timeout); });
    if (is_late(s.acknowledgement, now, limits.acknowledgement_timeout))
        s.acknowledgement = {};
}

OpenRequests Sessions::open_requests() const
{
    OpenRequests open;
    const auto add = [&](const Waiting& w, std::string_view name) {
        if (!would_show(w, Side::server))
            return;
        if (open.count++ == 0 || w.time < open.since.time) {
            open.oldest = name;
            open.since = {w.key.frame, w.time};
        }
    };
    for (const Session& s : sessions_) {
        for (const Waiting& w : s.authentications)
            add(w, command_row(CommandId::register_authentication).name);
        for (const Waiting& w : s.logins)
            add(w, command_row(CommandId::register_request).name);
        for (const Waiting& w : s.monitorings)
            add(w, command_row(CommandId::monitoring_users_request).name);
        for (const Session::Action& action : s.actions)
            if (!action.followed)
                add(action, command_row(CommandId::call_action).name);
    }
    for (const auto& [session, request] : oci_)
        add(request, request.type.empty() ? std::string_view{"OCI request"} : std::string_view{request.type});
    return open;
}

// ---- documents

void Sessions::check_digest_of(const Summary& summary, Session& s)
{
    const Span where = summary.password_where;
    if (!is_digest(summary.secure_password)) {
        Finding f{diagnosis("bwcap.bad_digest"), where, or_unknown(s.user), static_cast<std::uint64_t>(summary.secure_password.size())};
        if (summary.secure_password.size() == inner_length)
            f.remedy = "40 digits: the client sends the SHA-1 of the password only and leaves the nonce out.\n"
                       "Correct the client: the digest is the hexadecimal MD5 of nonce, colon and that SHA-1.";
        find(f);
    }
    if (!context_.passwords)
        return;
    for (const Password& p : *context_.passwords) {
        if (!p.user.empty() && p.user != s.user)
            continue;
        outcome_.digest = check_digest(s.nonce, p.password, summary.secure_password);
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

void Sessions::login_step(const Event& event, const Summary& summary, Session& s)
{
    s.login_seen = true;
    switch (summary.command->id) {
    case CommandId::register_authentication: {
        if (!opening_)
            opening_ = event.key;
        wait(s.authentications, now(event));
        s.logged_in = s.acknowledged = s.logged_out = false;
        s.update = s.acknowledgement = {};
        Time since = event.time;
        const unsigned count = context_.logins ? context_.logins->note(leg_, s.user, s.application, event.time, since) : 0;
        if (count)
            find(Finding{diagnosis("bwcap.login_loop"), summary.user_where, or_unknown(s.user), or_unknown(s.application), count,
                static_cast<std::uint64_t>((event.time - since + second - 1) / second)});
        break;
    }
    case CommandId::response_authentication:
        challenged_ = true;
        answer(s.authentications, event, CommandId::register_authentication);
        if (!event.whole)
            break;
        if (summary.has_nonce) {
            wait(s.challenges, Session::Challenge{now(event), std::string{summary.nonce}});
        } else {
            outcome_.refused = true;
            outcome_.failure = "login refused at the challenge";
            find(Finding{diagnosis("bwcap.challenge_refused"), summary.command_where, or_unknown(s.user)});
        }
        break;
    case CommandId::register_request: {
        const bool challenged = !s.challenges.empty();
        if (challenged) {
            s.nonce = s.challenges.front().nonce;
            answer(s.challenges, event, CommandId::response_authentication);
        } else if (event.whole && s.nonce_answered) {
            find(Finding{diagnosis("bwcap.nonce_reused"), summary.password_where, or_unknown(s.user), s.nonce_answered.frame});
        } else if (event.whole && from_start_ && sees(Side::server)) {
            find(Finding{diagnosis("bwcap.unchallenged"), summary.command_where, or_unknown(s.user)});
        }
        if (challenged)
            s.nonce_answered = event.key;
        wait(s.logins, now(event));
        if (!event.whole)
            break;
        if (!event.encrypted)
            find(Finding{diagnosis("bwcap.cleartext"), summary.password_where, or_unknown(s.user)});
        check_digest_of(summary, s);
        break;
    }
    case CommandId::register_response:
        answer(s.logins, event, CommandId::register_request);
        if (!event.whole) {
            s.login_seen = false; // how it ended is not known
            s.acknowledgement = s.update = {};
            break;
        }
        if (summary.has_failure || summary.user_uid.empty()) {
            s.logged_in = false;
            outcome_.refused = true;
            outcome_.failure = summary.failure_cause;
            find(Finding{diagnosis("bwcap.register_failed"), summary.user_where, or_unknown(s.user), or_unknown(s.application),
                !summary.has_failure            ? std::string_view{"the answer holds no userUid"}
                : summary.failure_cause.empty() ? std::string_view{"no cause given"}
                                                : summary.failure_cause});
        } else {
            s.logged_in = true;
            s.acknowledged = s.logged_out = false;
            s.user_uid = summary.user_uid;
            by_uid_.insert_or_assign(s.user_uid, &s);
            s.authentications.clear(); // a client that asked again while the first answer was on its way
            s.acknowledgement = s.update = now(event);
        }
        break;
    case CommandId::acknowledgement:
        if (event.from != Side::client)
            break;
        if (s.acknowledgement) {
            answered(s.acknowledgement, event, &command_row(CommandId::register_response));
            s.acknowledgement = {};
            s.acknowledged = true;
        } else if (event.whole && from_start_ && sees(Side::server) &&
                   (summary.acknowledged == "registerResponse" || !find_command(summary.acknowledged) ||
                       s.by_command[static_cast<std::size_t>(find_command(summary.acknowledged)->id)] == 0)) {
            find(Finding{diagnosis("bwcap.unexpected_acknowledgement"), summary.command_where, or_unknown(s.user),
                or_unknown(summary.acknowledged)});
        }
        break;
    default:
        break;
    }
}

void Sessions::call_action(const Event& event, const Summary& summary, Session& s)
{
    const std::string_view type = summary.action_type;
    const Span where = summary.action_where;
    CallList& list = *context_.calls;
    if (s.user_type == attendant_console)
        find(Finding{diagnosis("bwcap.wrong_user_type"), where, "callAction", or_unknown(s.user), attendant_console});

    struct Needs {
        std::string_view action;
        bool number;
        std::size_t calls;
    };
    static constexpr Needs needs[] = {{"Dial", true, 0}, {"Redial", false, 0}, {"Answer", false, 1}, {"Hold", false, 1},
        {"Release", false, 1}, {"Xfer", true, 1}, {"XferConsult", false, 2}, {"ConfStart", false, 2}};
    for (const Needs& n : needs) {
        if (n.action != type)
            continue;
        if (n.number && summary.number.empty())
            find(Finding{diagnosis("bwcap.bad_action"), where, type, "a Number", or_unknown(s.user)});
        if (summary.action_calls.size() < n.calls)
            find(Finding{diagnosis("bwcap.bad_action"), where, type, n.calls == 1 ? "a CallId" : "two CallIds", or_unknown(s.user)});
    }

    Session::Action action{now(event), std::string{type}, {}, 0, false};
    std::size_t unknown = 0;
    for (const std::string_view id : summary.action_calls) {
        if (action.calls.size() < Session::max_action_calls)
            action.calls.emplace_back(id);
        Call* const call = s.calls.find(list, id);
        const bool is_known = call || !from_start_ || !sees(Side::server) || s.calls.has_forgotten();
        if ((!is_known || (call && call->ended && call->last != event.key)) && unknown++ < Session::max_action_calls)
            find(Finding{diagnosis("bwcap.unknown_call"), where, or_unknown(type), id, call ? "has ended" : "no callUpdate has named",
                or_unknown(s.user)});
        if (!call || call->last == event.key)
            continue;
        call->last = event.key;
        outcome_.calls.push_back({call->number, call->state(), CallSummary::no_number});
        // Conference and transfer: what the call was joined with.
        if (summary.action_calls.size() >= 2) {
            const std::string_view other = id == summary.action_calls.back() ? summary.action_calls.front() : summary.action_calls.back();
            call->joined.assign(type).append(" with ").append(other);
        }
        if (!outcome_.call_start) {
            outcome_.call_start = call->first;
            outcome_.call_time = std::max<Time>(event.time - call->start, 0);
        }
    }
    // A Dial that lacks its number makes no call; Redial has none.
    if (summary.action_calls.empty() && ((type == "Dial" && !summary.number.empty()) || type == "Redial")) {
        const Call& call = s.calls.dial(list, event.key, event.time, s.user, summary.number);
        action.dialled = call.number;
        outcome_.calls.push_back({call.number, call.state(), CallSummary::no_number});
    }
    wait(s.actions, std::move(action));
}

void Sessions::call_update(const Event& event, const Summary& summary, Session& s)
{
    CallList& list = *context_.calls;
    const std::string_view user = !summary.monitored_user_id.empty() ? summary.monitored_user_id : std::string_view{s.user};
    bool first = true;
    for (const CallSummary& c : summary.calls) {
        if (c.call_id.empty())
            continue;
        // An action on calls is answered by an update of one of them, one without calls by an update of a new one.
        const auto dial = std::find_if(s.actions.begin(), s.actions.end(), [](const Session::Action& a) { return a.dialled != 0; });
        const bool may_answer = dial != s.actions.end() && user == s.user;
        const SessionCalls::Update update =
            s.calls.update(list, event.key, event.time, c, user, may_answer ? dial->dialled : 0, limits_.max_calls);
        Call& call = update.call;
        if (update.begins && may_answer && call.number == dial->dialled) {
            answered(*dial, event, &command_row(CommandId::call_action));
            s.actions.erase(dial);
        } else {
            bool answers = true;
            for (auto action = s.actions.begin(); action != s.actions.end();) {
                if (std::find(action->calls.begin(), action->calls.end(), c.call_id) == action->calls.end()) {
                    ++action;
                } else if (answers) {
                    answered(*action, event, &command_row(CommandId::call_action));
                    action = s.actions.erase(action);
                    answers = false;
                } else {
                    action->followed = true;
                    ++action;
                }
            }
        }
        if (update.after_end && (update.call.ended != event.key))
            find(Finding{diagnosis("bwcap.call_after_release"), c.where, c.call_id, call.ended.frame, or_unknown(user)});
        if (c.call_type != CallSummary::no_number && c.call_type != call.type) {
            call.type = c.call_type;
            if (c.call_type == type_emergency)
                find(Finding{diagnosis("bwcap.emergency_call"), c.where, c.call_id, or_unknown(user)});
            if (c.call_type == type_error)
                find(Finding{diagnosis("bwcap.call_error"), c.where, c.call_id, or_unknown(user)});
        }
        outcome_.calls.push_back({call.number, call.state(), c.state});
        if (first) {
            outcome_.call_start = call.first == event.key ? MessageKey{} : call.first;
            outcome_.call_time = std::max<Time>(event.time - call.start, 0);
            first = false;
        }
    }
}

void Sessions::monitoring(const Event& event, const Summary& summary, Session& s)
{
    if (summary.command->id == CommandId::monitoring_users_response) {
        answer(s.monitorings, event, CommandId::monitoring_users_request);
        return;
    }
    wait(s.monitorings, now(event));
    if (!event.whole)
        return;
    if (s.user_type == call_client)
        find(Finding{diagnosis("bwcap.wrong_user_type"), summary.user_where, "monitoringUsersRequest", or_unknown(s.user), call_client});
    if (from_start_ && sees(Side::server) && !s.logged_in && !s.logged_out)
        find(Finding{diagnosis("bwcap.monitor_before_login"), summary.user_where, or_unknown(s.user)});
    for (const std::string_view user : summary.mon_users) {
        if (summary.mon_type == "Delete") {
            if (const auto known = s.monitored.find(user); known != s.monitored.end())
                s.monitored.erase(known);
        } else if (s.monitored.size() < limits_.max_monitored) {
            s.monitored.emplace(user);
        }
    }
}

/// In all other requests the userId is whom they are about: an administrator asks for another user.
static bool says_who_asks(std::string_view oci_type)
{
    return oci_type.starts_with("Authentication") || oci_type.starts_with("LoginRequest") || oci_type.starts_with("LogoutRequest");
}

void Sessions::oci(const Event& event, const Summary& summary)
{
    const bool request = event.from == Side::client;
    auto known = oci_.find(summary.oci_session);
    if (known == oci_.end()) {
        if (!request && !summary.oci_error)
            return;
        if (oci_.size() >= limits_.max_oci_sessions)
            oci_.erase(oci_.begin());
        known = oci_.emplace(std::string{summary.oci_session}, OciSession{}).first;
    }
    OciSession& session = known->second;
    if (request) {
        static_cast<Waiting&>(session) = now(event);
        session.type = summary.oci_type;
        if (!summary.oci_user.empty() && says_who_asks(session.type))
            session.user = summary.oci_user;
        outcome_.user = session.user;
        return;
    }
    const bool asked = session && session.losses == losses_;
    if (session)
        answered(session, event, nullptr);
    if (summary.oci_error && event.whole) {
        outcome_.refused = true;
        outcome_.failure = summary.oci_text;
        Finding f{diagnosis("bwcap.oci_error"), summary.oci_where,
            asked && !session.type.empty() ? std::string_view{session.type} : std::string_view{"An OCI request"}, or_unknown(session.user),
            summary.oci_number ? Argument{summary.oci_number} : Argument{"(no number)"},
            summary.oci_text.empty() ? std::string_view{"no text given"} : summary.oci_text};
        if (const OciError* row = find_oci_error(summary.oci_number))
            f.remedy = row->remedy;
        if (asked && session.type.starts_with("LoginRequest"))
            f.severity = Severity::error;
        find(f);
    }
    outcome_.user = session.user;
    static_cast<Waiting&>(session) = {};
}

void Sessions::say_legacy(const Session& s, KeptFindings& found) const
{
    found.push_back(keep(Finding{diagnosis("bwcap.legacy"), {}, or_unknown(s.user), or_unknown(s.application), or_unknown(s.version)}));
}

const Outcome& Sessions::observe(const Event& event, const Summary& summary, KeptFindings& found) noexcept
{
    outcome_.clear();
    found_ = &found;
    try {
        if (summary.protocol == Protocol::oci)
            oci(event, summary);
        if (summary.protocol != Protocol::cap) {
            if (!event.whole)
                on_missing();
            return outcome_;
        }
        Session& s = select(summary);
        const CommandId id = summary.command ? summary.command->id : CommandId::unknown;
        note_name(s, summary);
        ++documents_;
        ++s.documents;
        s.last_time = event.time;

        if (!s.legacy_said && !s.user.empty()) {
            s.legacy_said = true;
            say_legacy(s, found);
        }
        if (!summary.version.empty()) {
            if (!version_.empty() && version_ != summary.version)
                find(Finding{diagnosis("bwcap.version_mixed"), summary.root_where, summary.version, std::string_view{version_}});
            version_ = summary.version;
        }
        if (summary.command && !may_travel(*summary.command, event.from))
            find(Finding{diagnosis("bwcap.wrong_direction"), summary.command_where, summary.command_name, name(event.from)});

        // Keep-alives of clients end at the Open Client Server. What was silent before bytes were missing may have spoken in them.
        if (s.documents == 1 || s.losses != losses_)
            s.last_client_time = event.time;
        if (leg_ == Leg::client && event.time - s.last_client_time > limits_.silence && sees(Side::client)) {
            find(Finding{diagnosis("bwcap.silent_client"), summary.command_where, or_unknown(s.user),
                whole_seconds(event.time - s.last_client_time)});
            s.last_client_time = event.time;
        }
        s.losses = losses_;
        if (event.from == Side::client) {
            s.last_client_time = event.time;
            const bool login = id == CommandId::register_authentication || id == CommandId::register_request;
            if (event.whole && !login && !summary.user_uid.empty() && !s.user_uid.empty() && summary.user_uid != s.user_uid)
                find(Finding{diagnosis("bwcap.stale_user_uid"), summary.user_where, summary.command_name, or_unknown(s.user),
                    summary.user_uid, std::string_view{s.user_uid}});
        }

        // An action is answered in time or not at all: an update that comes later has another reason.
        find_actions_without_effect(s, event.time, found);
        std::erase_if(s.actions, [&](const Session::Action& a) { return is_late(a, event.time, limits_.action_timeout); });

        switch (id) {
        case CommandId::register_authentication:
        case CommandId::response_authentication:
        case CommandId::register_request:
        case CommandId::register_response:
        case CommandId::acknowledgement:
            login_step(event, summary, s);
            break;
        case CommandId::unregister:
            if (event.from == Side::server && event.whole)
                find(Finding{diagnosis("bwcap.forced_logout"), summary.command_where, or_unknown(s.user),
                    summary.logout_reason.empty() ? std::string_view{"none given"} : summary.logout_reason});
            find_no_updates(s, event.time, found);
            if (event.from == Side::client && s.logged_in && context_.logins)
                context_.logins->logged_out(leg_, s.user, s.application);
            s.actions.clear();
            s.update = s.acknowledgement = {};
            s.logged_in = s.active = false;
            s.logged_out = true;
            break;
        case CommandId::call_action:
            s.active = true;
            if (event.whole)
                call_action(event, summary, s);
            break;
        case CommandId::call_update:
            s.active = true;
            if (event.whole)
                call_update(event, summary, s);
            break;
        case CommandId::session_update:
        case CommandId::profile_update:
            s.active = true;
            s.update = {};
            break;
        case CommandId::monitoring_users_request:
        case CommandId::monitoring_users_response:
            monitoring(event, summary, s);
            break;
        case CommandId::server_status_request:
            s.active = true;
            break;
        default:
            break;
        }
        find_late(s, event.time, false, found);
        forget_late(s, event.time, false, limits_);
        ++s.by_command[static_cast<std::size_t>(id)];
        if (!event.whole)
            on_missing();

        outcome_.session = &s;
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

void Sessions::on_missing()
{
    ++losses_;
    from_start_ = false;
    if (context_.logins)
        context_.logins->on_missing();
}

// ---- the end

void Sessions::on_end(const ConnectionEnd& end, KeptFindings& found) noexcept
{
    if (ended_)
        return;
    ended_ = true;
    try {
        std::uint64_t users = 0;
        const Session* user = nullptr;
        const Time now = end.at.time;
        for (Session& s : sessions_) {
            if (!s.legacy_said)
                say_legacy(s, found);
            s.legacy_said = true;
            find_actions_without_effect(s, now, found);
            find_late(s, now, true, found);
            find_no_updates(s, now, found);
            forget_late(s, now, true, limits_);
            s.actions.clear();
            s.update = {};
            // It may have logged out in what is missing.
            if (!s.in_use() || s.losses != losses_ || !sees(Side::client))
                continue;
            ++users;
            user = user ? user : &s;
        }
        oci_.clear();
        if (users && leg_ == Leg::server) {
            const char* const how[2][2] = {{"closed by the Open Client Server", "closed by the Application Server"},
                {"reset by the Open Client Server", "reset by the Application Server"}};
            found.push_back(keep(Finding{diagnosis("bwcap.users_lost"), {}, users, how[end.reset][index(end.by)]}));
        } else if (users) {
            found.push_back(keep(end.by == Side::client ? Finding{diagnosis("bwcap.no_unregister"), {}, or_unknown(user->user)}
                                                        : Finding{diagnosis("bwcap.closed_by_server"), {}, or_unknown(user->user),
                                                              end.reset ? "reset" : "closed"}));
        }
        for (Session& s : sessions_)
            s.logged_in = s.active = false;
    } catch (const std::bad_alloc&) { // what was found stays
    }
}

void Sessions::at_capture_end(Time last, KeptFindings& found) const
{
    if (ended_)
        return;
    for (const Session& s : sessions_) {
        if (!s.legacy_said)
            say_legacy(s, found);
        find_actions_without_effect(s, last, found);
        find_late(s, last, false, found);
        find_no_updates(s, last, found);
    }
}

} // namespace cti::bwcap

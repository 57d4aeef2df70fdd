// SPDX-License-Identifier: GPL-2.0-or-later
#include "logs/told_sessions.hpp"

#include "core/cti_result.hpp"
#include "core/text.hpp"
#include "ctiqbe/descriptor.hpp"
#include "ctiqbe/names_in_logs.hpp"
#include "ged188/descriptor.hpp"
#include "ged188/tables.hpp"

#include <algorithm>

namespace cti::logs {
namespace {

constexpr std::uint32_t instance_bits = 24;

/// Numbers of "1:200:22:7": the first is the node, the last the instance.
std::optional<std::uint32_t> number_at(std::string_view handle, bool last)
{
    const std::size_t colon = last ? handle.rfind(':') : handle.find(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    return parse_number32(last ? handle.substr(colon + 1) : handle.substr(0, colon));
}

std::string end_key(const Address& address, std::uint16_t port) { return address.text() + ' ' + std::to_string(port); }

std::string place_of(const RecordView& r) { return clean_text(r.at(r.source)) + ':' + std::to_string(r.line); }

std::string hex_text(std::uint32_t value)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string out = "0x";
    for (int shift = 28; shift >= 0; shift -= 4)
        out += digits[value >> shift & 15];
    return out;
}

/// The value of the first field with one of these names; empty where there is none.
std::string field_value(const RecordView& r, std::initializer_list<std::string_view> names)
{
    RecordItems items{r.pdu};
    Item type;
    Span where;
    while (items.next(type, where)) {
        if (type != Item::field)
            continue;
        const FieldView f = read_field(r.pdu, where);
        if (std::find(names.begin(), names.end(), f.name) != names.end() && !f.value.empty())
            return clean_text(f.value.substr(0, 100));
    }
    return {};
}

} // namespace

ToldSessions::About ToldSessions::about(const RecordView& r)
{
    About a;
    const std::string file{r.at(r.source)};
    const std::string_view format = r.at(r.format);
    const bool is_sdl = format == format_name(Format::sdl) || format == format_name(Format::sdl_old);
    if (is_sdl) {
        if (r.at(r.kind) == kind_name(Kind::head) && !r.key(Key::host).empty())
            hosts_[file] = std::string{r.key(Key::host)};
        if (const auto host = hosts_.find(file); host != hosts_.end())
            a.host = host->second;
    }
    if (r.at(r.protocol) == ged188::descriptor.filter) {
        // CTI Server numbers its sessions; Finesse is one client.
        if (!r.key(Key::session).empty())
            a.own_session = file + '\n' + std::string{r.key(Key::process)} + '#' + std::string{r.key(Key::session)};
        else if (format == format_name(Format::finesse))
            a.own_session = file + "\n#";
        return a;
    }
    if (format == format_name(Format::uccx) && global_call_of(r)) {
        // Each subsystem of the engine is a client of its own.
        a.own_session = file + '\n' + std::string{r.key(Key::process)};
        return a;
    }
    if (r.at(r.protocol) != ctiqbe::descriptor.filter && r.at(r.kind) != kind_name(Kind::alarm))
        return a;
    if (const std::string_view handler = r.key(Key::handler); !handler.empty()) {
        a.node = number_at(handler, false);
        a.instance = number_at(handler, true);
    }
    if (!a.instance)
        if (const auto provider = parse_number32(r.key(Key::provider_id)); provider && *provider >> instance_bits != 0) {
            a.node = *provider >> instance_bits;
            a.instance = *provider & ((1u << instance_bits) - 1);
        }
    if (!a.instance)
        a.instance = parse_number32(r.key(Key::connection_id));
    if (const std::string_view handle = r.key(Key::tcp_handle); !handle.empty())
        a.tcp_handle = a.host + (a.host.empty() ? file : "") + '\n' + std::string{handle};
    if (const std::string_view own = r.key(Key::session); !own.empty())
        a.own_session = file + "\n#" + std::string{own};
    if (const auto client = Address::parse(r.key(Key::client_address)))
        a.client = *client;
    if (const auto port = parse_number32(r.key(Key::client_port)); port && *port <= 0xffff)
        a.port = static_cast<std::uint16_t>(*port);
    return a;
}

/// What both know does not differ.
bool ToldSessions::fits(const Session& s, const About& a) const
{
    const About& b = s.about;
    return !s.is_over && !(a.instance && b.instance && *a.instance != *b.instance) && !(a.node && b.node && *a.node != *b.node) &&
           !(!a.host.empty() && !b.host.empty() && a.host != b.host) && !(a.client && b.client && !(a.client == b.client)) &&
           !(a.port != 0 && b.port != 0 && a.port != b.port);
}

ToldSessions::Session* ToldSessions::session_of(const About& a, Time at, bool begins)
{
    const auto look = [&](const auto& index, const auto& key) -> Session* {
        const auto found = index.find(key);
        return found == index.end() || !fits(*found->second, a) ? nullptr : found->second;
    };
    Session* found = nullptr;
    if (a.instance) {
        std::vector<Session*>& same = by_instance_[*a.instance];
        if (begins) // CTIManager numbers anew when it starts
            for (Session* s : same)
                s->is_over |= !fits(*s, a) && s->about.host == a.host && (!a.node || !s->about.node || *a.node == *s->about.node);
        for (Session* s : same) {
            // An instance alone is a small number, which other nodes and earlier runs have too.
            const bool is_sure =
                a.node || (a.client && s->about.client) || (s->last != no_time && at >= s->first - news && at <= s->last + news);
            if (!fits(*s, a) || !is_sure)
                continue;
            if (found) // of two clusters, perhaps
                return nullptr;
            found = s;
        }
    }
    if (!found && !a.tcp_handle.empty())
        found = look(by_handle_, a.tcp_handle);
    if (!found && !a.own_session.empty())
        found = look(by_handle_, a.own_session);
    if (!found && a.client && a.port != 0)
        found = look(by_client_, end_key(a.client, a.port));
    if (!found) {
        if (a.empty() || sessions_.size() >= most_sessions)
            return nullptr;
        found = &sessions_.emplace_back();
    }
    // A client prints the provider id only once it has it.
    if (const auto before = by_handle_.find(a.own_session);
        before != by_handle_.end() && before->second != found && fits(*before->second, a) && !before->second->is_part_of)
        before->second->is_part_of = found;
    learn(*found, a);
    return found;
}

void ToldSessions::learn(Session& s, const About& a)
{
    About& b = s.about;
    if (a.instance && !b.instance) {
        b.instance = a.instance;
        by_instance_[*a.instance].push_back(&s);
    }
    if (!b.node)
        b.node = a.node;
    if (b.host.empty())
        b.host = a.host;
    for (const std::string& handle : {a.tcp_handle, a.own_session})
        if (!handle.empty())
            by_handle_[handle] = &s;
    if (!b.client)
        b.client = a.client;
    if (b.port == 0)
        b.port = a.port;
    if (b.client && b.port != 0)
        by_client_[end_key(b.client, b.port)] = &s;
}

void ToldSessions::tell(Session& s, std::string fact)
{
    std::vector<std::string>& told = *s.told;
    if (told.size() < most_told && std::find(told.begin(), told.end(), fact) == told.end())
        told.push_back(std::move(fact));
}

/// What a record says of its session.
void ToldSessions::take(Session& s, const RecordView& r, Time at, Capture& capture)
{
    const std::string place = " (" + place_of(r) + ")";
    const std::string_view event = r.at(r.event);
    if (r.at(r.protocol) == ged188::descriptor.filter) {
        if (s.told->empty())
            tell(s, (r.key(Key::session).empty() ? "client" : "session " + clean_text(r.key(Key::session))) + " of " +
                        clean_text(r.key(Key::process)) + place);
        if (event.ends_with("FAILURE_CONF") || event == "FAILURE_EVENT") {
            const std::string status = field_value(r, {"Status", "FailureCode"});
            tell(s, clean_text(event) + (status.empty() ? "" : " with status " + status) + place);
        }
        const auto number = parse_number32(r.key(Key::invoke_id));
        // Heartbeats of all clients are alike. Finesse names its requests otherwise: their answers tell.
        if (number && *number != 0 && !event.starts_with("HEARTBEAT") && ged188::message_by_name(event) && s.asked.size() < most_asked &&
            s.numbers.size() < most_asked && s.numbers.insert(*number).second)
            s.asked.push_back({clean_text(event), *number, at});
        return;
    }
    const auto learn_once = [&](std::string& known, std::string value, const char* what) {
        if (value.empty() || known == value)
            return;
        known = value;
        tell(s, what + (" " + value) + place);
    };
    learn_once(s.user, clean_text(r.key(Key::user)), "user");
    learn_once(s.application, clean_text(r.key(Key::application)), "application");
    learn_once(s.version, field_value(r, {"CM Version", "providerInfoString"}), "provider version");

    const auto code = cti_result_of(r);
    const bool is_message = r.at(r.kind) == kind_name(Kind::message);
    if (code && r.at(r.kind) != kind_name(Kind::alarm)) {
        const CtiResult* row = find_cti_result(*code);
        std::string text{event.empty() ? std::string_view{"a line"} : event};
        text = clean_text(text) + " failed: " + hex_text(*code);
        if (row)
            text += std::string{" "} + (*row->name ? row->name : row->meaning);
        tell(s, text + place);
    }
    if (is_message && same_event(event, "ProviderOpenCompletedEvent"))
        s.was_granted = !code;

    // A response does not always repeat the device; requests of a session are answered in order.
    const std::string device = clean_text(r.key(Key::device));
    if (is_message && same_event(event, "DeviceOpenRequest") && !device.empty()) {
        s.device_asked = device;
    } else if (same_event(event, "DeviceOpenActivity") || same_event(event, "DeviceInServiceEvent") ||
               same_event(event, "DeviceOpenResponse")) {
        const std::string& opened = device.empty() ? s.device_asked : device;
        if (!opened.empty() && !code && s.devices.try_emplace(opened, s.told->size()).second)
            tell(s, "device " + opened + (same_event(event, "DeviceOpenActivity") ? " asked for" : " opened") + place);
    }

    if (const auto call = global_call_of(r)) {
        if (s.told->empty() && r.at(r.format) == format_name(Format::uccx))
            tell(s, "calls of " + clean_text(r.key(Key::process)) + place);
        add_clue(s, "call " + std::to_string(*call), at, calls_reach);
    }
    if (const auto number = parse_number32(r.key(Key::sequence)); number && is_message && !event.empty()) {
        std::string name; // PROVIDER_OPEN_REQUEST, ProviderOpenRequest
        for (const char c : event)
            if (c != '_')
                name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
        add_clue(s, name + ' ' + std::to_string(*number), at, news);
    }

    if (s.named_by.empty() && is_message)
        s.named_by = r.at(r.format);
    if (is_message && r.direction != Direction::unknown && !event.empty() && s.named_by == r.at(r.format)) {
        Message m{at, r.direction == Direction::to_server ? Side::client : Side::server, clean_text(event)};
        if (s.connection != 0)
            capture.shared<ctiqbe::NamesInLogs>().on_name(s.connection, m.from, m.at, std::move(m.name));
        else if (s.messages.size() < most_names)
            s.messages.push_back(std::move(m));
    }
}

void ToldSessions::know_connections(const Capture& capture)
{
    const auto& all = capture.connections();
    for (; known_connections_ < all.size(); ++known_connections_) {
        if (!all[known_connections_])
            continue;
        const Connection& c = *all[known_connections_];
        if (std::string_view{c.info()->protocol} == ged188::descriptor.filter)
            with_requests_.push_back(c.info()->number);
        if (std::string_view{c.info()->protocol} != ctiqbe::descriptor.filter)
            continue;
        for (const Endpoint& end : {c.info()->client, c.info()->server})
            connections_[end_key(end.address, end.port)].push_back(c.info()->number);
    }
}

void ToldSessions::join_to(Session& s, const Connection& c, Capture& capture)
{
    s.link->session = c.rules()->sessions().back();
    s.connection = c.info()->number;
    for (Message& m : s.messages)
        capture.shared<ctiqbe::NamesInLogs>().on_name(s.connection, m.from, m.at, std::move(m.name));
    s.messages.clear();
}

/// A session of a log of GED-188: each request is looked for on all connections.
void ToldSessions::join_by_requests(Session& s, Capture& capture, bool at_end)
{
    if (s.asked.empty() && !at_end)
        return;
    know_connections(capture);
    std::erase_if(s.asked, [&](const Asked& a) {
        const Connection* one = nullptr;
        for (const std::uint32_t number : with_requests_)
            if (const Connection* const c = capture.connection(number);
                c && c->rules() && c->rules()->has_asked(a.message, a.number, a.at - news, a.at + news)) {
                if (one)
                    return true; // tells nothing
                one = c;
            }
        if (one)
            ++s.votes[one->info()->number];
        return one != nullptr;
    });
    // What contradicts may come last.
    if (!at_end || s.votes.size() != 1 || s.votes.begin()->second < needed_requests)
        return;
    const Connection* const voted = capture.connection(s.votes.begin()->first);
    if (!voted)
        return;
    const Connection& c = *voted;
    // Clients count alike: a request of this log that the connection should show, and does not, is another client's.
    const bool is_anothers = std::any_of(
        s.asked.begin(), s.asked.end(), [&](const Asked& a) { return a.at > c.info()->first + news && a.at < c.info()->last - news; });
    if (!is_anothers && !c.rules()->sessions().empty())
        join_to(s, c, capture);
}

void ToldSessions::add_clue(Session& s, std::string text, Time at, Time reach)
{
    if (s.clues.size() < most_names && s.known_clues.insert(text).second)
        s.clues.push_back({std::move(text), at, reach});
}

/// Logs of clients: which session of CTIManager's traces each is.
void ToldSessions::join_by_clues()
{
    std::unordered_map<std::string_view, std::vector<std::pair<Session*, Time>>> places;
    for (Session& s : sessions_)
        if (s.about.instance)
            for (const Clue& c : s.clues)
                places[c.text].emplace_back(&s, c.at);
    for (Session& s : sessions_) {
        if (s.about.instance || s.is_part_of || s.clues.size() < needed_requests)
            continue;
        std::unordered_map<Session*, unsigned> votes;
        std::vector<Time> nowhere;
        for (const Clue& c : s.clues) {
            std::vector<Session*> there;
            if (const auto found = places.find(c.text); found != places.end())
                for (const auto& [session, at] : found->second)
                    if (at >= c.at - c.reach && at <= c.at + c.reach)
                        there.push_back(session);
            if (there.empty())
                nowhere.push_back(c.at);
            else if (there.size() == 1)
                ++votes[there.front()];
        }
        if (votes.size() != 1 || votes.begin()->second < needed_requests)
            continue;
        Session* one = votes.begin()->first;
        // Clients count alike: what the trace should tell of this one, and does not, is another client's.
        if (std::none_of(nowhere.begin(), nowhere.end(), [&](Time at) { return at > one->first + news && at < one->last - news; }))
            s.is_part_of = one;
    }
}

void ToldSessions::join(Session& s, Capture& capture, bool at_end)
{
    if (s.link->session || s.first == no_time || s.is_part_of)
        return;
    join_by_requests(s, capture, at_end);
    if (s.link->session || !s.about.client || s.about.port == 0)
        return;
    know_connections(capture);
    const auto found = connections_.find(end_key(s.about.client, s.about.port));
    if (found == connections_.end())
        return;
    const Connection* one = nullptr;
    for (const std::uint32_t number : found->second) {
        const Connection* const c = capture.connection(number);
        if (!c)
            continue;
        const ConnectionInfo& info = *c->info();
        const bool is_there = info.first != no_time && s.last >= info.first - news && (!c->ended() || s.first <= info.last + news);
        if (!(info.client.address == s.about.client) || info.client.port != s.about.port || !is_there)
            continue;
        if (one)
            return;
        one = c;
    }
    if (!one)
        return;
    if (one->rules() && !one->rules()->sessions().empty()) {
        join_to(s, *one, capture);
    } else if (at_end && one->carries_tls()) { // nobody could read a message of it; the trace did
        s.link->session = make_session(*one, capture);
        s.link->session->opened = s.link->session->ended = "encrypted";
    }
}

/// Tells the session of the capture what the trace says of it.
void ToldSessions::hand_over(Session& s) const
{
    if (!s.link->session || s.is_part_of)
        return;
    SessionInfo& info = *s.link->session;
    info.in_logs = s.told;
    if (!s.user.empty() || !s.application.empty())
        info.application = s.application + (s.application.empty() || s.user.empty() ? "" : ", user ") + s.user;
    if (s.was_granted && info.opening != Opening::refused && info.opening != Opening::granted)
        info.opening = *s.was_granted ? Opening::granted : Opening::refused;
}

void ToldSessions::watch_end(Capture& capture)
{
    if (watches_end_)
        return;
    watches_end_ = true;
    // Clocks differ: a line may come before the packets it is about.
    capture.on_end([this, &capture](std::vector<Capture::Late>&) {
        join_by_clues();
        for (Session& s : sessions_) {
            join(s, capture, true);
            hand_over(s);
        }
        for (Session& s : sessions_)
            if (Session* whole = s.is_part_of) {
                while (whole->is_part_of)
                    whole = whole->is_part_of;
                s.link->session = whole->link->session;
                for (const std::string& fact : *s.told)
                    tell(*whole, fact);
            }
    });
}

void ToldSessions::note_told(Session& s, Time at, Capture& capture)
{
    watch_end(capture);
    if (s.first == no_time)
        s.first = at;
    s.last = at;
}

SessionLinkPtr ToldSessions::on_record(MessageKey key, Time at, const RecordView& record, Capture& capture, bool first_pass)
{
    if (!first_pass) {
        const auto known = links_.find(key.packed());
        return known == links_.end() ? nullptr : known->second;
    }
    if (!record.known_version)
        return nullptr;
    const About a = about(record);
    // The line that says whose connection begins.
    const bool begins = a.port != 0 && !record.key(Key::handler).empty();
    Session* s = a.empty() ? nullptr : session_of(a, at, begins);
    if (!s)
        return nullptr;
    note_told(*s, at, capture);
    take(*s, record, at, capture);
    join(*s, capture, false);
    hand_over(*s);
    return links_[key.packed()] = s->link;
}

SessionLinkPtr ToldSessions::on_alarm(
    std::uint64_t key, Time at, std::uint32_t connection_id, const Address& client, Capture& capture, bool first_pass)
{
    if (!first_pass) {
        const auto known = links_.find(key);
        return known == links_.end() ? nullptr : known->second;
    }
    About a;
    a.instance = connection_id;
    a.client = client;
    Session* s = session_of(a, at, false);
    if (!s)
        return nullptr;
    note_told(*s, at, capture);
    join(*s, capture, false);
    hand_over(*s);
    return links_[key] = s->link;
}

} // namespace cti::logs

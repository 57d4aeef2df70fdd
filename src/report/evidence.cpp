// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/evidence.hpp"

#include "report/layout.hpp"
#include "report/report.hpp"

#include "core/hash.hpp"
#include "core/umbrella.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <numeric>
#include <string_view>

namespace cti::report {
namespace {

/// A client that opens so many sessions to one server one after the other, each so short, with no longer pause, connects in a loop.
/// Clients of these protocols try again after seconds to a minute.
constexpr std::size_t loop_sessions = 3;
constexpr Time loop_session = 60 * second, loop_pause = 600 * second;

/// Contact-centre desktops overrun when skill-group statistics are answered more slowly than this on average.
constexpr Time statistics_limit = 62 * millisecond;
constexpr std::string_view statistics_request = "QUERY_SKILL_GROUP_STATISTICS_REQ";

constexpr std::uint64_t pack(std::uint32_t high, std::uint32_t low) { return std::uint64_t{high} << 32 | low; }

/// A name from the wire, bounded: two that differ only behind the bound still differ.
std::string bounded(std::string_view text)
{
    if (text.size() <= max_name)
        return std::string{text};
    return std::string{text.substr(0, max_name - 26)} + "... #" + number(Hash{}.add(text).value());
}

/// Of a span that may be as long as there are, which has no room to be rounded up.
std::uint64_t seconds_between(Time from, Time to) { return whole_seconds(std::min(between(from, to), INT64_MAX - second)); }
std::uint64_t in_milliseconds(Time span) { return whole_milliseconds(std::min(span, INT64_MAX - second)); }

bool is_short(const SessionInfo& s) { return s.first != no_time && s.last != no_time && between(s.first, s.last) <= loop_session; }

} // namespace

void Evidence::saw(Time time)
{
    if (time == no_time)
        return;
    if (first_ == no_time || time < first_)
        first_ = time;
    if (last_ == no_time || time > last_)
        last_ = time;
}

std::uint32_t Evidence::session_row(const SessionPtr& session)
{
    if (!session)
        return none;
    if (session.get() == newest_)
        return newest_row_;
    const auto [it, fresh] = session_index_.try_emplace(session.get(), static_cast<std::uint32_t>(sessions_.size()));
    if (fresh)
        sessions_.push_back({session, capture_, 0, {}, {}});
    newest_ = session.get();
    newest_row_ = it->second;
    return it->second;
}

std::uint32_t Evidence::connection_row(const ConnectionPtr& connection)
{
    if (!connection)
        return none;
    const auto [it, fresh] = connection_index_.try_emplace(connection.get(), static_cast<std::uint32_t>(connections_.size()));
    if (fresh) {
        connections_.push_back({connection, capture_, false, false, {}});
        connection_by_number_.try_emplace(pack(capture_, connection->number), it->second);
    }
    return it->second;
}

std::uint32_t Evidence::link_row(const SessionLinkPtr& link)
{
    if (!link)
        return none;
    const auto [it, fresh] = link_index_.try_emplace(link.get(), static_cast<std::uint32_t>(links_.size()));
    if (fresh)
        links_.push_back(link);
    return it->second;
}

std::uint32_t Evidence::session_of_link(std::uint32_t link) const
{
    if (link == none || !links_[link]->session)
        return none;
    const auto it = session_index_.find(links_[link]->session.get());
    return it == session_index_.end() ? none : it->second;
}

const std::string* Evidence::log_line(std::uint32_t frame) const
{
    const auto it = log_lines_.find(frame);
    return it == log_lines_.end() ? nullptr : &it->second;
}

std::uint32_t Evidence::connection_of(std::uint32_t session) const
{
    if (session == none || sessions_[session].session->connection == 0)
        return none;
    const auto it = connection_by_number_.find(pack(sessions_[session].capture, sessions_[session].session->connection));
    return it == connection_by_number_.end() ? none : it->second;
}

std::uint64_t Evidence::messages() const
{
    return std::accumulate(
        protocols_.begin(), protocols_.end(), std::uint64_t{0}, [](std::uint64_t n, const ProtocolRow& p) { return n + p.messages; });
}

RequestRow& Evidence::request_row(const char* protocol, const char* request)
{
    const auto [it, fresh] = request_index_.try_emplace({protocol, request}, static_cast<std::uint32_t>(requests_.size()));
    if (fresh) {
        // The same name may stand in two tables.
        const auto same = std::find_if(requests_.begin(), requests_.end(),
            [&](const RequestRow& r) { return std::strcmp(r.protocol, protocol) == 0 && std::strcmp(r.request, request) == 0; });
        it->second = static_cast<std::uint32_t>(same - requests_.begin());
        if (same == requests_.end())
            requests_.push_back({protocol, request, 0, {}, none, {}});
    }
    return requests_[it->second];
}

void Evidence::add(const MessageNote& note, Moment at)
{
    const std::uint32_t session = session_row(note.session);
    saw(at.time);
    if (note.log_line) {
        newest_log_frame_ = at.frame;
        newest_log_line_ = note.log_line;
    }
    if (note.message) {
        if (session != none) {
            SessionRow& row = sessions_[session];
            if (row.messages++ == 0)
                row.first = at;
        }
        auto p = std::find_if(protocols_.begin(), protocols_.end(),
            [&](const ProtocolRow& r) { return r.protocol == note.protocol || std::strcmp(r.protocol, note.protocol) == 0; });
        if (p == protocols_.end())
            p = protocols_.insert(p, {note.protocol, 0});
        ++p->messages;
    }
    if (note.is_request && note.message)
        ++request_row(note.protocol, note.message).sent;
    if (note.request && note.response_time >= 0) {
        RequestRow& r = request_row(note.protocol, note.request);
        if (r.times.count() == 0 || note.response_time > r.times.max()) {
            r.slowest_session = session;
            r.slowest = at;
        }
        r.times.add(note.response_time);
    }
}

void Evidence::add(const ConnectionPtr& connection)
{
    if (connection_row(connection) == none)
        return;
    saw(connection->first);
    saw(connection->last);
}

Evidence::GroupKey Evidence::key_of(
    const char* diagnosis, const Subject& subject, std::uint32_t session, std::uint32_t connection, const KeptFinding& finding) const
{
    const SessionInfo* s = session == none ? nullptr : sessions_[session].session.get();
    const ConnectionInfo* c = connection == none || subject.names_itself() ? nullptr : connections_[connection].connection.get();
    GroupKey key;
    key.client = bounded(s && !s->client_address().empty() ? std::string{s->client_address()}
                         : c                               ? c->client.address.text()
                                                           : subject.client_address);
    key.server = bounded(s && !s->server.empty() ? s->server : c ? c->server.text() : subject.server_address);
    key.user = bounded(s && !s->application.empty() ? s->application : subject.user);
    key.identity = bounded(finding.identity);
    key.kind = std::string{diagnosis} + '\n' + key.client;
    key.whole = key.kind + '\n' + key.server + '\n' + key.user + '\n' + key.identity;
    return key;
}

/// Something is over: where its group knows it, it notes when.
void Evidence::note_end(const Subject& subject, Moment at, const KeptFinding& finding)
{
    const std::uint32_t session = session_row(subject.session);
    std::uint32_t connection = connection_row(subject.connection);
    if (connection == none)
        connection = connection_of(session);
    const auto it = group_index_.find(key_of(finding.diagnosis->ends, subject, session, connection, finding).whole);
    if (it == group_index_.end())
        return;
    FindingGroup& g = groups_[it->second];
    if (const auto part = g.part_of.find(pack(session, connection)); part != g.part_of.end())
        g.parts[part->second].ended = at;
}

std::uint32_t Evidence::group_of(const Subject& subject, std::uint32_t session, std::uint32_t connection, const KeptFinding& finding)
{
    const SessionInfo* s = session == none ? nullptr : sessions_[session].session.get();
    const ConnectionInfo* c = connection == none || subject.names_itself() ? nullptr : connections_[connection].connection.get();
    auto [client, server, user, identity, kind, key] = key_of(finding.diagnosis->id, subject, session, connection, finding);
    auto it = group_index_.find(key);
    const bool too_many = it == group_index_.end() && kinds_[kind] >= max_groups;
    if (too_many)
        it = group_index_.find(key = kind + "\n\n\n\nmore");
    if (it != group_index_.end()) {
        groups_[it->second].of_many_kinds |= too_many;
        return it->second;
    }
    ++kinds_[kind];
    group_index_.emplace(std::move(key), static_cast<std::uint32_t>(groups_.size()));
    FindingGroup& g = groups_.emplace_back();
    g.diagnosis = finding.diagnosis;
    g.severity = finding.severity;
    g.protocol = *subject.protocol ? subject.protocol : s ? s->protocol : c ? c->protocol : "";
    g.client = client;
    g.user = bounded(subject.user);
    g.server = server;
    g.server_address = bounded(subject.sender_address);
    g.names_itself = subject.names_itself();
    g.identity = identity;
    g.of_many_kinds = too_many;
    return static_cast<std::uint32_t>(groups_.size() - 1);
}

bool Evidence::is_told_again(const Subject& subject, const KeptFinding& finding)
{
    if (subject.event == 0)
        return false;
    if (told_of_event_.size() >= max_events && !told_of_event_.contains(subject.event))
        told_of_event_.clear();
    auto& told = told_of_event_[subject.event];
    std::pair<const Diagnosis*, std::string> one{finding.diagnosis, bounded(finding.identity)};
    if (std::find(told.begin(), told.end(), one) != told.end())
        return true;
    told.push_back(std::move(one));
    return false;
}

std::pair<std::uint32_t, std::uint32_t> Evidence::keep_finding(
    const Subject& subject, Moment at, const KeptFinding& finding, bool in_packet)
{
    if (!finding.diagnosis)
        return {none, none};
    if (*finding.diagnosis->ends)
        note_end(subject, at, finding);
    if (finding.severity == Severity::chat && finding.diagnosis->group != Group::coverage)
        return {none, none};
    saw(at.time);
    const std::uint32_t session = session_row(subject.session);
    std::uint32_t connection = connection_row(subject.connection);
    if (connection == none)
        connection = connection_of(session);
    const std::uint32_t link = session == none && connection == none ? link_row(subject.link) : none;
    const bool again = is_told_again(subject, finding);
    if (finding.diagnosis->group == Group::coverage) {
        if (connection != none)
            connections_[connection].was_limited = true;
    } else if (!again) {
        if (session != none)
            sessions_[session].tally.add(finding.severity);
        if (connection != none)
            connections_[connection].tally.add(finding.severity);
    }

    const std::uint32_t group = group_of(subject, session, connection, finding);
    FindingGroup& g = groups_[group];
    g.severity = std::max(g.severity, finding.severity);
    g.in_packets |= in_packet;
    // Rows are less than 2^31: a link never looks like a connection.
    const auto [it, fresh] = g.part_of.try_emplace(
        link == none ? pack(session, connection) : pack(none, link | 1u << 31), static_cast<std::uint32_t>(g.parts.size()));
    if (fresh) {
        g.parts.push_back({session, connection, link, none, 0, 0, 0, at, at, {}});
        g.parts.back().worst = finding.worst;
    }
    const std::uint32_t index = it->second;
    Part& part = g.parts[index];
    if (at.frame != 0 && at.frame == newest_log_frame_ && (fresh || g.frames.size() < max_frames))
        log_lines_.try_emplace(at.frame, newest_log_line_);
    if (at.frame != 0 && (part.count == 0 || part.last.frame != at.frame)) {
        ++part.frames;
        if (g.frames.size() < max_frames)
            g.frames.push_back({at.frame, index});
    }
    if (again && !fresh)
        return {group, index};
    ++part.count;
    part.last = at;
    part.ended = {};
    part.worst = std::max(part.worst, finding.worst);
    if (!finding.member.empty() && !g.of_many_kinds) {
        std::string member = bounded(finding.member);
        if (std::find(g.members.begin(), g.members.end(), member) == g.members.end()) {
            g.more_members |= g.members.size() >= max_members;
            if (g.members.size() < max_members)
                g.members.push_back(std::move(member));
        }
    }

    // The sentence of the worst value stays; each of the first parts has its own.
    Text* text = part.text != none ? &g.texts[part.text] : nullptr;
    if (!text && g.texts.size() < max_texts) {
        part.text = static_cast<std::uint32_t>(g.texts.size());
        text = &g.texts.emplace_back();
    } else if (!text) {
        if (finding.worst <= g.texts.back().worst)
            return {group, index};
        text = &g.texts.back();
        g.parts[text->part].text = none;
        part.text = static_cast<std::uint32_t>(g.texts.size() - 1);
    } else if (finding.worst <= text->worst && !text->sentence.empty()) {
        return {group, index};
    }
    *text = {finding.sentence, finding.remedy, finding.worst, index};
    return {group, index};
}

void Evidence::absorb(const CaptureEnd& end, bool cut)
{
    saw(end.first);
    saw(end.last);
    for (const Ending& e : end.endings)
        absorb(e, cut);
    for (const SessionLinkPtr& link : links_) // what only a trace tells of
        session_row(link->session);
    for (const Capture::Late& late : end.late)
        keep_finding({late.protocol, {}, {}, {}, {}, late.server}, late.at, late.finding, false);
    ++capture_;
    newest_ = nullptr;
}

void Evidence::absorb(const Ending& e, bool cut)
{
    const auto it = connection_index_.find(e.connection.get());
    if (it == connection_index_.end())
        return;
    saw(e.connection->first);
    saw(e.connection->last);
    if (cut) { // what is so at the end of a capture need not be so in its middle
        connections_[it->second].was_cut |= !e.has_ended;
        return;
    }
    const auto session_at = [&](Time time) {
        SessionPtr found;
        for (const SessionPtr& s : e.sessions)
            if (s && (!found || s->first <= time))
                found = s;
        return found;
    };
    const auto subject_at = [&](Time time) {
        Subject subject;
        subject.protocol = e.connection->protocol;
        subject.session = session_at(time);
        subject.connection = e.connection;
        return subject;
    };
    for (const Connection::Late& late : e.late)
        add_finding(subject_at(late.at.time), late.at, late.finding);

    const Coverage& seen = e.connection->coverage;
    const bool would_be_seen = seen.client_captured && seen.server_captured && seen.missing_bytes == 0 && seen.cut_frames == 0;
    if (e.has_ended || !would_be_seen || e.open.count == 0 || e.open.since.time == no_time || e.until == no_time ||
        between(e.open.since.time, e.until) < overdue)
        return;
    const std::string client = e.connection->client.text();
    keep_finding(subject_at(e.open.since.time), e.open.since,
        keep(Finding{diagnosis_row(umbrella_tables::diagnoses, "cti.unanswered_at_end"), {}, e.open.count, std::string_view{client},
            std::string_view{e.open.oldest}, e.open.since.frame, seconds_between(e.open.since.time, e.until)}),
        false);
}

/// Clients that connect again and again: sessions of one client to one server, each ended before the next began, each short, none of them
/// opened and closed in order. Where it was not seen how a session opened, it counts only if all of its connection could be read.
void Evidence::find_loops()
{
    std::map<std::string, std::vector<std::uint32_t>> by_client;
    for (std::uint32_t i = 0; i < sessions_.size(); ++i) {
        const SessionInfo& s = *sessions_[i].session;
        if (s.connection != 0 && !s.client_address().empty() && !s.server.empty())
            by_client[std::string{s.protocol} + '\n' + std::string{s.client_address()} + '\n' + s.server + '\n' + s.application].push_back(
                i);
    }
    const auto may_belong = [&](std::uint32_t i) {
        const SessionInfo& s = *sessions_[i].session;
        if (!is_short(s) || (s.opening == Opening::granted && (s.closed_in_order || !s.has_ended)))
            return false;
        const std::uint32_t connection = connection_of(i);
        return s.opening != Opening::not_seen || (connection != none && connections_[connection].complete());
    };
    for (auto& [key, all] : by_client) {
        std::stable_sort(all.begin(), all.end(),
            [&](std::uint32_t a, std::uint32_t b) { return sessions_[a].session->first < sessions_[b].session->first; });
        // Several clients may have one address and one name (NAT): a session goes on with those that ended last before it began.
        std::multimap<Time, std::vector<std::uint32_t>> runs; // by the end of their last session
        std::vector<std::uint32_t> longest;
        for (const std::uint32_t i : all) {
            const SessionInfo& s = *sessions_[i].session;
            std::vector<std::uint32_t> run;
            if (const auto behind = runs.upper_bound(s.first); behind != runs.begin()) {
                const auto before = std::prev(behind);
                if (between(before->first, s.first) <= loop_pause) {
                    run = std::move(before->second);
                    runs.erase(before);
                }
            }
            if (!may_belong(i))
                continue;
            run.push_back(i);
            if (run.size() > longest.size())
                longest = run;
            if (s.has_ended)
                runs.emplace(s.last, std::move(run));
        }
        if (longest.size() >= loop_sessions)
            add_loop(longest);
    }
}

void Evidence::add_loop(const std::vector<std::uint32_t>& sessions)
{
    const SessionInfo &head = *sessions_[sessions.front()].session, &tail = *sessions_[sessions.back()].session;
    const auto moment = [&](std::uint32_t i) {
        return sessions_[i].first.frame ? sessions_[i].first : Moment{0, sessions_[i].session->first};
    };
    Subject subject;
    subject.protocol = head.protocol;
    // It is a loop from the second session on: what the first one failed of comes before it.
    subject.session = sessions_[sessions[1]].session;
    const auto kept = keep_finding(subject, moment(sessions[1]),
        keep(Finding{diagnosis_row(umbrella_tables::diagnoses, "cti.reconnect_loop"), {}, tail.client_address(),
            static_cast<std::uint64_t>(sessions.size()), std::string_view{tail.server}, seconds_between(head.first, tail.last)}),
        false);
    if (kept.first == none)
        return;
    // All sessions are evidence of this one finding.
    FindingGroup& g = groups_[kept.first];
    const std::uint32_t index = kept.second;
    Part& part = g.parts[index];
    g.since = g.since == no_time ? head.first : std::min(g.since, head.first);
    part.last = moment(sessions.back());
    std::erase_if(g.frames, [&](const SeenFrame& f) { return f.part == index; });
    part.frames = 0;
    for (const std::uint32_t i : sessions) {
        const std::uint32_t frame = moment(i).frame;
        if (frame == 0)
            continue;
        ++part.frames;
        if (g.frames.size() < max_frames)
            g.frames.push_back({frame, index});
    }
}

void Evidence::find_slow_statistics()
{
    for (std::size_t i = 0; i < requests_.size(); ++i) {
        const RequestRow& r = requests_[i];
        if (r.request != statistics_request || r.times.count() == 0 || r.times.mean() <= statistics_limit)
            continue;
        Subject subject;
        subject.protocol = r.protocol;
        if (r.slowest_session != none)
            subject.session = sessions_[r.slowest_session].session;
        keep_finding(subject, r.slowest,
            keep(Finding{diagnosis_row(umbrella_tables::diagnoses, "cti.slow_statistics"), {}, in_milliseconds(r.times.mean()),
                r.times.count(), in_milliseconds(r.times.max())}),
            false);
    }
}

void Evidence::add_what_the_whole_shows()
{
    find_loops();
    find_slow_statistics();
}

} // namespace cti::report

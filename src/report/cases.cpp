// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/cases.hpp"

#include "report/evidence.hpp"
#include "report/explanations.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace cti::report {
namespace {

/// Who a part is about, by all that was learnt until the end.
struct Who {
    std::string client, application, server, server_address;
    std::uint32_t session = none, connection = none, link = none;
};

/// A part of a group of evidence, and what explains it.
struct Piece {
    const FindingGroup* group = nullptr;
    const Part* part = nullptr;
    std::uint32_t index = 0; ///< of the part in its group
    std::uint32_t session = none, connection = none, link = none;
    std::uint32_t client = none; ///< of Judge::clients_
    std::uint32_t cause = none;  ///< the subject that explains it
};

/// Findings that are one case if nothing explains them.
struct Matter {
    Case made{};
    std::string server_address;
    std::vector<Piece> pieces;
};

constexpr Time minus(Time time, Time span) { return time < INT64_MIN + span ? INT64_MIN : time - span; }
constexpr Time plus(Time time, Time span) { return time > INT64_MAX - span ? INT64_MAX : time + span; }

/// What pieces of one session are found by.
enum class About : std::uint8_t { session, connection_as_a_whole, connection, link };

/// When a cause was there: sorted by the first time, `last` is the latest of all up to here, and `matter` the one that has it.
struct Span {
    Time first, last;
    std::uint32_t matter;
};

class Judge {
public:
    explicit Judge(const Evidence& evidence) : evidence_{evidence} {}
    Conclusions conclude();

private:
    Who who(const FindingGroup& group, const Part& part) const;
    void gather();
    std::uint32_t client_row(const std::string& address, const std::string& application);
    void merge_clients();
    Time began(const Piece& piece) const;
    void name_clients(Case& c, const Matter& matter, bool only_unexplained) const;
    void index_causes();
    void explain();
    std::uint32_t cause_of(const Matter& matter, const Piece& piece) const;
    std::uint32_t in_session(std::size_t cause, const Explanation& row, const Matter& matter, const Piece& piece) const;
    std::uint32_t of_client(std::size_t cause, const Explanation& row, const Matter& matter, const Piece& piece) const;
    std::uint32_t of_own_kind(std::size_t cause, const Explanation& row, const Matter& matter, const Piece& piece) const;
    std::size_t number_of(const Cause& cause) const;
    std::uint32_t root_of(std::uint32_t matter) const;
    Case assemble(const Matter& matter, bool only_unexplained) const;
    static void fold(Case& into, const Case& consequence);
    void name_log_lines(Case& c) const;

    const Evidence& evidence_;
    std::vector<std::uint32_t> only_session_; ///< of each connection; none where it has none or several
    std::vector<Client> clients_;
    std::unordered_map<std::string, std::uint32_t> client_index_;
    std::vector<Matter> matters_;
    std::vector<Cause> causes_;                                    ///< of the table, each once
    std::vector<bool> explains_own_kind_;                          ///< of each of these
    std::unordered_multimap<std::uint64_t, Span> in_session_;      ///< by cause and session_key()
    std::unordered_map<std::string, std::vector<Span>> of_client_; ///< by client_key()
    std::unordered_map<std::string, std::vector<Span>> of_kind_;   ///< by kind_key(); `first` is when its session began
};

std::uint64_t session_key(std::size_t cause, About about, std::uint32_t row)
{
    return static_cast<std::uint64_t>(cause) << 40 | static_cast<std::uint64_t>(about) << 32 | row;
}

/// In place of an address where any will do. A cause may name no client: then it is about whichever client it fits.
constexpr std::string_view any = "*";

std::string client_key(std::size_t cause, std::string_view client, std::string_view server)
{
    return std::to_string(cause).append("\n").append(client).append("\n").append(server);
}

std::string_view first_value(std::string_view identity) { return identity.substr(0, identity.find('\n')); }

/// `of`: the server or user that both have in common; a user is refused for one reason here and for another there.
std::string kind_key(std::size_t cause, const Matter& m, std::string_view of, bool is_user)
{
    const std::string_view identity = m.made.identity;
    return std::to_string(cause).append("\n").append(is_user ? identity : first_value(identity)).append("\n").append(of);
}

/// The CTI result code that a finding is about, as its identity says it in words; empty where there is none.
std::string_view code_of(const Matter& m)
{
    constexpr std::string_view cti = "0x8ccc";
    constexpr std::size_t digits = 4;
    const std::string_view identity = m.made.identity;
    const std::size_t at = identity.find(cti);
    return at == std::string_view::npos ? std::string_view{} : identity.substr(at, cti.size() + digits);
}

bool is_coverage(const Matter& m) { return m.made.diagnosis->group == Group::coverage; }

/// `identity`: one of its values, empty where any will do.
bool is_about(std::string_view id, std::string_view identity, const Matter& m)
{
    if (id != m.made.diagnosis->id)
        return false;
    // A long identity was cut, its last end with it.
    const auto step = [](std::string_view rest) { return rest.substr(std::min(first_value(rest).size() + 1, rest.size())); };
    for (std::string_view rest = m.made.identity; !identity.empty(); rest = step(rest)) {
        if (rest.empty())
            return false;
        if (first_value(rest) == identity)
            return true;
    }
    return true;
}

Who Judge::who(const FindingGroup& group, const Part& part) const
{
    Who w;
    w.session = part.session != none ? part.session : evidence_.session_of_link(part.link);
    w.link = w.session == none ? part.link : none;
    w.connection = part.connection != none ? part.connection : evidence_.connection_of(w.session);
    const std::uint32_t named = w.session != none ? w.session : w.connection != none ? only_session_[w.connection] : none;
    const SessionInfo* s = named == none ? nullptr : evidence_.sessions()[named].session.get();
    const ConnectionInfo* c = w.connection == none || group.names_itself ? nullptr : evidence_.connections()[w.connection].connection.get();
    w.client = s && !s->client_address().empty() ? std::string{s->client_address()}
               : c && c->client.address          ? c->client.address.text()
                                                 : group.client;
    w.server = s && !s->server.empty() ? s->server : c && c->server.address ? c->server.text() : group.server;
    w.server_address = s && !s->server_address().empty() ? std::string{s->server_address()}
                       : c && c->server.address          ? c->server.address.text()
                       : group.server_address.empty()    ? group.server
                                                         : group.server_address;
    w.application = s && !s->application.empty() ? s->application : group.user;
    if (group.of_many_kinds) { // of several: what they have in common
        w.application.clear();
        w.server.clear();
    }
    return w;
}

/// Groups by who is known at the end.
void Judge::gather()
{
    only_session_.assign(evidence_.connections().size(), none);
    std::vector<bool> has_several(evidence_.connections().size());
    for (std::uint32_t i = 0; i < evidence_.sessions().size(); ++i) {
        const std::uint32_t c = evidence_.connection_of(i);
        if (c == none || has_several[c])
            continue;
        has_several[c] = only_session_[c] != none;
        only_session_[c] = has_several[c] ? none : i;
    }
    std::unordered_map<std::string, std::uint32_t> index;
    for (const FindingGroup& group : evidence_.groups())
        for (std::uint32_t p = 0; p < group.parts.size(); ++p) {
            Who w = who(group, group.parts[p]);
            const std::uint32_t client = client_row(w.client, w.application);
            const std::string key = std::string{group.diagnosis->id} + '\n' + w.client + '\n' + w.application + '\n' + w.server + '\n' +
                                    (group.of_many_kinds ? "\n\nmore" : group.identity);
            const auto [it, fresh] = index.try_emplace(key, static_cast<std::uint32_t>(matters_.size()));
            if (fresh) {
                Matter& m = matters_.emplace_back();
                m.made.diagnosis = group.diagnosis;
                m.made.protocol = group.protocol;
                m.made.client = std::move(w.client);
                m.made.application = std::move(w.application);
                m.made.server = std::move(w.server);
                m.made.identity = group.of_many_kinds ? std::string{} : group.identity;
                m.made.of_many_kinds = group.of_many_kinds;
                m.server_address = std::move(w.server_address);
            }
            Matter& m = matters_[it->second];
            m.made.severity = std::max(m.made.severity, group.severity);
            m.made.in_packets |= group.in_packets;
            m.pieces.push_back({&group, &group.parts[p], p, w.session, w.connection, w.link, client, none});
        }
    merge_clients();
}

std::uint32_t Judge::client_row(const std::string& address, const std::string& application)
{
    const auto [it, fresh] = client_index_.try_emplace(address + '\n' + application, static_cast<std::uint32_t>(clients_.size()));
    if (fresh)
        clients_.push_back({address, application});
    return it->second;
}

/// What is the server's own is one cause, whoever was told of it.
void Judge::merge_clients()
{
    struct Row {
        std::uint32_t matter;
        Time first, last, within;
    };
    std::map<std::string, std::vector<Row>> of_server;
    for (std::uint32_t i = 0; i < matters_.size(); ++i) {
        const Matter& m = matters_[i];
        const auto* shared = shared_cause(m.made.diagnosis->id);
        if (!shared || !is_about(shared->id, shared->identity, m) || m.made.server.empty() || m.made.of_many_kinds)
            continue;
        Row row{i, m.pieces.front().part->first.time, m.pieces.front().part->last.time, shared->within};
        for (const Piece& p : m.pieces) {
            row.first = std::min(row.first, p.part->first.time);
            row.last = std::max(row.last, p.part->last.time);
        }
        of_server[std::string{m.made.diagnosis->id} + '\n' + m.made.server + '\n' + m.made.identity].push_back(row);
    }
    bool merged = false;
    for (auto& [key, rows] : of_server) {
        std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.first < b.first; });
        Row* into = &rows.front();
        for (std::size_t i = 1; i < rows.size(); ++i) {
            if (rows[i].first > plus(into->last, rows[i].within)) {
                into = &rows[i];
                continue;
            }
            Matter &to = matters_[into->matter], &from = matters_[rows[i].matter];
            to.made.severity = std::max(to.made.severity, from.made.severity);
            to.made.in_packets |= from.made.in_packets;
            to.pieces.insert(to.pieces.end(), from.pieces.begin(), from.pieces.end());
            from.pieces.clear();
            into->last = std::max(into->last, rows[i].last);
            merged = true;
        }
    }
    if (merged)
        std::erase_if(matters_, [](const Matter& m) { return m.pieces.empty(); });
}

Time Judge::began(const Piece& piece) const
{
    const Time session = piece.session == none ? no_time : evidence_.sessions()[piece.session].session->first;
    return session == no_time ? piece.part->first.time : session;
}

/// The client that it is about, or all of them.
void Judge::name_clients(Case& c, const Matter& matter, bool only_unexplained) const
{
    std::vector<std::uint32_t> rows;
    for (const Piece& piece : matter.pieces)
        if (!only_unexplained || piece.cause == none)
            rows.push_back(piece.client);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    if (rows.empty())
        return;
    const Client& one = clients_[rows.front()];
    const auto same = [&](std::string Client::*text) {
        return std::all_of(rows.begin(), rows.end(), [&](std::uint32_t i) { return clients_[i].*text == one.*text; }) ? one.*text
                                                                                                                      : std::string{};
    };
    c.client = same(&Client::address);
    c.application = same(&Client::application);
    c.all_clients = rows.size();
    if (rows.size() > 1)
        for (std::size_t i = 0; i < rows.size() && i < max_members; ++i)
            c.clients.push_back(clients_[rows[i]]);
}

void Judge::index_causes()
{
    for (const Explanation& row : explanations)
        for (const Cause& cause : row.causes)
            if (std::find(causes_.begin(), causes_.end(), cause) == causes_.end())
                causes_.push_back(cause);
    explains_own_kind_.assign(causes_.size(), false);
    for (const Explanation& row : explanations)
        for (const Cause& cause : row.causes)
            if (row.consequences.empty())
                explains_own_kind_[number_of(cause)] = true;
    for (std::uint32_t i = 0; i < matters_.size(); ++i) {
        const Matter& m = matters_[i];
        for (std::size_t cause = 0; cause < causes_.size(); ++cause) {
            if (!is_about(causes_[cause].id, causes_[cause].identity, m))
                continue;
            std::array<std::string, 3> keys;
            std::uint32_t keyed = none; // pieces of one client follow each other
            for (const Piece& p : m.pieces) {
                const std::string& client = clients_[p.client].address;
                if (std::exchange(keyed, p.client) != p.client)
                    keys = {client_key(cause, client, any), client_key(cause, client, m.server_address),
                        client_key(cause, any, m.server_address)};
                if (causes_[cause].refuses && p.session != none && evidence_.sessions()[p.session].session->opening == Opening::granted)
                    continue;
                const Span span{p.part->first.time, p.part->last.time, i};
                for (std::size_t k = 0; k < keys.size(); ++k)
                    if (std::find(keys.begin(), keys.begin() + k, keys[k]) == keys.begin() + k)
                        of_client_[keys[k]].push_back(span);
                if (explains_own_kind_[cause]) {
                    const Span from_begin{began(p), span.last, i};
                    if (!m.server_address.empty())
                        of_kind_[kind_key(cause, m, m.server_address, false)].push_back(from_begin);
                    if (const std::string& user = clients_[p.client].application; !user.empty())
                        of_kind_[kind_key(cause, m, user, true)].push_back(from_begin);
                }
                if (p.session != none)
                    in_session_.emplace(session_key(cause, About::session, p.session), span);
                if (p.connection != none)
                    in_session_.emplace(session_key(cause, About::connection, p.connection), span);
                if (p.link != none)
                    in_session_.emplace(session_key(cause, About::link, p.link), span);
                if (p.connection != none && p.session == none)
                    in_session_.emplace(session_key(cause, About::connection_as_a_whole, p.connection), span);
            }
        }
    }
    for (auto& [key, spans] : of_kind_)
        std::stable_sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.first < b.first; });
    for (auto& [key, spans] : of_client_) {
        std::stable_sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.first < b.first; });
        for (std::size_t i = 1; i < spans.size(); ++i)
            if (spans[i].last < spans[i - 1].last) {
                spans[i].last = spans[i - 1].last;
                spans[i].matter = spans[i - 1].matter;
            }
    }
}

std::uint32_t Judge::in_session(std::size_t cause, const Explanation& row, const Matter& matter, const Piece& piece) const
{
    const Time at = piece.part->first.time;
    const std::string_view code = row.same_code ? code_of(matter) : std::string_view{};
    if (row.same_code && code.empty())
        return none;
    const auto look = [&](About about, std::uint32_t of) {
        std::uint32_t found = none;
        if (of == none)
            return found;
        const auto [begin, end] = in_session_.equal_range(session_key(cause, about, of));
        for (auto it = begin; it != end; ++it)
            if (at >= minus(it->second.first, row.before) && at <= plus(it->second.last, row.after) &&
                (!row.same_code || code_of(matters_[it->second.matter]) == code))
                found = std::min(found, it->second.matter);
        return found;
    };
    if (piece.link != none)
        return look(About::link, piece.link);
    if (piece.session == none)
        return look(About::connection, piece.connection);
    return std::min(look(About::session, piece.session), look(About::connection_as_a_whole, piece.connection));
}

std::uint32_t Judge::of_client(std::size_t cause, const Explanation& row, const Matter& matter, const Piece& piece) const
{
    const bool any_server = row.scope == Scope::same_client, any_client = row.scope == Scope::same_server;
    const std::string& client = clients_[piece.client].address;
    if ((!any_client && client.empty()) || (!any_server && matter.server_address.empty()))
        return none;
    const std::string_view server = any_server ? any : std::string_view{matter.server_address};
    auto it = of_client_.find(client_key(cause, any_client ? any : std::string_view{client}, server));
    if (it == of_client_.end() && row.scope == Scope::same_client_and_server)
        it = of_client_.find(client_key(cause, {}, server));
    if (it == of_client_.end())
        return none;
    const Time at = piece.part->first.time;
    const auto& spans = it->second;
    const auto behind = std::partition_point(spans.begin(), spans.end(), [&](const Span& s) { return minus(s.first, row.before) <= at; });
    return behind != spans.begin() && at <= plus(std::prev(behind)->last, row.after) ? std::prev(behind)->matter : none;
}

/// Another matter of the same diagnosis. Which of the two is the cause follows from what only one of them is about, else from which session
/// began first.
std::uint32_t Judge::of_own_kind(std::size_t cause, const Explanation& row, const Matter& matter, const Piece& piece) const
{
    const bool of_user = row.scope == Scope::same_user;
    const std::string& of = of_user ? clients_[piece.client].application : matter.server_address;
    const auto it = of.empty() ? of_kind_.end() : of_kind_.find(kind_key(cause, matter, of, of_user));
    if (it == of_kind_.end())
        return none;
    const std::string_view id = causes_[cause].id;
    const bool in_order = row.identity.empty() && is_about(id, causes_[cause].identity, matter);
    const Time at = piece.part->first.time, mine = in_order ? began(piece) : INT64_MAX;
    constexpr int most = 16; // spans that are passed over
    auto span = std::partition_point(it->second.begin(), it->second.end(), [&](const Span& s) { return s.first < mine; });
    for (int passed = 0; span != it->second.begin() && passed < most; ++passed) {
        --span;
        const Matter& other = matters_[span->matter];
        if (&other != &matter && (row.identity.empty() || !is_about(id, row.identity, other)) && at >= minus(span->first, row.before) &&
            at <= plus(span->last, row.after))
            return span->matter;
    }
    return none;
}

std::size_t Judge::number_of(const Cause& cause) const
{
    return static_cast<std::size_t>(std::find(causes_.begin(), causes_.end(), cause) - causes_.begin());
}

std::uint32_t Judge::cause_of(const Matter& matter, const Piece& piece) const
{
    const std::string_view id = matter.made.diagnosis->id;
    for (const Explanation& row : explanations) {
        const bool own_kind = row.consequences.empty();
        if (!own_kind && std::none_of(row.consequences.begin(), row.consequences.end(),
                             [&](std::string_view consequence) { return is_about(consequence, row.identity, matter); }))
            continue;
        for (const Cause& cause : row.causes) {
            if ((cause.id == id) != own_kind || (own_kind && !is_about(id, row.identity, matter)))
                continue;
            const std::size_t number = number_of(cause);
            const std::uint32_t found = own_kind                           ? of_own_kind(number, row, matter, piece)
                                        : row.scope == Scope::same_session ? in_session(number, row, matter, piece)
                                                                           : of_client(number, row, matter, piece);
            if (found != none)
                return found;
        }
    }
    return none;
}

void Judge::explain()
{
    for (Matter& m : matters_)
        if (!is_coverage(m))
            for (Piece& piece : m.pieces)
                piece.cause = cause_of(m, piece);
}

/// The cause that has a case of its own: a cause may itself follow from another. none where there is no such (a table that goes in
/// circles).
std::uint32_t Judge::root_of(std::uint32_t matter) const
{
    for (int depth = 0; depth < 16; ++depth) {
        const auto& pieces = matters_[matter].pieces;
        if (std::any_of(pieces.begin(), pieces.end(), [](const Piece& p) { return p.cause == none; }))
            return matter;
        matter = pieces.front().cause;
    }
    return none;
}

void add_frame(std::vector<std::uint32_t>& frames, std::uint32_t frame)
{
    const auto at = std::lower_bound(frames.begin(), frames.end(), frame);
    if (frame == 0 || (at != frames.end() && *at == frame))
        return;
    frames.insert(at, frame);
    if (frames.size() > max_frames)
        frames.pop_back();
}

Case Judge::assemble(const Matter& matter, bool only_unexplained) const
{
    Case c = matter.made;
    bool goes_on = false;
    const Text* text = nullptr;
    Severity of_text{};
    const FindingGroup* of_frames = nullptr;
    for (const Piece& piece : matter.pieces) {
        if (only_unexplained && piece.cause != none)
            continue;
        const Part& part = *piece.part;
        c.count += part.count;
        c.all_frames += part.frames;
        c.worst = std::max(c.worst, part.worst);
        ++c.sessions;
        goes_on |= part.ended.frame == 0;
        if (part.ended.frame > c.ended_in) {
            c.ended_in = part.ended.frame;
            c.ended = part.ended.time;
        }
        const Time first = piece.group->since == no_time ? part.first.time : std::min(piece.group->since, part.first.time);
        c.first = c.first == no_time ? first : std::min(c.first, first);
        c.last = std::max(c.last, part.last.time);
        add_frame(c.frames, part.first.frame);
        if (of_frames != piece.group) {
            of_frames = piece.group;
            c.more_members |= of_frames->more_members;
            for (const std::string& member : of_frames->members)
                if (std::find(c.members.begin(), c.members.end(), member) == c.members.end())
                    c.members.push_back(member);
            for (const SeenFrame& f : of_frames->frames) {
                const auto owner = std::find_if(
                    matter.pieces.begin(), matter.pieces.end(), [&](const Piece& p) { return p.group == of_frames && p.index == f.part; });
                if (owner != matter.pieces.end() && (!only_unexplained || owner->cause == none))
                    add_frame(c.frames, f.frame);
            }
        }
        const Text* said = part.text == none ? nullptr : &piece.group->texts[part.text];
        if (said && (!text || std::pair{piece.group->severity, said->worst} > std::pair{of_text, text->worst})) {
            text = said;
            of_text = piece.group->severity;
        }
    }
    // Only where a group has more parts than it keeps sentences of: they differ in what is not part of the identity.
    if (!text)
        for (const Piece& piece : matter.pieces)
            if (!piece.group->texts.empty() && (!text || piece.group->texts.back().worst > text->worst))
                text = &piece.group->texts.back();
    if (goes_on) {
        c.ended = no_time;
        c.ended_in = 0;
    }
    c.sentence = text ? text->sentence : c.diagnosis->summary;
    c.remedy = text ? text->remedy : std::string{};
    name_clients(c, matter, only_unexplained);
    c.all_frames = std::max<std::uint64_t>(c.all_frames, c.frames.size());
    return c;
}

/// Which lines of logs prove it.
void Judge::name_log_lines(Case& c) const
{
    std::vector<std::uint32_t> frames = c.frames;
    for (const Consequence& consequence : c.consequences)
        frames.insert(frames.end(), consequence.frames.begin(), consequence.frames.end());
    std::sort(frames.begin(), frames.end());
    for (const std::uint32_t frame : frames) {
        const std::string* line = evidence_.log_line(frame);
        if (line && c.log_lines.size() < max_frames && std::find(c.log_lines.begin(), c.log_lines.end(), *line) == c.log_lines.end())
            c.log_lines.push_back(*line);
    }
}

void Judge::fold(Case& into, const Case& consequence)
{
    into.severity = std::max(into.severity, consequence.severity);
    auto it = std::find_if(into.consequences.begin(), into.consequences.end(),
        [&](const Consequence& c) { return std::string_view{c.diagnosis->id} == consequence.diagnosis->id; });
    if (it == into.consequences.end())
        it = into.consequences.insert(it, {consequence.diagnosis, 0, 0, {}, 0});
    it->count += consequence.count;
    it->worst += consequence.worst;
    it->all_frames += consequence.all_frames;
    for (const std::uint32_t frame : consequence.frames)
        add_frame(it->frames, frame);
}

Conclusions Judge::conclude()
{
    gather();
    index_causes();
    explain();
    Conclusions out;
    std::vector<std::uint32_t> case_of(matters_.size(), none);
    for (Matter& m : matters_) {
        (is_coverage(m) ? out.coverage : out.findings).push_back(assemble(m, false));
        // A piece whose explanation leads nowhere stands for itself.
        for (Piece& p : m.pieces)
            if (p.cause != none && root_of(p.cause) == none)
                p.cause = none;
    }
    for (std::uint32_t i = 0; i < matters_.size(); ++i) {
        const Matter& m = matters_[i];
        if (is_coverage(m) || root_of(i) != i)
            continue;
        case_of[i] = static_cast<std::uint32_t>(out.cases.size());
        out.cases.push_back(assemble(m, true));
    }
    for (const Matter& m : matters_) {
        // By cause, so that frames and counts are put together once.
        std::unordered_map<std::uint32_t, std::size_t> parts;
        std::vector<std::pair<std::uint32_t, Matter>> explained;
        for (const Piece& p : m.pieces) {
            if (p.cause == none)
                continue;
            const std::uint32_t root = root_of(p.cause);
            const auto [it, fresh] = parts.try_emplace(root, explained.size());
            if (fresh)
                explained.push_back({root, Matter{m.made, m.server_address, {}}});
            explained[it->second].second.pieces.push_back(p);
        }
        for (const auto& [root, of_this] : explained)
            if (root != none && case_of[root] != none)
                fold(out.cases[case_of[root]], assemble(of_this, false));
    }
    for (std::vector<Case>* all : {&out.cases, &out.findings, &out.coverage})
        for (Case& c : *all)
            name_log_lines(c);
    std::stable_sort(out.cases.begin(), out.cases.end(),
        [](const Case& a, const Case& b) { return a.severity != b.severity ? a.severity > b.severity : a.first < b.first; });
    return out;
}

} // namespace

Conclusions conclude(const Evidence& evidence) { return Judge{evidence}.conclude(); }

} // namespace cti::report

// SPDX-License-Identifier: GPL-2.0-or-later
// What the life of a connection means. Every rule says what must have been seen; what was not captured proves nothing.
#include "connection/connection.hpp"

#include "core/umbrella.hpp"

#include <charconv>
#include <cstring>

namespace cti {
namespace {

consteval const Diagnosis& diagnosis(std::string_view id) { return diagnosis_row(umbrella_tables::diagnoses, id); }
consteval const Diagnosis& diagnosis(std::string_view id, Severity severity)
{
    for (const Diagnosis& row : umbrella_tables::diagnoses)
        if (std::string_view{row.id} == id && row.severity == severity)
            return row;
    throw "no such diagnosis";
}

std::string number_text(std::uint64_t n)
{
    char digits[24];
    return {digits, std::to_chars(digits, digits + sizeof digits, n).ptr};
}

/// "20 ms", "9 s": exact where it is short.
std::string span_text(Time span)
{
    return span < 10 * second ? number_text(whole_milliseconds(span)) + " ms" : number_text(whole_seconds(span)) + " s";
}

std::string counted(std::uint64_t n, const char* one, const char* many) { return number_text(n) + ' ' + (n == 1 ? one : many); }

constexpr const char* accepted_and_closed =
    "The server took the connection and gave it up at once: look in its log whether it is starting, on standby, full, or "
    "allows other clients only\nIf a load balancer is in between, it does this when no server is behind it";
constexpr const char* answer_lost =
    "The server answers, and the client does not hear it: look for a firewall or a route that differs in the direction back";
constexpr const char* client_gave_up =
    "The client ended it: compare how long it waited with its time limit\nIf the server is slow to answer, look at its load and its log";
constexpr const char* tls_not_answered =
    "Check that the secured port is switched on at the server and that it has a certificate\nTry the server's plain port";

} // namespace

const char* Connection::Outcome::verb() const
{
    if (silent)
        return "silent";
    constexpr const char* verbs[2][2] = {{"closed by the client", "closed by the server"}, {"reset by the client", "reset by the server"}};
    return verbs[reset][index(by)];
}

std::string Connection::Outcome::detail(Moment begin) const { return (silent ? " for " : " after ") + span_text(at.time - begin.time); }

// ---- the attempt

const ConnectionHints& Connection::hints() const
{
    return protocol_.other_port != 0 && info_->server.port == protocol_.other_port ? protocol_.other_hints : protocol_.hints;
}

KeptFinding Connection::refused(const char* how, const std::string& detail, const char* remedy) const
{
    const std::string client = info_->client.text(), server = info_->server.text();
    Finding finding{
        diagnosis("cti.refused"), {}, std::string_view{client}, std::string_view{server}, protocol_.filter, how, std::string_view{detail}};
    finding.remedy = remedy ? remedy : hints().refused;
    return keep(finding);
}

std::optional<KeptFinding> Connection::no_answer(Time last) const
{
    const Half& client = half(Side::client);
    if (!client.bare_syn || refusal_told_)
        return {};
    const std::string detail = " to " + counted(syns_, "attempt", "attempts") + " within " + span_text(last_syn_.time - first_syn_.time);
    if (!info_->accepted) {
        const bool waited = syns_ >= 3 || (syns_ == 2 && last - last_syn_.time >= limits_.syn_silence);
        return waited && half(Side::server).frames == 0 ? std::optional{refused("no answer", detail, nullptr)} : std::nullopt;
    }
    // The client goes on asking although it was answered long ago.
    const bool goes_on = first_syn_ack_.frame != 0 && !client_took_answer_ && syns_ >= 3 && first_data_frame_ == 0 &&
                         last_syn_.time - first_syn_ack_.time > limits_.syn_silence;
    return goes_on ? std::optional{refused("the server's answer does not reach the client", detail, answer_lost)} : std::nullopt;
}

std::optional<KeptFinding> Connection::nothing_exchanged(const Outcome& outcome) const
{
    // A client that connects and goes is a port check or a monitor.
    if (!info_->accepted || !info_->coverage.from_start || outcome.by != Side::server || first_data_frame_ != 0 || has_gap())
        return {};
    const char* how = outcome.reset ? "accepted, then reset by the server before a byte was exchanged"
                                    : "accepted, then closed by the server before a byte was exchanged";
    return refused(how, outcome.detail(first_), accepted_and_closed);
}

// ---- the opening

KeptFinding Connection::tls_expected(const char* how, const std::string& detail) const
{
    const std::string client = info_->client.text(), server = info_->server.text();
    Finding finding{diagnosis("cti.tls_expected"), {}, std::string_view{client}, opening_.name ? opening_.name : "data",
        std::string_view{server}, how, std::string_view{detail}};
    finding.remedy = hints().tls_expected;
    return keep(finding);
}

KeptFinding Connection::tls_unexpected(const char* how, const std::string& detail) const
{
    const std::string client = info_->client.text(), server = info_->server.text();
    Finding finding{diagnosis("cti.tls_unexpected"), {}, std::string_view{client}, std::string_view{server}, how, std::string_view{detail}};
    finding.remedy = hints().tls_unexpected;
    return keep(finding);
}

std::optional<KeptFinding> Connection::opening_unanswered(const Outcome& outcome) const
{
    const Half& client = half(Side::client);
    const Half& server = half(Side::server);
    if (opening_.state != Opening::State::asked || opening_.asker != end_of(Side::client) || closing_ || has_gap())
        return {};
    // First data that nobody knows to be a request: only where it is all that was ever sent, and whole as far as anybody can tell.
    if (!opening_.known && (!client.bare_syn || !client.flow.start_known() || client.pending.read().have != 0 || server.flow.bytes() != 0))
        return {};
    // Whoever knows this protocol's messages would have known its opening: what came is something else, and says so itself.
    if (!opening_.known && protocol_.looks_like && !client.records.is_tls())
        return {};
    // Silence counts where the server's host has taken the request.
    if (outcome.silent && (outcome.at.time - opening_.at.time < limits_.opening_silence || client.flow.waiting()))
        return {};
    const std::string detail = outcome.detail(opening_.at);
    const bool in_clear = opening_.known ? !opening_.encrypted : client.records.is_other();
    if (server_use() == PortUse::secured && in_clear)
        return tls_expected(outcome.verb(), detail);
    const bool hello = !opening_.known && client.records.is_tls();
    if (server_use() == PortUse::plain && hello)
        return tls_unexpected(outcome.verb(), detail);
    std::string name = "its first data";
    if (hello)
        name = "a TLS ClientHello";
    else if (opening_.name)
        name = opening_.name;
    else if (*protocol_.opening_request)
        name += std::string{" (the place of "} + protocol_.opening_request + ')';
    const std::string from = info_->client.text(), to = info_->server.text();
    Finding finding{diagnosis("cti.open_unanswered"), {}, std::string_view{from}, std::string_view{name}, std::string_view{to},
        outcome.verb(), std::string_view{detail}};
    finding.remedy = hello ? tls_not_answered : hints().open_unanswered;
    if (hello || outcome.by != Side::client || outcome.silent)
        return keep(finding);
    const std::string remedy = std::string{client_gave_up} + '\n' + (finding.remedy ? finding.remedy : finding.diagnosis->remedy);
    finding.remedy = remedy.c_str();
    return keep(finding);
}

void Connection::on_alert(End end, Moment at, std::uint8_t level, std::uint8_t description)
{
    if (caused_ || info_->coverage.foreign || !is_ours())
        return;
    const Half& client = half(Side::client);
    const Half& server = half(Side::server);
    const tls::Alert* known = tls::find_alert(description);
    const char* alert = known ? known->name : "unknown";
    const bool by_server = end == server_;
    if (by_server && !client.decrypted && (client.messages != 0 || (client.clear && client.records.is_other()))) {
        caused_ = keep_finding(at.frame, tls_expected("the server answers with the TLS alert ", alert));
        return;
    }
    if (level != tls::fatal || description == 0)
        return;
    if (by_server && server_use() == PortUse::plain && client.records.had_client_hello() && !server.records.had_server_hello()) {
        caused_ = keep_finding(at.frame, tls_unexpected("the server answers with the alert ", alert));
        return;
    }
    if (!client.records.had_client_hello()) // whose handshake this was is not in the capture
        return;
    const std::string from = ends_[end].text(), to = ends_[1 - end].text();
    Finding finding{diagnosis("cti.tls_alert"), {}, std::string_view{from}, std::string_view{to}, alert, std::uint32_t{description},
        name(side_of(end))};
    finding.remedy = known ? known->remedy : nullptr;
    caused_ = keep_finding(at.frame, keep(finding));
}

void Connection::judge_foreign(End end, Moment at)
{
    const Half& mine = halves_[end];
    if (foreign_told_ || !may_judge() || !info_->coverage.from_start || !mine.flow.start_known() || mine.flow.has_gap() ||
        mine.messages != 0 || (mine.foreign.is_text && mine.pending.read().have != 0))
        return;
    foreign_told_ = info_->coverage.foreign = caused_ = true;
    const std::string endpoint = ends_[end].text();
    keep_finding(at.frame, keep(Finding{diagnosis("cti.foreign_protocol"), {}, name(side_of(end)), std::string_view{endpoint},
                               mine.foreign.name, protocol_.column}));
}

// ---- the end

std::optional<KeptFinding> Connection::ended_in_message(Side of, const Outcome& outcome) const
{
    const Half& sender = half(of);
    const Pending& p = sender.pending.read();
    const bool inside = p.have != 0 && (p.expected > p.have || (p.expected == 0 && *p.name));
    if (!inside || closing_ || sender.flow.has_gap() || sender.cut_frames != 0)
        return {};
    const std::string client = info_->client.text(), server = info_->server.text();
    const std::string sent =
        p.expected != 0 ? number_text(p.have) + " of " + counted(p.expected, "byte", "bytes") : counted(p.have, "byte", "bytes");
    const Diagnosis& row =
        p.is_opening_request ? diagnosis("cti.ended_in_message", Severity::error) : diagnosis("cti.ended_in_message", Severity::warn);
    return keep(Finding{row, {}, std::string_view{client}, std::string_view{server}, outcome.verb(), *p.name ? p.name : "a message",
        name(of), std::string_view{sent}});
}

std::optional<KeptFinding> Connection::unacknowledged(const Outcome& outcome) const
{
    for (const Side sender : {Side::client, Side::server}) {
        const Half& mine = half(sender);
        const Half& theirs = half(other(sender));
        const Flow& flow = mine.flow;
        if (!flow.waiting() || flow.sent_again() == 0 || flow.taken_by_reset() ||
            outcome.at.time - flow.waits_since().time < limits_.no_acknowledgement)
            continue;
        const std::string span = span_text(outcome.at.time - flow.waits_since().time);
        const std::string client = info_->client.text(), server = info_->server.text();
        const std::string& from = sender == Side::client ? client : server;
        const std::string& to = sender == Side::client ? server : client;
        // Other frames pass: it is this data that something takes away. Else the other side is gone.
        if (flow.never_acknowledged() || theirs.last.time - flow.waits_since().time > limits_.duplicate)
            return keep(Finding{diagnosis("cti.not_acknowledged"), {}, flow.unacknowledged(), std::string_view{from}, std::string_view{to},
                flow.sent_again() + 1, std::string_view{span}});
        if (theirs.flow.has_gap())
            continue;
        const char* how = sender == Side::client ? "no sign of the server" : "no sign of the client";
        const std::string detail = " for " + span_text(outcome.at.time - theirs.last.time) + ", though data was sent to it " +
                                   counted(flow.sent_again() + 1, "time", "times") + " within " + span;
        return keep(
            Finding{diagnosis("cti.session_lost"), {}, std::string_view{client}, std::string_view{server}, how, std::string_view{detail}});
    }
    return {};
}

std::optional<KeptFinding> Connection::session_lost(const Outcome& outcome) const
{
    if (closing_ || has_gap() || opening_.state == Opening::State::asked)
        return {};
    for (const Half& h : halves_)
        if (!h.clear && !h.decrypted && h.flow.bytes() == 0)
            return {};
    const OpenRequests open = rules_ ? rules_->open_requests() : OpenRequests{};
    if (open.client_gives_up && outcome.by == Side::client && !outcome.silent)
        return {};
    std::string detail;
    if (open.heartbeats != 0)
        detail += "; " + counted(open.heartbeats, "heartbeat", "heartbeats") + " without answer";
    if (open.count != 0)
        detail += "; " + counted(open.count, "request", "requests") + " without answer, the oldest " + open.oldest + " for " +
                  span_text(outcome.at.time - open.since.time);
    for (const Side sender : {Side::client, Side::server}) {
        const Flow& flow = half(sender).flow;
        if (flow.waiting() && flow.sent_again() != 0)
            detail += std::string{"; data of the "} + name(sender) + " sent " + counted(flow.sent_again() + 1, "time", "times") +
                      " within " + span_text(outcome.at.time - flow.waits_since().time);
    }
    if (detail.empty())
        return {};
    const std::string client = info_->client.text(), server = info_->server.text();
    return keep(Finding{
        diagnosis("cti.session_lost"), {}, std::string_view{client}, std::string_view{server}, outcome.verb(), std::string_view{detail}});
}

/// Who asks several times whether the other side is still there, and then resets, has lost it.
std::optional<KeptFinding> Connection::probed_in_vain(const Outcome& outcome) const
{
    constexpr std::uint32_t several = 3;
    const Stalls& mine = half(outcome.by).stalls.read();
    const Half& theirs = half(other(outcome.by));
    if (closing_ || has_gap() || mine.probes < several || mine.first_probe.time <= theirs.last.time)
        return {};
    const std::string client = info_->client.text(), server = info_->server.text();
    const std::string detail = "; no sign of the " + std::string{name(other(outcome.by))} + " for " +
                               span_text(outcome.at.time - theirs.last.time) + ", nor an answer to " +
                               counted(mine.probes, "keep-alive", "keep-alives") + " of TCP";
    return keep(Finding{
        diagnosis("cti.session_lost"), {}, std::string_view{client}, std::string_view{server}, outcome.verb(), std::string_view{detail}});
}

/// Its host answers and its process does not read. A frame that is missing may have said that there was room.
std::optional<KeptFinding> Connection::reader_stalled(End end, const char* how) const
{
    const Stalls& mine = halves_[end].stalls.read();
    if (mine.shut.frame == 0 || mine.shut_last - mine.shut.time < limits_.stalled_reader || !is_ours() || !both_captured() || has_gap() ||
        info_->coverage.foreign || info_->coverage.handshake_only)
        return {};
    const std::string reader = ends_[end].text(), writer = ends_[1 - end].text();
    return keep(Finding{diagnosis("cti.reader_stalled"), {}, name(side_of(end)), std::string_view{reader}, std::string_view{writer},
        whole_seconds(mine.shut_last - mine.shut.time), mine.shut.frame, how});
}

// ---- what only the end of the capture shows

std::vector<Connection::Late> Connection::late(Time last, bool pauses) const
{
    std::vector<Late> found;
    info_->coverage.paused = pauses && !ended_;
    info_->coverage.inside_message = !ended_ && !info_->coverage.foreign && (waits(Side::client) || waits(Side::server));
    if (!is_ours())
        return found;
    const auto add = [&](Moment at, std::optional<KeptFinding> finding) {
        const bool is_so = finding.has_value();
        if (is_so)
            found.push_back({at, std::move(*finding)});
        return is_so;
    };
    if (!ended_) {
        const Outcome silent{{last_.frame, std::max(last, last_.time)}, Side::server, false, true};
        info_->coverage.handshake_only = is_handshake_only(silent.at.time);
        const Outcome closed{first_fin_, side_of(first_to_close_), false, false};
        for (const End end : {End{0}, End{1}})
            if (auto stalled = reader_stalled(end, "until the capture ended"))
                found.push_back({halves_[end].stalls.read().shut, std::move(*stalled)});
        if (!add(last_syn_, no_answer(silent.at.time)) && may_judge()) {
            const bool half_closed = halves_[server_].fin && first_to_close_ == server_;
            if (!(half_closed && add(first_fin_, nothing_exchanged(closed))) && !add(last_, unacknowledged(silent)))
                add(opening_.at, opening_unanswered(silent));
        }
        if (rules_ && !rules_asked_ && both_captured()) {
            KeptFindings at_end;
            rules_->at_capture_end(silent.at.time, at_end);
            for (KeptFinding& finding : at_end)
                if (found.size() < limits_.max_findings)
                    found.push_back({last_, std::move(finding)});
        }
    }
    add_coverage(found);
    return found;
}

void Connection::add_coverage(std::vector<Late>& found) const
{
    const Coverage& coverage = info_->coverage;
    const std::string client = info_->client.text(), server = info_->server.text();
    const auto add = [&](Moment at, const Finding& finding) { found.push_back({at, keep(finding)}); };
    if (coverage.client_captured != coverage.server_captured) {
        const Side seen = coverage.client_captured ? Side::client : Side::server;
        const Half& h = half(seen);
        // A SYN may wait for its answer, and a capture begin or end anywhere. What acknowledges a SYN, or goes on for long, had company.
        const bool had_company = h.syn ? !h.bare_syn || info_->accepted : h.frames >= 3;
        if (had_company)
            add(first_, Finding{diagnosis("cti.one_direction"), {}, name(seen), std::string_view{client}, std::string_view{server}});
    }
    if (coverage.encrypted && !coverage.foreign)
        add(first_tls_.frame != 0 ? first_tls_ : first_,
            Finding{diagnosis("cti.encrypted"), {}, std::string_view{client}, std::string_view{server}});
    if (coverage.missing_bytes != 0) {
        const Moment gaps[] = {halves_[0].flow.first_gap(), halves_[1].flow.first_gap()};
        const bool first = gaps[1].frame == 0 || (gaps[0].frame != 0 && gaps[0].frame < gaps[1].frame);
        add(first ? gaps[0] : gaps[1],
            Finding{diagnosis("cti.missing_bytes"), {}, coverage.missing_bytes, std::string_view{client}, std::string_view{server}});
    }
}

} // namespace cti

// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/bwcap/conversation.hpp"

#include "plugin/wireshark.hpp"

#include <cstring>
#include <deque>

namespace cti::plugin::cap {

using namespace bwcap;

namespace {

template <GChecksumType type, std::size_t length>
void hex_digest(Bytes data, char* out)
{
    gchar* text = g_compute_checksum_for_data(type, data.data(), data.size());
    std::memcpy(out, text, length);
    g_free(text);
}
constexpr HashFunctions hashes{hex_digest<G_CHECKSUM_SHA1, inner_length>, hex_digest<G_CHECKSUM_MD5, digest_length>};

/// Asks a connection what is open in one of its sessions.
struct OpenRequestsOf final : OpenRequestSource {
    OpenRequestsOf(const Connection& of, std::uint32_t session) : connection{of}, number{session} {}
    OpenRequests open_requests() const override { return connection.open_requests(number); }

    const Connection& connection;
    std::uint32_t number;
};

/// Everything that lives as long as the file.
struct File {
    std::vector<std::unique_ptr<Conversation>> conversations;
    std::deque<SessionInfo> sessions;
    std::deque<OpenRequestsOf> open_requests;
    std::unordered_set<std::string> texts;
    LoginWatch logins{SessionLimits{}};
    std::vector<Password> passwords;
};

File& file()
{
    static File f;
    return f;
}

/// Users and applications repeat in every document: each is kept once.
const char* keep(std::string_view text) { return text.empty() ? nullptr : file().texts.emplace(text).first->c_str(); }

std::uint64_t fact_key(MessageKey key) { return std::uint64_t{key.frame} << 32 | key.index; }

double seconds(std::uint64_t nanoseconds) { return static_cast<double>(nanoseconds) / 1e9; }

} // namespace

Conversation::Conversation(Leg leg, bool from_start, SessionContext context, Endpoints endpoints)
    : connection_{leg, from_start, context}, endpoints_{std::move(endpoints)}
{
}

Conversation* make_conversation(Leg leg, bool from_start, Endpoints endpoints)
{
    const SessionContext context{&file().passwords, hashes, &file().logins};
    return file().conversations.emplace_back(std::make_unique<Conversation>(leg, from_start, context, std::move(endpoints))).get();
}

void forget_everything()
{
    std::vector<Password> passwords = std::move(file().passwords);
    file() = File{};
    file().passwords = std::move(passwords);
}

void set_passwords(std::vector<Password> passwords) { file().passwords = std::move(passwords); }

SessionInfo* Conversation::session_info(std::uint32_t number)
{
    while (sessions_.size() < number) {
        SessionInfo& info = file().sessions.emplace_back();
        info.number = static_cast<std::uint32_t>(file().sessions.size());
        info.protocol = "bwcap";
        info.client = endpoints_.client;
        info.server = endpoints_.server;
        info.client_address = endpoints_.client_address;
        info.server_address = endpoints_.server_address;
        sessions_.push_back(&info);
        info.open = &file().open_requests.emplace_back(connection_, static_cast<std::uint32_t>(sessions_.size()));
    }
    return sessions_[number - 1];
}

void Conversation::tell(Facts& facts, const Outcome& outcome)
{
    if (outcome.findings.empty() && outcome.earlier.empty())
        return;
    facts.findings = std::make_unique<std::vector<ToldFinding>>();
    const auto add = [&](const Finding& f) {
        char sentence[400], remedy[400];
        format_sentence(f, sentence, sizeof sentence);
        format_remedy(f, remedy, sizeof remedy);
        facts.findings->push_back({f.diagnosis, f.severity, sentence, remedy});
    };
    // What is said of an earlier document is said at the one that shows it: so one pass finds what two passes find.
    for (const EarlierFinding& e : outcome.earlier)
        add(e.finding);
    for (const Finding& f : outcome.findings)
        add(f);
}

void Conversation::fill(SessionInfo& info, const Event& event, const Summary& summary, const Outcome& outcome)
{
    const double now = seconds(event.time);
    if (info.messages == 0)
        info.first = now;
    info.last = now;
    ++info.messages;
    if (info.application.empty() && !outcome.user.empty())
        info.application = outcome.user;
    if (!summary.application_id.empty() && info.application.find(" (") == std::string::npos && info.application == outcome.user) {
        info.application += " (";
        info.application += summary.application_id;
        info.application += ")";
    }
    if (!summary.version.empty())
        info.version = summary.version;
    if (!summary.command)
        return;
    switch (summary.command->id) {
    case CommandId::register_response:
        if (summary.has_failure || summary.user_uid.empty()) {
            ++info.failures;
            info.opened = "login refused";
            if (!summary.failure_cause.empty())
                info.opened += ": " + std::string{summary.failure_cause};
        } else {
            info.opened = "logged in";
        }
        info.ended = "still open";
        break;
    case CommandId::response_authentication:
        if (!summary.has_nonce) {
            ++info.failures;
            info.opened = "login refused at the challenge";
        }
        break;
    case CommandId::unregister:
        info.ended = event.from_client ? "logged out" : "forced logout";
        if (!event.from_client && !summary.logout_reason.empty())
            info.ended += ": " + std::string{summary.logout_reason};
        break;
    default:
        break;
    }
}

const Facts& Conversation::note(const Event& event, const Summary& summary)
{
    const auto [place, is_new] = facts_.try_emplace(fact_key(event.key));
    Facts& facts = place->second;
    if (!is_new)
        return facts;
    const Outcome& outcome = connection_.observe(event, summary);
    tell(facts, outcome);
    facts.user = keep(outcome.user);
    facts.about = keep(outcome.about);
    facts.user_type = keep(outcome.user_type);
    facts.digest = outcome.digest;
    facts.call_start_frame = outcome.call_start.frame;
    facts.call_time = outcome.call_time;
    if (outcome.request) {
        facts.request_frame = outcome.request.frame;
        facts.response_time = outcome.response_time;
        if (outcome.answered)
            facts.request = outcome.answered->name.data();
        if (const auto request = facts_.find(fact_key(outcome.request)); request != facts_.end())
            request->second.response_frame = event.key.frame;
    }
    if (outcome.session) {
        facts.session = session_info(outcome.session);
        fill(*facts.session, event, summary, outcome);
    }
    return facts;
}

const Facts* Conversation::facts(MessageKey key) const
{
    const auto known = facts_.find(fact_key(key));
    return known == facts_.end() ? nullptr : &known->second;
}

void Conversation::note_unit(MessageKey at, const Unit& unit) { units_.try_emplace(fact_key(at), unit); }

const Unit* Conversation::unit(MessageKey at) const
{
    const auto known = units_.find(fact_key(at));
    return known == units_.end() ? nullptr : &known->second;
}

const Facts& Conversation::end(MessageKey key, std::uint64_t time, bool by_client, bool reset)
{
    end_ = key;
    Facts& facts = facts_[fact_key(key)];
    tell(facts, connection_.closed(time, by_client, reset));
    if (pending[0] || pending[1]) {
        if (!facts.findings)
            facts.findings = std::make_unique<std::vector<ToldFinding>>();
        const Diagnosis& d = diagnosis("bwcap.truncated");
        facts.findings->push_back({&d, d.severity, d.sentence, d.remedy});
    }
    for (SessionInfo* info : sessions_)
        if (info->ended == "still open")
            info->ended = reset ? (by_client ? "reset by the client" : "reset by the server") : (by_client ? "closed by the client" : "closed by the server");
    return facts;
}

} // namespace cti::plugin::cap

// SPDX-License-Identifier: GPL-2.0-or-later
// What is kept of CAP as long as the file is open: connections, what each document meant, sessions for the report.
#pragma once

#include "plugin/reassembly.hpp"

#include "bwcap/framer.hpp"
#include "bwcap/session.hpp"
#include "core/session_info.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace cti::plugin::cap {

/// A finding with its sentences made: the session that made it goes on.
struct ToldFinding {
    const Diagnosis* diagnosis;
    Severity severity;
    std::string sentence, remedy;
};

/// What one document meant when it was seen first; later passes read it. Texts belong to the file's pool of texts.
struct Facts {
    const char* user = nullptr;
    const char* about = nullptr;
    const char* user_type = nullptr;
    const char* request = nullptr;       ///< name of the command this answers
    std::uint32_t request_frame = 0;
    std::uint32_t response_frame = 0;
    std::uint32_t call_start_frame = 0;
    bwcap::DigestResult digest = bwcap::DigestResult::not_checked;
    std::uint64_t response_time = 0;     ///< nanoseconds, as the next
    std::uint64_t call_time = 0;
    SessionInfo* session = nullptr;
    std::unique_ptr<std::vector<ToldFinding>> findings;
};

struct Endpoints {
    std::string client, server, client_address, server_address;
};

/// One TCP connection.
class Conversation {
public:
    Conversation(bwcap::Leg leg, bool from_start, bwcap::SessionContext context, Endpoints endpoints);

    /// Notes a document once; the same document again returns what was noted.
    const Facts& note(const bwcap::Event& event, const bwcap::Summary& summary);
    /// What was noted, or nullptr.
    const Facts* facts(bwcap::MessageKey key) const;

    /// Notes the end of the connection at `key`. `incomplete`: a document had begun and not ended.
    const Facts& end(bwcap::MessageKey key, std::uint64_t time, bool by_client, bool reset);
    bool ended() const { return static_cast<bool>(end_); }
    bwcap::MessageKey end_key() const { return end_; }

    /// Where a unit ends may depend on what follows it, which later passes do not see: Wireshark hands them exactly the bytes
    /// that the first pass used. Noted on the first pass, nullptr for what was not noted.
    void note_unit(bwcap::MessageKey at, const bwcap::Unit& unit);
    const bwcap::Unit* unit(bwcap::MessageKey at) const;

    const std::vector<SessionInfo*>& sessions() const { return sessions_; }
    /// Of the first session, which the documents to come may tell more about.
    const SessionInfo* first_session() { return session_info(1); }

    std::uint32_t server_port = 0;
    bool pending[2] = {};                ///< the client's, the server's last bytes are an unfinished document
    Handovers handovers;

private:
    void tell(Facts& facts, const bwcap::Outcome& outcome);
    SessionInfo* session_info(std::uint32_t number);
    void fill(SessionInfo& info, const bwcap::Event& event, const bwcap::Summary& summary, const bwcap::Outcome& outcome);

    bwcap::Connection connection_;
    Endpoints endpoints_;
    std::unordered_map<std::uint64_t, Facts> facts_;
    std::unordered_map<std::uint64_t, bwcap::Unit> units_;
    std::vector<SessionInfo*> sessions_;
    bwcap::MessageKey end_{};
};

/// Makes a connection that lives until forget_everything().
Conversation* make_conversation(bwcap::Leg leg, bool from_start, Endpoints endpoints);

/// To be called when a file is closed.
void forget_everything();

/// Passwords to check logins with, from now on.
void set_passwords(std::vector<bwcap::Password> passwords);

} // namespace cti::plugin::cap

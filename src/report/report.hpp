// SPDX-License-Identifier: GPL-2.0-or-later
// The diagnosis report: evidence in, cases out. A case has a subject (who, at which server), one cause, its evidence, what merely follows
// from it, and a remedy. First come the cases, then coverage, then sessions, then response times.
//
// Memory grows with the number of sessions and of clients in trouble, not with messages, and is bounded whatever texts come from the wire.
// A report owns copies: it may outlive the file.
#pragma once

#include "connection/capture.hpp"
#include "connection/stream.hpp"
#include "core/diagnosis.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace cti {

/// What a finding is about, as far as it is known.
struct Subject {
    const char* protocol = "";          ///< filter name
    SessionPtr session{};               ///< its application may be told later
    ConnectionPtr connection{};
    std::string client_address{};       ///< where there is neither session nor connection: the address an alarm names
    std::string user{};                 ///< the user or application an alarm names
    std::string server_address{};       ///< the node an alarm comes from
};

class Report {
public:
    Report();
    ~Report();
    Report(Report&&) noexcept;
    Report& operator=(Report&&) noexcept;

    // ---- evidence, in order of frames

    /// A message: counts, requests, response times.
    void add(const MessageNote& note, Moment at);
    void add_finding(const Subject& subject, Moment at, const KeptFinding& finding);
    /// A connection that has anything to tell, once or again.
    void add(const ConnectionPtr& connection);
    /// The file ends, or is closed: takes what only the whole shows of the connections that were added (findings that were decided late,
    /// requests that wait, coverage). `cut`: it was forgotten in the middle (tshark -M), which is coverage.
    void absorb(const Capture& capture, bool cut = false);

    // ---- answers

    /// For people, 68 columns wide, lines end with LF, valid UTF-8, the same in every locale. The report so far, where the capture goes on.
    std::string text(const Capture* open = nullptr) const;
    /// One JSON object a line, as docs/json.md describes.
    std::string json(const Capture* open = nullptr) const;

    enum class Verdict : std::uint8_t { nothing_read, clean, clean_but_incomplete, findings };
    Verdict verdict() const;

private:
    class State;
    std::unique_ptr<State> state_;
};

} // namespace cti

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
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cti {

namespace report {
struct Case;
struct CaptureEnd;
struct Ending;
} // namespace report

/// What a finding is about, as far as it is known.
struct Subject {
    const char* protocol = ""; ///< filter name
    SessionPtr session{};      ///< its application may be told later
    ConnectionPtr connection{};
    std::string client_address{}; ///< the address an alarm names; the connection it comes over is not what it is about
    std::string user{};           ///< the user or application an alarm names
    std::string server_address{}; ///< the node an alarm comes from
    std::string sender_address{}; ///< the address it was sent from: where nothing relays, that of the node
    SessionLinkPtr link{};        ///< where a log or an alarm tells of a session that the capture may show
    std::uint64_t event = 0;      ///< what is told again under one number happened once; 0: counts by itself

    bool names_itself() const { return !client_address.empty() || !server_address.empty(); }
};

class Report {
public:
    /// Over the protocols of src/protocols.hpp.
    Report();
    /// Over others: what was looked for, and how protocols are called.
    explicit Report(std::span<const Descriptor* const> protocols);
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
    /// Connections and sessions that come later are of another capture, even where they have the same numbers.
    void absorb(const Capture& capture, bool cut = false);
    /// The same from what was taken of the capture (report/capture_end.hpp).
    void absorb(const report::CaptureEnd& end, bool cut = false);
    /// The same of one connection of which nothing more will be told, while the capture goes on.
    void absorb(const report::Ending& ending, bool cut = false);

    // ---- answers

    // Each is the answer as it stands; where the capture goes on, as if absorb(*open) were called now, which changes nothing.

    /// For people, 68 columns wide, lines end with LF, valid UTF-8, the same in every locale.
    std::string text(const Capture* open) const;
    /// One JSON object a line, as docs/json.md describes.
    std::string json(const Capture* open) const;
    /// The cases of text() and json(), in their order, for windows.
    std::vector<report::Case> cases(const Capture* open) const;

    enum class Verdict : std::uint8_t { nothing_read, clean, clean_but_incomplete, findings };
    Verdict verdict(const Capture* open) const;

    // The same from what was taken of the capture that goes on, if any.
    std::string text(const report::CaptureEnd* end = nullptr) const;
    std::string json(const report::CaptureEnd* end = nullptr) const;
    std::vector<report::Case> cases(const report::CaptureEnd* end = nullptr) const;
    Verdict verdict(const report::CaptureEnd* end = nullptr) const;

    /// The same without a copy of what was taken, where nothing more will be added or asked: text() or json(), in pieces.
    Verdict last(bool json, const std::function<void(std::string_view)>& write);

private:
    class State;
    std::unique_ptr<State> state_;
};

} // namespace cti

// SPDX-License-Identifier: GPL-2.0-or-later
// From evidence to cases: findings of one diagnosis, identity, client, application or user, and server are one; what merely follows from
// another stands under it.
#pragma once

#include "core/diagnosis.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace cti::report {

class Evidence;

/// What follows from a case, by diagnosis.
struct Consequence {
    const Diagnosis* diagnosis = nullptr;
    std::uint64_t count = 0;
    std::uint64_t worst = 0;           ///< largest value of Diagnosis::worst
    std::vector<std::uint32_t> frames; ///< the first max_frames
    std::uint64_t all_frames = 0;      ///< how many there are
};

/// Whom a finding is about: an address, an application or user, as far as they are known.
struct Client {
    std::string address, application;
};

struct Case {
    const Diagnosis* diagnosis = nullptr;
    Severity severity{};       ///< that of the worst finding, consequences included
    const char* protocol = ""; ///< filter name
    std::string client;        ///< address; empty where none is known, or clients have several
    std::string application;   ///< or user; empty where none is known, or clients have several
    std::vector<Client> clients{};  ///< the first max_members where it is one of the server that struck several; else empty
    std::uint64_t all_clients = 0;  ///< how many there are
    std::string server;        ///< address and port, or the node an alarm comes from
    std::string identity;      ///< values of Diagnosis::identity, each with '\n' behind it
    std::string sentence;      ///< the one with the worst value
    std::string remedy;        ///< steps separated by '\n'
    std::uint64_t count = 0, worst = 0;
    Time first = no_time, last = no_time;
    std::vector<std::uint32_t> frames; ///< the first max_frames
    std::uint64_t all_frames = 0;      ///< how many there are
    std::vector<std::string> log_lines; ///< "file:line" of its evidence in logs, consequences included; at most max_frames
    std::uint64_t sessions = 0;        ///< sessions or connections that it is seen in
    std::vector<std::string> members;  ///< those it has struck (agents), in order of their first finding
    bool more_members = false;         ///< than are listed
    Time ended = no_time;              ///< when all of it was over
    std::uint32_t ended_in = 0;        ///< frame that said so last; 0: none, or not of all
    bool of_many_kinds = false;        ///< others of this diagnosis and client are counted here: the filter shows them
    bool in_packets = false;           ///< the diagnosis as a display filter finds evidence of it; else only the whole capture shows it
    std::vector<Consequence> consequences;
};

struct Conclusions {
    std::vector<Case> cases;    ///< worst first, then in order of time
    std::vector<Case> findings; ///< before folding: what is a consequence too; in order of their first finding
    std::vector<Case> coverage; ///< findings about what could not be read
};

Conclusions conclude(const Evidence& evidence);

} // namespace cti::report

// SPDX-License-Identifier: GPL-2.0-or-later
// Everything that is known of the capture that is open: its connections and what goes across them. One owner; gone when the file is closed.
#pragma once

#include "connection/connection.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <typeindex>
#include <unordered_map>
#include <vector>

namespace cti {

class Capture {
public:
    Capture() = default;
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;

    /// Where no frame at all comes for longer, nobody may have listened: files of different times were put together, or files of a ring
    /// buffer are missing.
    static constexpr Time longest_silence = 600 * second;

    /// A frame of the capture, whatever it holds; in order. Its time is the clock of silence, unless it is a record of a log, which says
    /// nothing of whether anybody listened to the wire.
    void on_frame(Moment at, bool is_log_record = false)
    {
        if (first_ == no_time)
            first_ = last_ = at.time;
        last_ = std::max(last_, at.time);
        if (is_log_record)
            return;
        if (heard_ != no_time && at.time - heard_ > longest_silence)
            pauses_.push_back(heard_);
        heard_ = heard_ == no_time ? at.time : std::max(heard_, at.time);
    }
    Time first() const { return first_; }
    Time last() const { return last_; }
    /// Until when the capture goes on without a pause behind `time`: so long silence counts.
    Time goes_on_until(Time time) const
    {
        const auto pause = std::lower_bound(pauses_.begin(), pauses_.end(), time);
        return pause == pauses_.end() ? heard_until() : *pause;
    }

    Connection& add(const Descriptor& protocol, const Endpoint& from, const Endpoint& to, PortUse from_port, PortUse to_port);
    /// By their numbers; nullptr: forgotten.
    const std::vector<std::unique_ptr<Connection>>& connections() const { return connections_; }
    const Connection* connection(std::uint32_t number) const { return connections_[number - 1].get(); }
    /// Nothing more will be told of this connection, and nothing asked.
    void forget(const Connection& connection);
    /// The latest connection of a protocol between two addresses, whichever is the client; nullptr: none so far.
    const Connection* between(const Descriptor& protocol, const Address& one, const Address& other) const;

    /// What is so of a connection if nothing more comes.
    std::vector<Connection::Late> late(const Connection& connection) const
    {
        const Time until = goes_on_until(connection.info()->last);
        return connection.late(until, until != heard_until());
    }

    /// A finding about no connection that is decided only when nothing more comes.
    struct Late {
        const char* protocol = "";
        std::string server{}; ///< whose messages it is about
        Moment at{};
        KeptFinding finding;
    };
    /// `tell` will be asked what is so whenever somebody wants to know how the capture ends.
    void on_end(std::function<void(std::vector<Late>&)> tell) { tell_late_.push_back(std::move(tell)); }
    /// What is so if nothing more comes.
    std::vector<Late> late() const
    {
        std::vector<Late> all;
        for (const auto& tell : tell_late_)
            tell(all);
        return all;
    }

    /// A number for a session that begins.
    std::uint32_t next_session_number() { return ++sessions_; }

    /// State or settings that a protocol keeps across connections; made at the first call. T is the protocol's own type.
    template <class T>
    T& shared()
    {
        std::shared_ptr<void>& kept = shared_[typeid(T)];
        if (!kept)
            kept = std::make_shared<T>();
        return *static_cast<T*>(kept.get());
    }

private:
    Time heard_until() const { return heard_ == no_time ? last_ : heard_; }

    using Pair = std::tuple<const Descriptor*, Address, Address>; ///< the lower address first

    std::vector<std::unique_ptr<Connection>> connections_;
    std::map<Pair, const Connection*> latest_;
    std::unordered_map<std::type_index, std::shared_ptr<void>> shared_;
    std::vector<std::function<void(std::vector<Late>&)>> tell_late_;
    std::vector<Time> pauses_; ///< the frames before them, ascending
    Time first_ = no_time, last_ = no_time;
    Time heard_ = no_time; ///< the latest of the wire
    std::uint32_t sessions_ = 0;
};

/// A session of this connection that begins: its ends and numbers are filled in.
SessionPtr make_session(const Connection& connection, Capture& capture);

} // namespace cti

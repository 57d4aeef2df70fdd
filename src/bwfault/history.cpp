// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwfault/history.hpp"

#include "bwcap/descriptor.hpp"

namespace cti::bwfault {

FaultNote note_of(const Summary& fault, std::string_view sender)
{
    FaultNote n;
    n.note.protocol = "bwfault";
    n.note.message = fault.trap ? fault.trap->name.data() : "alarm that is not in the table";
    n.note.from = Side::server;
    n.server = sender;
    if (!fault.trap || !fault.peer)
        return n;
    const std::string peer = fault.peer.text();
    if (fault.trap->peer == std::string_view{"client"} || fault.trap->kind == Kind::access_refused) {
        n.client = peer;
    } else if (*fault.trap->peer) { // it connects to the far end
        n.client = sender;
        n.server = peer;
    }
    return n;
}

bool History::is_first(MessageKey key, std::string_view sender, const Summary& fault, bool first_pass)
{
    if (!first_pass)
        return !again_.contains(key.packed());
    if (!fault.identifier) // the running number: without it two alarms cannot be told apart
        return true;
    std::string alarm{sender};
    alarm.append("\n").append(std::to_string(*fault.identifier)).append("\n").append(fault.alarm_name.view());
    alarm.append("\n").append(fault.timestamp.view()); // numbers begin anew with the server
    if (seen_.size() >= most_alarms)
        seen_.clear();
    if (seen_.insert(std::move(alarm)).second)
        return true;
    again_.insert(key.packed());
    return false;
}

Context History::context_of(MessageKey key, const Address& sender, const Summary& fault, const Capture& capture, bool first_pass)
{
    if (const Connection* connection = first_pass && fault.peer ? capture.between(bwcap::descriptor, sender, fault.peer) : nullptr) {
        // A connection that was never accepted asks too: its port is what it is known by.
        const ConnectionInfo& c = *connection->info();
        if (c.client.address == sender && !c.coverage.foreign)
            cap_ports_.insert_or_assign(key.packed(), std::to_string(c.server.port));
    }
    const auto known = cap_ports_.find(key.packed());
    return known == cap_ports_.end() ? Context{} : Context{known->second};
}

} // namespace cti::bwfault

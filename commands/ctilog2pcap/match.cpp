// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctilog2pcap/match.hpp"

#include "capture/files.hpp"
#include "core/cti_result.hpp"
#include "ged188/tables.hpp"
#include "ucalarm/decode.hpp"

#include <algorithm>
#include <vector>

namespace cti::ctilog2pcap {
namespace {

constexpr std::size_t ged188_header = 8, longest_ged188 = 12500;

/// Requests and answers alone carry an InvokeID, as the first number of their body.
std::string message_key(const ged188::MessageName* name, std::uint32_t invoke_id)
{
    const bool has_invoke_id = name && (name->kind == ged188::Kind::request || name->kind == ged188::Kind::confirmation);
    return has_invoke_id && invoke_id != 0 ? std::string{name->name} + " " + std::to_string(invoke_id) : std::string{};
}

/// CTIManager's ports, of which its traces tell.
constexpr std::uint16_t cti_manager_ports[] = {2748, 2749};

std::string connection_key(const Address& client, std::uint32_t port) { return "connection " + client.text() + " " + std::to_string(port); }

} // namespace

void Moments::add(std::string key, Time at)
{
    if (key.empty() || moments_.size() >= most)
        return;
    const auto [found, fresh] = moments_.try_emplace(std::move(key), Moment{at, false});
    found->second.comes_twice = found->second.comes_twice || !fresh;
}

void Moments::add_message(Bytes message, Time at)
{
    if (message.size() < ged188_header + 4 || be32(message.data()) > longest_ged188)
        return;
    const auto names = ged188::names_of(be32(message.data() + 4));
    if (!names.empty())
        add(message_key(&names.front(), be32(message.data() + ged188_header)), at);
}

/// CTIManager writes of a connection when the first message has come, and that is the first payload behind the SYN.
void Moments::add_segment(const Segment& s)
{
    if (std::find(std::begin(cti_manager_ports), std::end(cti_manager_ports), s.to.port) == std::end(cti_manager_ports))
        return;
    const std::string key = connection_key(s.from.address, s.from.port);
    if (s.flags & tcp_syn && opening_.size() < most)
        opening_.insert(key);
    else if (s.length > 0 && opening_.erase(key) != 0)
        add(key, s.at.time);
}

void Moments::add_alarms(Bytes text, Time at)
{
    ucalarm::Start start;
    for (std::uint32_t from = 0; ucalarm::find_alarm(text, from, start);) {
        NullSink nothing;
        const ucalarm::Summary alarm = ucalarm::decode_alarm(text, start, nothing);
        from = alarm.end;
        if (alarm.connection_id)
            add(std::string{alarm.name} + " " + std::to_string(*alarm.connection_id), at);
    }
}

void Moments::add(const logs::Record& record)
{
    using logs::Key;
    if (!record.time.time_of_day)
        return;
    const Time at = record.time.nanoseconds;
    if (record.protocol == logs::Protocol::ctiqbe && !record.key(Key::handler).empty() && !record.key(Key::client_port).empty()) {
        // The line that tells of the connection; others of the same handler have no port.
        const auto client = Address::parse(record.key(Key::client_address));
        const auto port = parse_number32(record.key(Key::client_port));
        if (client && port)
            add(connection_key(*client, *port), at);
    } else if (record.protocol == logs::Protocol::ged188 && !record.bytes.empty()) {
        add_message(record.bytes, at);
    } else if (record.protocol == logs::Protocol::ged188) {
        if (const auto invoke_id = parse_number32(record.key(Key::invoke_id)))
            add(message_key(ged188::message_by_name(record.event), *invoke_id), at);
    } else if (record.kind == logs::Kind::alarm && record.protocol == logs::Protocol::ucalarm) {
        add_alarms({reinterpret_cast<const std::uint8_t*>(record.raw.data()), record.raw.size()}, at);
    }
}

bool Moments::add_capture(const std::string& path, std::string& problem)
{
    const auto file = capture::CaptureFile::open(path, problem);
    if (!file)
        return false;
    capture::PacketReader reader;
    capture::Packet packet;
    std::uint32_t frame = 0;
    for (capture::FileRecord record; file->next(record);) {
        if (record.time == no_time)
            continue;
        const capture::Content content = reader.read({{++frame, record.time}, record.link, record.bytes, record.reported}, packet);
        if (content == capture::Content::datagram) {
            add_alarms(packet.payload, record.time);
        } else if (content == capture::Content::segment) {
            add_segment(packet.segment);
            // Most segments begin with a message; several may follow one another.
            Bytes rest = packet.payload;
            while (rest.size() >= ged188_header + 4) {
                const std::size_t size = std::size_t{be32(rest.data())} + ged188_header;
                if (size > rest.size() || ged188::names_of(be32(rest.data() + 4)).empty())
                    break;
                add_message(rest, record.time);
                rest = rest.subspan(size);
            }
        }
    }
    problem = file->problem();
    return problem.empty();
}

std::optional<logs::ClockOffset> Moments::compare(const Moments& log, const Moments& capture)
{
    std::vector<logs::TimePair> pairs;
    for (const auto& [key, moment] : log.moments_)
        if (const auto other = capture.moments_.find(key);
            other != capture.moments_.end() && !moment.comes_twice && !other->second.comes_twice)
            pairs.push_back({moment.at, other->second.at});
    return logs::clock_offset(pairs);
}

} // namespace cti::ctilog2pcap

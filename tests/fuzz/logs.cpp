// SPDX-License-Identifier: GPL-2.0-or-later
// Log files. Input: one byte of options (low bits: size of the pieces in which the file comes; 0x40: zone and date given; 0x80: flushed in
// the middle), then the file.
#include "checking_sink.hpp"

#include "core/text.hpp"
#include "ctiqbe/descriptor.hpp"
#include "logs/reader.hpp"
#include "logs/told_sessions.hpp"

#include <memory>
#include <string>
#include <vector>

using namespace cti;
using namespace cti::fuzz;
using namespace cti::logs;

namespace {

void check_utf8(std::string_view text, const char* what)
{
    while (!text.empty()) {
        const std::size_t n = utf8_length(text);
        check(n != 0, what);
        text.remove_prefix(n);
    }
}

/// All that a reading says, as one number.
struct Digest {
    std::uint64_t value = 14695981039346656037u;
    void add(std::string_view text)
    {
        for (const char c : text)
            value = (value ^ static_cast<unsigned char>(c)) * 1099511628211u;
        value = (value ^ text.size()) * 1099511628211u;
    }
    void add(std::uint64_t number) { value = (value ^ number) * 1099511628211u; }
};

std::uint64_t read(Bytes file, std::size_t piece, const TimeOptions& time, bool flush)
{
    Digest digest;
    std::size_t kept = 0;
    std::uint64_t records = 0;
    Reader reader{{time, "f"}, [&](const Record& r) {
                      ++records;
                      kept += r.raw.size();
                      check(r.raw.size() <= Reader::longest_record, "a record is bounded");
                      check(r.fields.size() <= most_fields, "fields are bounded");
                      check(r.bytes.size() <= Reader::longest_record, "bytes are bounded");
                      check(r.line >= 1 && r.lines >= 1, "a record has a line");
                      check(!r.time.sure() || r.time.date >= Origin::earlier, "a sure time is known");
                      check_utf8(r.raw, "raw text is UTF-8");
                      check_utf8(r.text, "text is UTF-8");
                      check_utf8(r.event, "an event is UTF-8");
                      check_utf8(r.number, "a number is UTF-8");
                      check_utf8(r.level, "a level is UTF-8");
                      digest.add(r.raw);
                      digest.add(r.text);
                      digest.add(r.event);
                      digest.add(static_cast<std::uint64_t>(r.time.nanoseconds));
                      digest.add(r.line);
                      digest.add(r.dropped);
                      for (const std::string_view key : r.keys) {
                          check_utf8(key, "a key is UTF-8");
                          digest.add(key);
                      }
                      for (const Field& field : r.fields) {
                          check(!field.name.empty(), "a field has a name");
                          for (const std::string_view part : {field.parent, field.name, field.value}) {
                              // The columns of an alarm table are named by its title, which may not be there.
                              check(r.format == Format::alarm_table || r.raw.find(part) != std::string_view::npos ||
                                        r.text.find(part) != std::string_view::npos,
                                  "a field is text of its record");
                              check_utf8(part, "a field is UTF-8");
                              digest.add(part);
                          }
                      }
                      for (const std::uint8_t byte : r.bytes)
                          digest.add(byte);
                      FileKey key;
                      file_key(r, key);
                  }};
    for (std::size_t at = 0; at < file.size(); at += piece) {
        reader.push(file.subspan(at, std::min(piece, file.size() - at)));
        if (flush && at == file.size() / 2 / piece * piece)
            reader.flush();
    }
    reader.finish();
    check(records == reader.stats().records, "records are counted");
    // UTF-16 becomes at most three bytes for two, ISO-8859-1 two for one; nothing is told twice.
    check(kept <= 2 * file.size() + records + 8, "what is kept comes from the file");
    return digest.value;
}

class NoRules final : public SessionRules {
public:
    void on_end(MessageKey, const ConnectionEnd&, KeptFindings&) override {}
    OpenRequests open_requests() const override { return {}; }
    std::span<const SessionPtr> sessions() const override { return all; }
    std::vector<SessionPtr> all{};
};

/// The records beside a capture of one client, which a published line names.
void join(Bytes file, const TimeOptions& time)
{
    Capture capture;
    const Endpoint client{*Address::parse("192.0.2.50"), 50155}, server{*Address::parse("192.0.2.9"), 2748};
    Connection& connection = capture.add(ctiqbe::descriptor, client, server, PortUse::none, PortUse::plain);
    auto rules = std::make_shared<NoRules>();
    const SessionPtr session = make_session(connection, capture);
    rules->all.push_back(session);
    connection.set_rules(rules);
    ToldSessions& told = capture.shared<ToldSessions>();
    struct Seen {
        MessageKey key;
        std::vector<std::uint8_t> pdu;
        Time at;
        SessionLinkPtr link;
    };
    std::vector<Seen> seen;
    Reader reader{{time, "f"}, [&](const Record& r) {
                      Seen& s = seen.emplace_back();
                      s.key = {static_cast<std::uint32_t>(seen.size()), 1};
                      s.at = r.time.nanoseconds;
                      encode_record(r, s.pdu);
                      if (seen.size() == 1) {
                          Segment syn;
                          syn.at = {1, s.at};
                          syn.from = client;
                          syn.to = server;
                          syn.flags = tcp_syn;
                          connection.on_segment(syn);
                      }
                      s.link = told.on_record(s.key, s.at, read_record(s.pdu), capture, true);
                  }};
    reader.push(file);
    reader.finish();
    (void)capture.late();
    for (const Seen& s : seen) {
        check(told.on_record(s.key, s.at, read_record(s.pdu), capture, false) == s.link, "later passes are told the same");
        check(!s.link || !s.link->session || s.link->session == session, "nothing is joined to what is not there");
    }
    check_utf8(session->application, "an application is UTF-8");
    if (session->in_logs) {
        check(session->in_logs->size() <= ToldSessions::most_told, "facts are bounded");
        for (const std::string& fact : *session->in_logs)
            check_utf8(fact, "a fact is UTF-8");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 1 || size > 300000)
        return 0;
    const std::uint8_t options = data[0];
    const Bytes file{data + 1, size - 1};
    TimeOptions time;
    if (options & 0x40) {
        time.zone = 3600;
        time.date = Date{2024, 1, 2};
        time.date_is_end = (options & 1) != 0;
    }
    const bool flush = (options & 0x80) != 0;
    const std::size_t piece = (options & 0x3fu) + 1u;
    const std::uint64_t in_pieces = read(file, piece, time, flush);
    if (!flush)
        check(in_pieces == read(file, std::max<std::size_t>(file.size(), 1), time, false), "any split gives the same");

    join(file, time);

    const std::string_view text{reinterpret_cast<const char*>(file.data()), std::min<std::size_t>(file.size(), 64)};
    Origin origin{};
    parse_zone(text, &origin);
    parse_date(text);
    return 0;
}

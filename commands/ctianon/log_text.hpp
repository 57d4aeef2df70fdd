// SPDX-License-Identifier: GPL-2.0-or-later
// Vendors' logs (src/logs): their lines as they stand in a file, and their records as ctilog2pcap writes them. What the readers of logs
// find in a line is replaced or stays by what the tables say of it; of all other text, words of the tables and numbers of one and two
// digits stay.
#pragma once

#include "connection/capture.hpp"
#include "connection/stream.hpp"
#include "ctianon/replacing.hpp"
#include "logs/bodies.hpp"
#include "logs/record_view.hpp"

#include <map>
#include <memory>
#include <string_view>
#include <utility>

namespace cti::anon {

class LogText {
public:
    LogText(Replacements& replacements, Ledger& ledger, const Rules& rules) : replacements_{replacements}, ledger_{ledger}, rules_{rules} {}
    LogText(const LogText&) = delete;
    LogText& operator=(const LogText&) = delete;

    /// How many bytes of `text` are whole records: the rest is to come again with what follows it. At the end of the file: all.
    std::size_t whole_records(std::string_view text, bool at_end) const;
    /// Replaces records; the next call goes on behind them.
    void lines(Message& message, Span within);
    /// The payload of a packet of ctilog2pcap.
    void record(Message& message);
    std::uint64_t records() const { return records_; }

private:
    void record_of_lines(Message& message, Span within, const logs::PrefixForm* form);
    void prefix(Message& message, Span within, const logs::PrefixForm& form, std::string_view zone);
    void body(Message& message, Span within, const logs::Record& record);
    void hex_dump(Message& message, Span within, const logs::Record& record);
    Message whole_message(Bytes bytes, logs::Protocol protocol, logs::Format format, logs::Direction direction);

    Replacements& replacements_;
    Ledger& ledger_;
    const Rules& rules_;
    logs::BodyReader reader_{};
    logs::Format established_ = logs::Format::unknown, also_ = logs::Format::unknown; ///< as logs::Reader has them
    std::uint64_t records_ = 0;
    struct Session {
        Connection* connection = nullptr;
        std::shared_ptr<StreamProtocol> stream{};
    };
    Capture capture_{}; ///< whole messages in logs are read in connections of their own
    std::map<std::pair<logs::Protocol, bool>, Session> sessions_{};
};

/// Text of UTF-16 as UTF-8 and back, since a log is in either. Characters that are none stay what they are.
enum class LogEncoding : std::uint8_t { bytes, utf16_le, utf16_be };
/// By its first bytes.
LogEncoding log_encoding(Bytes beginning);
std::string to_utf8(Bytes text, LogEncoding encoding);
std::string from_utf8(std::string_view text, LogEncoding encoding);

} // namespace cti::anon

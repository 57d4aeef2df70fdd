// SPDX-License-Identifier: GPL-2.0-or-later
// Where alarms begin in a message, and what names and values they hold. Two forms exist:
//   syslog      %UC_CTI-4-CtiIncompatibleProtocolVersion: %[MsgVersion=0][CompatibleVersions=60000]...: text
//   free text   Error: kCtiIncompatibleProtocolVersion - Incompatible protocol version. Message Version: 0 Minimum Version: 60000 ...
// The free text (Windows event log, trace lines) may span lines; a relay may have written its line breaks as "#012" or "\n".
// Everything here is linear in the message's length, allocates nothing and reads only inside the message.
#pragma once

#include "core/bytes.hpp"
#include "ucalarm/catalogue.hpp"

#include <string_view>

namespace cti::ucalarm {

enum class Form : std::uint8_t { syslog, free_text };

inline std::string_view chars(Bytes message)
{
    return {reinterpret_cast<const char*>(message.data()), message.size()};
}
inline std::string_view chars(Bytes message, Span where)
{
    return fits(where.offset, where.length, message.size()) ? chars(message).substr(where.offset, where.length) : std::string_view{};
}

/// Where the syslog message around an alarm ends when it is sent over TCP with octet counting ("152 <188>...", RFC 6587), as offset;
/// 0 where no count stands before it. `begin` is the alarm's offset. The end may lie outside of `message`: then more is to come.
std::uint64_t octet_counted_end(Bytes message, std::uint32_t begin);

/// The head of an alarm.
struct Start {
    Form form{};
    bool whole = false;               ///< false: the head itself is cut off or ill-formed
    Span catalog{}, severity{}, name{};
    std::uint8_t level = 0xff;        ///< the severity that the message states; 0xff: none
    std::uint32_t header = 0;         ///< where the event log's own lines ("Event Type: ...") may begin
    std::uint32_t begin = 0;
    std::uint32_t body = 0;           ///< where the parameters begin
    const Alarm* alarm = nullptr;     ///< nullptr: not in the catalogue
};

/// Finds the first alarm that begins at or after `from`. False where there is none.
bool find_alarm(Bytes message, std::uint32_t from, Start& start);

struct Token {
    enum class Kind : std::uint8_t {
        parameter,    ///< name and value
        text,         ///< prose; in `value`
        stray,        ///< where a parameter should stand, but does not; in `value`
    };
    Kind kind{};
    Span whole{};
    Span name{};      ///< as printed, without the mark UNKNOWN_PARAMNAME
    Span value{};     ///< without blanks around it
    const ParameterName* known = nullptr;
    bool marked = false;    ///< carries the mark UNKNOWN_PARAMNAME
    bool cut = false;       ///< the message ends where the value may go on
};

/// Reads the body of an alarm, token by token.
class Reader {
public:
    Reader(Bytes message, const Start& start);
    bool next(Token& token);
    /// Where the alarm ends; valid when next() has returned false.
    std::uint32_t end() const { return position_; }

private:
    bool next_bracket(Token& token);
    bool next_label(Token& token);

    std::string_view text_;         ///< the whole message
    std::uint32_t position_;
    std::uint32_t limit_;           ///< end of the message, or the next alarm
    std::uint32_t last_open_ = 0;   ///< syslog: where the last parameter with a known name opens
    std::uint32_t block_end_ = 0xffffffff;    ///< syslog: the ']' that ends the parameters; all ones where there is none
    bool brackets_;
    bool in_text_ = false;
    Token ahead_{};                 ///< free text: the label that next_label has found but not given
    bool has_ahead_ = false;
};

/// Reads the lines that the Windows event log puts before the alarm ("Event Source: Cisco CTIManager").
class HeaderReader {
public:
    HeaderReader(Bytes message, const Start& start) : text_{chars(message)}, position_{start.header}, limit_{start.begin} {}
    bool next(Token& token);

private:
    std::string_view text_;
    std::uint32_t position_, limit_;
};

} // namespace cti::ucalarm

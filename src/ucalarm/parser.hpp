// SPDX-License-Identifier: GPL-2.0-or-later
// Where alarms begin in a message, and what names and values they hold. Two forms exist:
//   syslog      %UC_CTI-4-CtiIncompatibleProtocolVersion: %[MsgVersion=0][CompatibleVersions=60000]...: text
//   free text   Error: kCtiIncompatibleProtocolVersion - Incompatible protocol version. Message Version: 0 Minimum Version: 60000 ...
// The free text (Windows event log, trace lines) may span lines; a relay may have written its line breaks as "#012" or "\n".
// An RTMT alert holds the whole line of the alarm that it is about, behind "MatchedEvent": then that alarm is the one that is found, and
// the alert is what stands around it. Everything here is linear in the message's length, allocates nothing and reads only inside the
// message.
#pragma once

#include "core/bytes.hpp"
#include "ucalarm/catalogue.hpp"
#include "ucalarm/services.hpp"

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

/// Who writes messages with a head like that.
enum class Family : std::uint8_t {
    unified_cm,        ///< %UC_CTI-4-Name: and free text
    unified_cm_7,      ///< %CCM_FACILITY-SUBFACILITY-4-Name: of 7.x and older
    icm,               ///< %ICM_Component_Process-3-10500D1:
    uccx,              ///< %MIVR-SS_TEL-4-Name:
    firewall,          ///< %ASA-4-620002: only the messages about CTIQBE
};

/// The head of an alarm.
struct Start {
    Form form{};
    Family family{};
    bool whole = false;               ///< false: the head itself is cut off or ill-formed
    bool of_cti_manager = false;      ///< is of the UC_CTI catalogue, which judges its parameters
    Span catalog{}, severity{}, name{};    ///< catalog: facility, and subfacility where the head has one
    std::uint8_t level = 0xff;        ///< the severity that the message states; 0xff: none
    std::uint32_t header = 0;         ///< where what belongs to the alarm and stands before it may begin
    std::uint32_t begin = 0;
    std::uint32_t body = 0;           ///< where the parameters begin
    std::uint32_t limit = 0xffffffff; ///< where it ends at the latest, because it stands inside something else; all ones: nothing known
    Span wrapper{};                   ///< the alert around the alarm; length 0: none
    Span alert_name{};                ///< of that alert
    const Alarm* alarm = nullptr;     ///< nullptr: not in the catalogue of CTIManager
    const ServiceAlarm* service = nullptr;    ///< nullptr: none of the alarms of other services that bear on CTI
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
    Span name{};      ///< as printed, without the mark UNKNOWN_PARAMNAME or UNKNOWN_PARAMTYPE
    Span value{};     ///< without blanks around it, with its escapes
    const ParameterName* known = nullptr;
    Span mark{};      ///< UNKNOWN_PARAMNAME or UNKNOWN_PARAMTYPE; length 0: none
    bool cut = false;       ///< the message ends where the value may go on
};

/// Reads the body of an alarm, token by token.
class Reader {
public:
    Reader(Bytes message, const Start& start);
    bool next(Token& token);
    /// Where the alarm ends; valid when next() has returned false.
    std::uint32_t end() const { return position_; }
    /// True where the parameters stand in brackets: those have escapes, and one that is cut is known to be.
    bool in_brackets() const { return brackets_; }
    /// True where the parameters stand in brackets and the line ends behind one of them: no ':' and no text. Valid when next() has returned
    /// false.
    bool ends_in_parameters() const { return brackets_ && !in_text_; }
    /// True where '=' and ';' came as "%61" and "%59", as in the text of traps.
    bool percent_coded() const { return percent_coded_; }

private:
    bool next_bracket(Token& token);
    bool next_label(Token& token);

    std::string_view text_;         ///< the whole message
    std::uint32_t position_;
    std::uint32_t limit_;           ///< end of the message, or the next alarm
    std::uint32_t last_open_ = 0;   ///< syslog: where the last parameter with a known name opens
    std::uint32_t block_end_ = 0xffffffff;    ///< syslog: the ']' that ends the parameters; all ones where there is none
    bool brackets_;
    bool labels_ = true;            ///< without brackets: "Name: value" stands in the text
    bool others_ = false;           ///< the names of other services' parameters count
    bool percent_coded_ = false;
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

// SPDX-License-Identifier: GPL-2.0-or-later
// What the text of a record says: event, direction, fields, keys, bytes. One table of line forms for all formats; the few forms that are
// no list of pairs have a function.
#pragma once

#include "logs/fields.hpp"
#include "logs/prefix.hpp"

#include <string>
#include <vector>

namespace cti::logs {

class BodyReader {
public:
    BodyReader();
    /// Fills the rest of a record whose format (as the prefix has it), text, raw and time are set. `record` then points into this object
    /// too, until
    /// the next call.
    void read(const Prefix& prefix, Record& record);

private:
    void ciscolog(Record& record);
    void sdl(const Prefix& prefix, Record& record);
    void signal(Record& record, std::string_view text);
    void alarm(Record& record);
    void jtapi(Record& record, std::string_view text);
    void uccx(Record& record, std::string_view text);
    void icm(Record& record, std::string_view text);
    void finesse(Record& record, std::string_view text);
    void jabber(Record& record);
    void broadworks(const Prefix& prefix, Record& record);
    void alarm_table(Record& record);
    bool rules(Record& record, std::string_view text);
    void keys(Record& record);
    void connection(Record& record);

    std::vector<Field> fields_;
    std::vector<std::uint8_t> bytes_;
    std::string unescaped_;
    bool foreign_alarm_ = false; ///< of no CTI catalogue: its address and reason are a phone's, not a client's

    /// CTIManager's trace: what the signal that the following lines belong to said about its connection.
    struct Context {
        std::string sequence, handler, tcp_handle, client_address, device;
    } context_;
    std::string handler_, tcp_handle_; ///< "1,200,22,7" as "1:200:22:7", for the record at hand
};

/// "SESSION 9: MsgType:OPEN_REQ (" and its further lines: how CTI Server prints a message.
struct SessionLine {
    std::string_view session{};
    bool begins = false;  ///< MsgType stands here
    bool goes_on = false; ///< a further line of fields
    bool ends = false;    ///< its ")" is the last character
};
SessionLine session_line(std::string_view text);

/// ciscoLog's tag part=FIRST.N/COUNT.
struct Part {
    std::string_view first{};
    std::uint32_t number = 0, count = 0; ///< from 1; 0: none
};
Part ciscolog_part(std::string_view text);
/// Length of what stands before the text of a ciscoLog line: "%NAME-6-ID: [a=b][c=d]: ".
std::size_t ciscolog_head(std::string_view text);

/// A whole GED-188 message from the UCCX engine's dump "MHDR: 0000: 00 00 ... MDATA: 0000: ...". False where the dump is not whole; `out`
/// then holds nothing. `places`: where in the text each byte
/// stands, a place for each of `out` and not cleared before. Rows are bounded by the length in the header, since their character column may
/// look like hexadecimal digits.
bool read_hex_dump(std::string_view text, std::vector<std::uint8_t>& out, std::vector<std::uint32_t>* places = nullptr);

/// Date and time of a Windows event log entry ("Date: 6/28/2005 Time: 11:24:54 AM"); month before day unless the first number is over 12.
Stamp event_log_stamp(std::string_view text);

} // namespace cti::logs

// SPDX-License-Identifier: GPL-2.0-or-later
// The shape of a session: who sends how many messages, after which pauses, and who closes. It needs no wire format, so it is evidence where
// nothing else can be read. It is weak evidence: a shape gives a candidate cause, and only a result code or an alarm makes a cause of it.
//
// How a session opens (Cisco tech note 212107): one request of the client, the response at once (before any login check: it proves
// nothing), the completed event 0.15 to 0.4 s later, which says whether the login was granted; then the client goes on.
#pragma once

#include "connection/session_rules.hpp"
#include "core/time.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cti::ctiqbe {

/// Payloads of one side that follow each other closely.
struct Burst {
    Side from = Side::client;
    std::uint32_t payloads = 0;
    Time pause = 0; ///< from the payload before it to its first
};

/// The course of one session, as far as shapes look at it. Bounded.
class Course {
public:
    static constexpr Time burst_gap = 50 * millisecond; ///< a longer pause of one side begins another burst
    static constexpr std::size_t max_bursts = 12;

    void on_payload(Side from, Time at);

    /// The first max_bursts of them.
    std::span<const Burst> bursts() const { return {bursts_.data(), count_}; }
    /// There were no more than these.
    bool is_complete() const { return !overflow_; }
    Time last() const { return last_; }
    /// The client spoke again after the server had answered twice: it was let in.
    bool is_granted() const;

private:
    std::array<Burst, max_bursts> bursts_{};
    std::size_t count_ = 0;
    Time last_ = no_time;
    bool overflow_ = false;
};

/// One burst of a shape. Pauses in nanoseconds, both bounds included.
struct ShapeStep {
    Side from;
    std::uint32_t least, most; ///< payloads
    Time pause_least, pause_most;
    bool may_be_missing = false;
};

/// Who closes a session of a shape.
enum class Closer : std::uint8_t { client, server, either };

struct Shape {
    const char* name; ///< "a login that timed out"
    std::span<const ShapeStep> steps;
    Closer closer;
    Time close_most;                          ///< from the last payload to the close
    std::span<const std::uint32_t> codes;     ///< result codes that agree
    std::span<const std::string_view> alarms; ///< alarms that agree, without "k" of releases before 8.0
    const char* remedy;                       ///< how to find out whether it is so
    bool refuses;                             ///< the session was not granted
    bool is_told = true;                      ///< false: ctiqbe.closed_after_open says it
    const char* source;
    Time close_least = 0;                     ///< from the last payload to the close
};

namespace shape_tables {

constexpr Side c = Side::client, s = Side::server;
constexpr Time ms = millisecond;

/// One message each way; two where TCP cut one.
inline constexpr ShapeStep refused_before_login[] = {{c, 1, 2, 0, second}, {s, 1, 1, 0, second, true}};
inline constexpr ShapeStep login_refused[] = {{c, 1, 2, 0, second}, {s, 1, 2, 0, second}, {s, 1, 3, 50 * ms, second}};
inline constexpr ShapeStep login_timeout[] = {{c, 1, 2, 0, second}, {s, 1, 2, 0, second}, {s, 1, 3, 9 * second, 11 * second}};
inline constexpr ShapeStep version_asked[] = {{c, 1, 2, 0, second}, {s, 1, 2, 0, second}};
inline constexpr ShapeStep no_devices[] = {{c, 1, 2, 0, second}, {s, 1, 2, 0, second}, {s, 1, 3, 50 * ms, second}, {c, 1, 2, 0, 2 * second},
    {s, 1, 3, 0, second, true}, {c, 1, 2, 18 * second, 20 * second}, {s, 1, 2, 0, second, true}};
inline constexpr ShapeStep device_refused[] = {{c, 1, 2, 0, second}, {s, 1, 2, 0, second}, {s, 1, 3, 50 * ms, second},
    {c, 1, 2, 0, 2 * second}, {s, 1, 10, 0, second}, {c, 1, 2, 0, 2 * second}, {s, 1, 1, 0, 50 * ms}};
inline constexpr ShapeStep line_refused[] = {{c, 1, 2, 0, second}, {s, 1, 2, 0, second}, {s, 1, 3, 50 * ms, second},
    {c, 1, 2, 0, 2 * second}, {s, 1, 10, 0, second}, {c, 1, 2, 0, 2 * second}, {s, 1, 4, 0, 50 * ms}, {c, 1, 2, 0, 2 * second},
    {s, 1, 3, 0, 50 * ms}, {c, 1, 4, 0, 50 * ms}, {s, 1, 3, 0, 50 * ms, true}};

inline constexpr std::uint32_t before_login_codes[] = {0x8CCC0047, 0x8CCC0050, 0x8CCC0053, 0x8CCC00D1};
inline constexpr std::uint32_t login_refused_codes[] = {0x8CCC005E, 0x8CCC005F, 0x8CCC0060, 0x8CCC00D0, 0x8CCC00D1, 0x8CCC011D, 0x8CCC011F};
inline constexpr std::uint32_t login_timeout_codes[] = {0x8CCC0075};
inline constexpr std::uint32_t version_codes[] = {0x8CCC0053};
inline constexpr std::uint32_t device_codes[] = {0x8CCC0013, 0x8CCC0018, 0x8CCC009A, 0x8CCC00D2, 0x8CCC00DA, 0x8CCC00F3};
inline constexpr std::uint32_t line_codes[] = {0x8CCC0005, 0x8CCC0018, 0x8CCC00D3};

inline constexpr std::string_view before_login_alarms[] = {"CtiIncompatibleProtocolVersion", "CtiMaxConnectionReached",
    "CtiQbeLengthMisMatch", "CtiInvalidQbeSizeAndOffsets", "CtiIllegalFilterSize", "InvalidQBEMessage", "CtiIllegalQbeHeader",
    "CtiQbeMessageTooLong"};
inline constexpr std::string_view login_alarms[] = {"CtiProviderOpenFailure"};
inline constexpr std::string_view device_alarms[] = {"CtiDeviceOpenFailure", "CtiDeviceOpenFailAccessDenied"};
inline constexpr std::string_view line_alarms[] = {"CtiLineOpenFailure"};

/// TSP waits 50 s for the end of its login. JTAPI waits 200 s: such a silence is longer than a heartbeat's, and is said by itself.
inline constexpr Time login_wait_least = 48 * second, login_wait_most = 53 * second;

inline constexpr const char* traces =
    "Cisco tech note 220616; Cisco tech note 212107; System Error Messages for Unified CM 12.5(1), 14, 15";

/// In this order: the first that matches counts. Pauses are those of the traces, with tolerance.
inline constexpr Shape shapes[] = {
    {"a session that was refused before the login", refused_before_login, Closer::server, second, before_login_codes, before_login_alarms,
        "Look in the syslog of the server for an alarm about this client: CtiIncompatibleProtocolVersion or CtiMaxConnectionReached", true,
        false, "System Error Messages for Unified CM 14; that the close follows within a second is inferred"},
    {"a login that was refused", login_refused, Closer::either, 5 * second, login_refused_codes, login_alarms,
        "Look for the alarm CtiProviderOpenFailure in the syslog of the server: its reason tells a wrong password, a locked account, a "
        "missing right and the wrong port apart\nCompare user and password of the application with Unified CM",
        true, true, traces},
    {"a login that timed out", login_timeout, Closer::client, 2 * second, login_timeout_codes, login_alarms,
        "Look for the alarm CtiProviderOpenFailure with reason 0x8CCC0075 in the syslog of the server\n"
        "Check that the LDAP server answers CTIManager, and the CPU of the node",
        true, true, traces},
    {"a client that only asked which plugin the server offers", version_asked, Closer::client, 5 * second, version_codes, {},
        "Nothing to do if the client's updater ran\nElse look in the client's log why it closed", false, true,
        "JTAPI Developers Guide 15, auto update; the shape is inferred"},
    {"a login that was never decided", version_asked, Closer::client, login_wait_most, login_timeout_codes, login_alarms,
        "Look in the CTIManager trace (SDL) for what became of this ProviderOpenRequest after its response: the login check comes next\n"
        "Check that the LDAP server answers CTIManager, and the CPU of the node",
        true, true, "TSP installation: it waits 50 s for the completed event; that the client then closes is inferred", login_wait_least},
    {"a user without controlled devices", no_devices, Closer::client, second, {}, {},
        "Look in the client's log for error 8, and at the user's Controlled Devices in Unified CM: the phone must be among them", false,
        true, traces},
    {"a device that could not be opened, or a client that only looked", device_refused, Closer::client, 50 * ms, device_codes,
        device_alarms,
        "Look for the alarm CtiDeviceOpenFailure in the syslog of the server\n"
        "Check that the device is among the user's Controlled Devices and that Allow Control of Device from CTI is ticked",
        false, true, traces},
    {"a line that could not be opened, or a client that only looked", line_refused, Closer::client, 50 * ms, line_codes, line_alarms,
        "Look for the alarm CtiLineOpenFailure in the syslog of the server\nCheck that Allow Control of Device from CTI is ticked on the "
        "line",
        false, true, traces},
};

} // namespace shape_tables

inline constexpr std::span<const Shape> shapes{shape_tables::shapes};

/// The shape of a session that `by` closed; nullptr: none. `course` must have been captured whole: both sides, from its beginning.
const Shape* find_shape(const Course& course, Side by, Time closed);

/// What a shape was recognised by: "1 message of the client; 1 of the server after 10 ms; closed by the client 3 ms later".
std::string evidence_of(const Course& course, Side by, Time closed);

/// Whether a result code, or an alarm (with its reason, 0 where it has none), says what the shape says.
bool agrees(const Shape& shape, std::uint32_t code);
bool agrees(const Shape& shape, std::string_view alarm, std::uint32_t reason);

} // namespace cti::ctiqbe
